package nomen.store.zone;

import nomen.codec.name.Name;

/**
 * Changes a copy of a zone's state. Readers see nothing of it until what {@link #build} gives is
 * published. A change costs what the path to its name costs, whatever the size of the zone.
 *
 * <p>Only what a zone can hold is checked here: names are at or below the apex, RRsets have at most
 * 65535 records. What a zone should hold (one SOA, no CNAME beside other data) is for the one who
 * edits. Not thread-safe.
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

  /** A state to go back to; costs nothing to make or to keep. */
  public static final class Savepoint {
    Savepoint() {}
  }

  private final Name origin;

  /** An editor of a zone without data. */
  public ZoneEditor(Name origin) {
    this.origin = origin;
  }

  ZoneEditor(ZoneSnapshot base) {
    this(base.origin());
  }

  /**
   * Adds a record. Records of one owner name that follow each other are put together at little cost,
   * and names in canonical order at the least.
   *
   * @param owner the array in which the owner name stands, in uncompressed wire format
   * @param ownerOffset where it begins
   * @param type the RR type
   * @param ttlSeconds the TTL, 0 to 2^31-1
   * @param rdata the array in which the RDATA stands, its names uncompressed
   * @param rdataOffset where it begins
   * @param rdataLength its octets
   * @throws IllegalArgumentException if the name is not at or below the apex, or the RRset is full
   */
  public Added add(
      byte[] owner,
      int ownerOffset,
      int type,
      int ttlSeconds,
      byte[] rdata,
      int rdataOffset,
      int rdataLength) {
    return Added.NOTHING;
  }

  /** As the other, for names and RDATA that are objects of their own. */
  public Added add(Name owner, int type, int ttlSeconds, byte[] rdata) {
    return add(owner.toWire(), 0, type, ttlSeconds, rdata, 0, rdata.length);
  }

  /**
   * Removes a record.
   *
   * @return whether it was there
   */
  public boolean removeRecord(Name owner, int type, byte[] rdata) {
    return false;
  }

  /**
   * Removes an RRset; for RRSIG all signatures.
   *
   * @return the number of records that were there
   */
  public int removeRRset(Name owner, int type) {
    return 0;
  }

  /**
   * Removes everything at a name; names below it stay.
   *
   * @return the number of records that were there
   */
  public int removeName(Name owner) {
    return 0;
  }

  /**
   * Sets the TTL of an RRset; for RRSIG, of all signatures.
   *
   * @return whether there is such an RRset
   */
  public boolean setTtl(Name owner, int type, int ttlSeconds) {
    return false;
  }

  /** Shows what is stored at a name in the state so far. */
  public boolean find(Name name, NodeView into) {
    into.clear();
    return false;
  }

  /** The state so far, to go back to. */
  public Savepoint savepoint() {
    return new Savepoint();
  }

  /** Goes back to an earlier state of this editor. */
  public void rollback(Savepoint savepoint) {}

  /** The state so far as a snapshot. The editor can go on; the snapshot does not change with it. */
  public ZoneSnapshot build() {
    return new ZoneSnapshot(origin);
  }
}
