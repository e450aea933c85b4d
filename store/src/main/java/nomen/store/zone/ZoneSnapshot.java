package nomen.store.zone;

import nomen.codec.name.Name;

/**
 * One state of a zone. It never changes, so any number of threads read it without a lock; what they
 * read it with ({@link ZoneLookup}, views) is each thread's own.
 *
 * <p>Names to look for are given in uncompressed wire format where they stand in an array, in any
 * case, and must be at or below the {@linkplain #origin() apex}.
 */
public final class ZoneSnapshot {
  private final Name origin;

  ZoneSnapshot(Name origin) {
    this.origin = origin;
  }

  /** The apex, in the case that the zone was made with. */
  public Name origin() {
    return origin;
  }

  /**
   * What the zone has to say to a question (RFC 1034 section 4.3.2, step 3).
   *
   * <p>DS at a zone cut is answered here, as the parent's side (RFC 4035 section 3.1.4.1). QTYPE ANY
   * fits every RRset. Occluded names and glue are never an answer.
   *
   * @param octets the array in which the QNAME stands
   * @param qnameOffset where it begins
   * @param qtype the QTYPE
   * @param scratch the caller's own; it keeps the outcome until its next lookup
   */
  public Lookup lookup(byte[] octets, int qnameOffset, int qtype, ZoneLookup scratch) {
    return scratch.lookup(this, octets, qnameOffset, qtype);
  }

  /**
   * Finds what is stored at exactly a name, glue and occluded names included: for additional data.
   * No wildcard is used.
   *
   * @param octets the array in which the name stands; it need not be in this zone
   * @param nameOffset where it begins
   * @param into shows the node then
   * @param scratch the caller's own; the outcome that it keeps stays right
   * @return whether there is such a node
   */
  public boolean find(byte[] octets, int nameOffset, NodeView into, ZoneLookup scratch) {
    into.clear();
    return false;
  }

  /** Shows the apex node; it is empty only in a zone without data. */
  public void apex(NodeView into) {
    into.clear();
  }

  /**
   * Shows the SOA RRset.
   *
   * @return whether there is one: always so in a zone that is served
   */
  public boolean soa(RRsetView into) {
    into.clear();
    return false;
  }

  /** The serial of the SOA, 0 to 2^32-1; 0 if there is none. */
  public long serial() {
    return 0;
  }

  /** The TTL in seconds of negative answers: the lesser of the SOA's TTL and MINIMUM (RFC 2308 5). */
  public int negativeTtlSeconds() {
    return 0;
  }

  /** The number of owner names. */
  public long nameCount() {
    return 0;
  }

  /** The number of records. */
  public long recordCount() {
    return 0;
  }

  /** Walks all nodes. */
  public NodeCursor nodes() {
    return new NodeCursor(this);
  }

  /** An editor that starts from this state. */
  public ZoneEditor edit() {
    return new ZoneEditor(this);
  }
}
