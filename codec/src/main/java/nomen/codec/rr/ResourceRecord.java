package nomen.codec.rr;

import nomen.codec.name.Name;

/**
 * A resource record (RFC 1035 section 3.2.1).
 *
 * @param owner the owner name
 * @param rrClass the class
 * @param ttlSeconds 0 to 2^31-1 (RFC 2181 section 8)
 * @param rdata the type and the data
 */
public record ResourceRecord(Name owner, RRClass rrClass, int ttlSeconds, Rdata rdata) {
  /** Checks the range of the TTL. */
  public ResourceRecord {
    if (ttlSeconds < 0) {
      throw new IllegalArgumentException("TTL over 2^31-1 seconds");
    }
  }

  /** The type. */
  public RRType type() {
    return rdata.type();
  }

  /** A line of a master file. */
  @Override
  public String toString() {
    return owner + " " + ttlSeconds + " " + rrClass + " " + type() + " " + rdata;
  }
}
