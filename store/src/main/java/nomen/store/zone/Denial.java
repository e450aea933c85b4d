package nomen.store.zone;

/**
 * The NSEC records that prove an outcome (RFC 4035 section 3.1.3), each once: at most two. Empty in
 * a zone without NSEC. Belongs to a {@link ZoneLookup}, whose next lookup empties it.
 */
public final class Denial {
  /** The most NSEC records that one answer needs: one for the name, one for the wildcard. */
  public static final int MAX_RECORDS = 2;

  private final OwnerName[] owners = {new OwnerName(), new OwnerName()};
  private final NodeView[] nodes = {new NodeView(), new NodeView()};
  private int count;

  Denial() {}

  /** The number of owner names whose NSEC RRset belongs into the answer. */
  public int count() {
    return count;
  }

  /** An owner name, in the case that the zone has it in. */
  public OwnerName owner(int index) {
    return owners[index];
  }

  /** The node there: it has an NSEC RRset, and its signatures if the zone is signed. */
  public NodeView node(int index) {
    return nodes[index];
  }

  void clear() {
    count = 0;
  }
}
