package nomen.store.zone;

import nomen.codec.name.Labels;
import nomen.codec.name.Name;
import nomen.store.tree.NameKey;
import nomen.store.tree.TreeCursor;
import nomen.store.tree.TreeEditor;

/**
 * Changes a copy of a zone's state. Readers see nothing of it until what {@link #build} gives is
 * published. A change costs what the path to its name costs, whatever the size of the zone.
 *
 * <p>Only what a zone can hold is checked here: names are at or below the apex, RRsets have at most
 * 65535 records. What a zone should hold (one SOA, no CNAME beside other data) is for the one who
 * edits. RDATA must be valid for its type. Records are the same if their canonical forms are (RFC
 * 4034 section 6.2), and the one that was first keeps its case. Not thread-safe.
 */
public final class ZoneEditor {
  /** What adding a record did. */
  public enum Added {
    /** The record is new. */
    RECORD,
    /** The record is new, and its TTL was lower than its RRset's, which took it over. */
    RECORD_AND_TTL_LOWERED,
    /** The record is new, and took over the lower TTL of its RRset (RFC 2181 section 5.2). */
    RECORD_WITH_LOWER_TTL,
    /** The record was there already; the RRset has the lower of the TTLs. */
    NOTHING
  }

  /** A state to go back to; it costs next to nothing to make and to keep. */
  public static final class Savepoint {
    private final ZoneState state;

    private Savepoint(ZoneState state) {
      this.state = state;
    }
  }

  private static final int NODE_IS_OPEN = 1;
  private static final int HAD_NODE = 2;
  private static final int HAD_CUT = 4;
  private static final int HAD_DNAME = 8;

  private final Name origin;
  private final byte[] originOctets;
  private final TreeEditor tree;
  private final TreeCursor cursor = new TreeCursor();
  private final NameKey key = new NameKey();

  /** The node that is open, put into the tree when another one is asked for. */
  private final NodeEdit node = new NodeEdit();

  private final byte[] owner = new byte[Labels.MAX_NAME_OCTETS];
  private int ownerLength;
  private int flags;

  private DepthCounts cuts;
  private DepthCounts dnames;
  private DepthCounts wildcards;
  private long records;

  /** What nodes in the tree have grown by; see {@link #grownOctets}. */
  private long grown;

  private int openedLength;

  /** An editor of a zone without data. */
  public ZoneEditor(Name origin) {
    this(origin, ZoneState.EMPTY);
  }

  ZoneEditor(Name origin, ZoneState base) {
    this.origin = origin;
    originOctets = origin.toWire();
    tree = new TreeEditor(base.tree());
    cuts = base.cuts().copy();
    dnames = base.dnames().copy();
    wildcards = base.wildcards().copy();
    records = base.records();
  }

  /**
   * The octets by which what is stored has grown since the editor was made, names included: about
   * what the zone takes more of the heap, where pages are full; up to twice as much where names
   * came in no order. Going back to a savepoint does not lower it.
   */
  public long grownOctets() {
    return grown + ((flags & NODE_IS_OPEN) == 0 ? 0 : node.length() + key.length() - openedLength);
  }

  /**
   * Adds a record. Records of one owner name that follow each other are put together at little
   * cost, and names in canonical order at the least.
   *
   * @param name the array in which the owner name stands, in uncompressed wire format
   * @param nameOffset where it begins
   * @param type the RR type
   * @param ttlSeconds the TTL, 0 to 2^31-1
   * @param rdata the array in which the RDATA stands, its names uncompressed
   * @param rdataOffset where it begins
   * @param rdataLength its octets, up to 65535
   * @throws IllegalArgumentException if the name is not at or below the apex, the TTL is negative,
   *     or the RRset or the RDATA is too large
   */
  public Added add(
      byte[] name,
      int nameOffset,
      int type,
      int ttlSeconds,
      byte[] rdata,
      int rdataOffset,
      int rdataLength) {
    requireTtl(ttlSeconds);
    if (rdataLength > 65_535) {
      throw new IllegalArgumentException("RDATA of " + rdataLength + " octets");
    }
    open(name, nameOffset);
    Added added = node.add(type, ttlSeconds, rdata, rdataOffset, rdataLength);
    if (added != Added.NOTHING) {
      records++;
    }
    return added;
  }

  /**
   * The RRsets at the name that was last added to; the signatures of each type that is signed are
   * one.
   */
  public int rrsetsAtName() {
    return node.rrsets();
  }

  /** As the other, for a name and RDATA that are objects of their own. */
  public Added add(Name name, int type, int ttlSeconds, byte[] rdata) {
    return add(name.toWire(), 0, type, ttlSeconds, rdata, 0, rdata.length);
  }

  /**
   * Removes a record.
   *
   * @return whether it was there
   */
  public boolean removeRecord(Name name, int type, byte[] rdata) {
    open(name.toWire(), 0);
    boolean removed = node.remove(type, rdata);
    records -= removed ? 1 : 0;
    return removed;
  }

  /**
   * Removes an RRset; for RRSIG all signatures. The signatures of another type stay.
   *
   * @return the number of records that were there
   */
  public int removeRRset(Name name, int type) {
    open(name.toWire(), 0);
    int removed = node.removeRRset(type);
    records -= removed;
    return removed;
  }

  /**
   * Removes everything at a name; names below it stay.
   *
   * @return the number of records that were there
   */
  public int removeName(Name name) {
    open(name.toWire(), 0);
    int removed = node.removeAll();
    records -= removed;
    return removed;
  }

