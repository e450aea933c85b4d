package nomen.bench.tree;

/** What a lookup in a {@linkplain BenchZones#mixed mixed} zone ends with. */
public enum LookupKind {
  /** The name has an address. */
  HIT,
  /** The name is below a zone cut. */
  DELEGATION,
  /** There is no such name. */
  NXDOMAIN,
  /** A wildcard stands for the name. */
  WILDCARD;

  private static final int CYCLE = 8;

  /** What owner name number {@code i} is there for; never {@link #NXDOMAIN}. */
  static LookupKind ofOwner(int i) {
    return switch (i % CYCLE) {
      case 0, 1, 2, 3, 4 -> HIT;
      case 5, 6 -> DELEGATION;
      default -> WILDCARD;
    };
  }

  /**
   * A QNAME of this kind, in wire format.
   *
   * @param draw any number, 0 or more: which of them
   * @param names the owner names of the zone
   */
  byte[] qname(int draw, int names) {
    int cycle = (int) (draw * 7919L % (names / CYCLE)) * CYCLE;
    return switch (this) {
      case HIT -> BenchNames.wire(cycle + draw % 5, 0);
      case DELEGATION -> BenchNames.below("www", BenchNames.wire(cycle + 5 + draw % 2, 0));
      case NXDOMAIN -> BenchNames.wire(draw, 1);
      case WILDCARD -> BenchNames.below("host" + draw, BenchNames.wire(cycle + 7, 0));
    };
  }
}
