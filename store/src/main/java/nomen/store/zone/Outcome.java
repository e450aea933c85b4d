package nomen.store.zone;

/** The fields that outcomes of a lookup share; {@link ZoneLookup} fills them. */
abstract class Outcome {
  final NodeView node = new NodeView();
  final RRsetView rrset = new RRsetView();
  int ownerOffset;
  int apexOffset;
  int encloserOffset;
  boolean wildcard;

  Outcome() {}

  public final int ownerOffset() {
    return ownerOffset;
  }

  public final int apexOffset() {
    return apexOffset;
  }

  public final NodeView node() {
    return node;
  }

  public final boolean isWildcard() {
    return wildcard;
  }

  public final int encloserOffset() {
    return encloserOffset;
  }
}