  /**
   * Sets the TTL of an RRset; for RRSIG, of all signatures.
   *
   * @return whether there is such an RRset
   */
  public boolean setTtl(Name name, int type, int ttlSeconds) {
    requireTtl(ttlSeconds);
    open(name.toWire(), 0);
    return node.setTtl(type, ttlSeconds);
  }

  private static void requireTtl(int ttlSeconds) {
    if (ttlSeconds < 0) {
      throw new IllegalArgumentException("TTL above 2^31-1 (RFC 2181 section 8)");
    }
  }

  /**
   * Shows what is stored at a name in the state so far.
   *
   * @return whether there is anything
   */
  public boolean find(Name name, NodeView into) {
    close();
    into.clear();
    if (!name.isAtOrBelow(origin)) {
      return false;
    }
    key.set(name.toWire(), 0, origin.labelCount());
    if (!tree.find(key.octets(), key.length(), cursor)) {
      return false;
    }
    into.set(cursor.page(), cursor.valueOffset(), cursor.valueLength());
    return true;
  }

  /** The apex, in the case that the zone was made with. */
  public Name origin() {
    return origin;
  }

  /**
   * An owner name in the case that the zone has it in.
   *
   * @param name at or below the apex, in any case
   * @param node what {@link #find} shows at it
   * @return the name itself if it is new to the zone
   */
  public Name ownerName(Name name, NodeView node) {
    if (node.isEmpty()) {
      return name;
    }
    byte[] octets = new byte[name.length()];
    int below = octets.length - originOctets.length;
    if (node.hasOwnerCase()) {
      node.copyOwnerCase(octets);
    } else {
      name.copyTo(octets, 0);
      Labels.copyLower(octets, 0, octets, 0, below);
    }
    System.arraycopy(originOctets, 0, octets, below, originOctets.length);
    Name kept = Name.ofWire(octets, 0);
    return kept.equalsExactly(name) ? name : kept;
  }

  /** The state so far, to go back to. */
  public Savepoint savepoint() {
    return new Savepoint(state());
  }

  /** Goes back to an earlier state of this editor. */
  public void rollback(Savepoint savepoint) {
    grown = grownOctets();
    flags = 0;
    ownerLength = 0;
    ZoneState state = savepoint.state;
    tree.reset(state.tree());
    cuts = state.cuts().copy();
    dnames = state.dnames().copy();
    wildcards = state.wildcards().copy();
    records = state.records();
  }

  /** The state so far as a snapshot. The editor can go on; the snapshot does not change with it. */
  public ZoneSnapshot build() {
    return new ZoneSnapshot(origin, state());
  }

  private ZoneState state() {
    close();
    return new ZoneState(tree.build(), cuts.copy(), dnames.copy(), wildcards.copy(), records);
  }

  /** Makes a name's node the one that is open. */
  private void open(byte[] name, int offset) {
    int length = Labels.length(name, offset);
    if (length == ownerLength && Labels.equalIgnoringCase(name, offset, owner, 0, length)) {
      return;
    }
    close();
    int below = length - originOctets.length;
    if (!isInZone(name, offset, below)) {
      throw new IllegalArgumentException(
          Name.ofWire(name, offset) + " is not at or below " + origin);
    }
    System.arraycopy(name, offset, owner, 0, length);
    ownerLength = length;
    key.set(owner, 0, origin.labelCount());
    flags = NODE_IS_OPEN;
    if (tree.find(key.octets(), key.length(), cursor)) {
      node.load(cursor.page(), cursor.valueOffset(), cursor.valueLength());
      flags |= HAD_NODE | (node.has(TypeCodes.NS) ? HAD_CUT : 0);
      flags |= node.has(TypeCodes.DNAME) ? HAD_DNAME : 0;
      openedLength = node.length() + key.length();
    } else {
      node.start(owner, 0, below);
      openedLength = 0;
    }
  }

  private boolean isInZone(byte[] name, int offset, int below) {
    if (below < 0
        || !Labels.equalIgnoringCase(name, offset + below, originOctets, 0, originOctets.length)) {
      return false;
    }
    // The octets may be the same and yet not begin at a label.
    int at = offset;
    while (at < offset + below) {
      at += name[at] + 1;
    }
    return at == offset + below;
  }

  /** Puts the node that is open into the tree, or takes it out if it is empty now. */
  private void close() {
    if ((flags & NODE_IS_OPEN) == 0) {
      return;
    }
    grown = grownOctets();
    int depth = key.depth();
    boolean had = (flags & HAD_NODE) != 0;
    boolean has = node.records() > 0;
    count(cuts, depth, (flags & HAD_CUT) != 0, node.has(TypeCodes.NS), depth > 0);
    count(dnames, depth, (flags & HAD_DNAME) != 0, node.has(TypeCodes.DNAME), true);
    if (had != has) {
      countWildcards(has ? 1 : -1);
    }
    if (has) {
      tree.put(key.octets(), key.length(), node.octets(), 0, node.length());
    } else if (had) {
      tree.remove(key.octets(), key.length());
    }
    flags = 0;
    ownerLength = 0;
  }

  private static void count(
      DepthCounts counts, int depth, boolean had, boolean has, boolean wanted) {
    if (wanted && had != has) {
      counts.add(depth, has ? 1 : -1);
    }
  }

  private void countWildcards(int change) {
    for (int depth = 1; depth <= key.depth(); depth++) {
      int from = key.length(depth - 1);
      if (key.length(depth) - from == 2 && key.octets()[from] == '*') {
        wildcards.add(depth, change);
      }
    }
  }
}
