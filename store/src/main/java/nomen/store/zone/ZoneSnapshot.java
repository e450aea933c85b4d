package nomen.store.zone;

import nomen.codec.name.Labels;
import nomen.codec.name.Name;
import nomen.store.tree.NameTree;
import nomen.store.tree.TreeCursor;

/**
 * One state of a zone. It never changes, so any number of threads read it without a lock; what they
 * read it with ({@link ZoneLookup}, views) is each thread's own.
 *
 * <p>Names to look for are given in uncompressed wire format where they stand in an array, in any
 * case.
 */
public final class ZoneSnapshot {
  private final Name origin;
  private final byte[] originOctets;
  private final int apexLabels;
  private final ZoneState state;

  /** The greatest depth of a zone cut or DNAME, -1 without any. */
  private final int deepestBreak;

  private final NodeView apex = new NodeView();
  private final RRsetView soa = new RRsetView();
  private final boolean hasNsec;
  private final long serial;
  private final int negativeTtlSeconds;

  ZoneSnapshot(Name origin, ZoneState state) {
    this.origin = origin;
    this.state = state;
    originOctets = origin.toWire();
    apexLabels = origin.labelCount();
    deepestBreak = Math.max(state.cuts().deepest(), state.dnames().deepest());
    TreeCursor cursor = new TreeCursor();
    if (cursor.seekFloor(state.tree(), new byte[0], 0)) {
      apex.set(cursor.page(), cursor.valueOffset(), cursor.valueLength());
    }
    hasNsec = apex.has(TypeCodes.NSEC);
    if (apex.find(TypeCodes.SOA, soa) && soa.rdataLength(soa.first()) >= SoaTail.OCTETS) {
      int tail = soa.rdataOffset(soa.first()) + soa.rdataLength(soa.first()) - SoaTail.OCTETS;
      serial = NodeFormat.u32(soa.octets(), tail + SoaTail.SERIAL) & 0xffff_ffffL;
      int minimum = NodeFormat.u32(soa.octets(), tail + SoaTail.MINIMUM);
      // A MINIMUM above 2^31-1 counts as 0, like any TTL (RFC 2181 section 8).
      negativeTtlSeconds = Math.min(soa.ttlSeconds(), Math.max(0, minimum));
    } else {
      serial = 0;
      negativeTtlSeconds = 0;
    }
  }

  /** The fixed end of SOA RDATA: RFC 1035 section 3.3.13. */
  private static final class SoaTail {
    static final int OCTETS = 20;
    static final int SERIAL = 0;
    static final int MINIMUM = 16;
  }

  /** The apex, in the case that the zone was made with. */
  public Name origin() {
    return origin;
  }

  /**
   * What the zone has to say to a question (RFC 1034 section 4.3.2, step 3).
   *
   * <p>DS at a zone cut is answered here, as the parent's side (RFC 4035 section 3.1.4.1). QTYPE
   * ANY fits every RRset. Occluded names and glue are never an answer. NS and DNAME at a wildcard
   * count as any other data when the wildcard is used (RFC 4592 sections 4.2 and 4.4 leave that
   * open).
   *
   * @param octets the array in which the QNAME stands
   * @param qnameOffset where it begins; it must be at or below the apex
   * @param qtype the QTYPE
   * @param scratch the caller's own; it keeps the outcome until its next lookup
   */
  public Lookup lookup(byte[] octets, int qnameOffset, int qtype, ZoneLookup scratch) {
    return scratch.lookup(this, octets, qnameOffset, qtype);
  }

  /** As the other, for a name that is an object of its own. */
  public Lookup lookup(Name qname, int qtype, ZoneLookup scratch) {
    if (!qname.isAtOrBelow(origin)) {
      throw new IllegalArgumentException(qname + " is not at or below " + origin);
    }
    return scratch.lookup(this, qname.toWire(), 0, qtype);
  }

  /**
   * Finds what is stored at exactly a name, glue and occluded names included: for additional data.
   * No wildcard is used.
   *
   * @param octets the array in which the name stands; it need not be in this zone
   * @param nameOffset where it begins
   * @param into shows the node then; empty if there is none
   * @param scratch the caller's own; the outcome that it keeps stays right
   * @return whether there is such a node
   */
  public boolean find(byte[] octets, int nameOffset, NodeView into, ZoneLookup scratch) {
    return scratch.find(this, octets, nameOffset, into);
  }

  /** As the other, for a name that is an object of its own. */
  public boolean find(Name name, NodeView into, ZoneLookup scratch) {
    return scratch.find(this, name.toWire(), 0, into);
  }

  /** Whether a name is at or below the apex. */
  public boolean encloses(byte[] octets, int nameOffset) {
    int extra = Labels.count(octets, nameOffset) - apexLabels;
    if (extra < 0) {
      return false;
    }
    int at = Labels.skip(octets, nameOffset, extra);
    return Labels.length(octets, at) == originOctets.length
        && Labels.equalIgnoringCase(octets, at, originOctets, 0, originOctets.length);
  }

  /** Shows the apex node; it is empty only in a zone without data at the apex. */
  public void apex(NodeView into) {
    into.set(apex);
  }

  /**
   * Shows the SOA RRset.
   *
   * @return whether there is one: always so in a zone that is served
   */
  public boolean soa(RRsetView into) {
    into.set(soa);
    return !soa.isEmpty();
  }

  /** The serial of the SOA, 0 to 2^32-1; 0 if there is none. */
  public long serial() {
    return serial;
  }

  /**
   * The TTL in seconds of negative answers: the lesser of the SOA's TTL and MINIMUM (RFC 2308 5).
   */
  public int negativeTtlSeconds() {
    return negativeTtlSeconds;
  }

  /** The number of owner names. */
  public long nameCount() {
    return state.tree().size();
  }

  /** The number of records. */
  public long recordCount() {
    return state.records();
  }

  /** Whether absence can be proven: there is an NSEC at the apex. */
  public boolean hasNsec() {
    return hasNsec;
  }

  /** About what the zone takes of the heap. */
  public long octets() {
    return state.tree().octets();
  }

  /** What the snapshot is made of, to be written down as it is. */
  public ZoneContent content() {
    return new ZoneContent(
        origin,
        state.tree(),
        state.records(),
        state.cuts().toArray(),
        state.dnames().toArray(),
        state.wildcards().toArray());
  }

  /** The snapshot that had a content, which must not have been made up. */
  public static ZoneSnapshot of(ZoneContent content) {
    return new ZoneSnapshot(
        content.origin(),
        new ZoneState(
            content.tree(),
            new DepthCounts(content.cuts()),
            new DepthCounts(content.dnames()),
            new DepthCounts(content.wildcards()),
            content.records()));
  }

  /** Walks all nodes. */
  public NodeCursor nodes() {
    return new NodeCursor(this);
  }

  /** An editor that starts from this state. */
  public ZoneEditor edit() {
    return new ZoneEditor(origin, state);
  }

  NameTree tree() {
    return state.tree();
  }

  int apexLabels() {
    return apexLabels;
  }

  byte[] originOctets() {
    return originOctets;
  }

  int deepestBreak() {
    return deepestBreak;
  }

  boolean hasCuts(int depth) {
    return state.cuts().hasAny(depth);
  }

  boolean hasBreaks(int depth) {
    return state.cuts().hasAny(depth) || state.dnames().hasAny(depth);
  }

  boolean hasWildcards(int depth) {
    return state.wildcards().hasAny(depth);
  }
}
