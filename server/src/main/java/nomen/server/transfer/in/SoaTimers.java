package nomen.server.transfer.in;

import nomen.store.zone.RRsetView;
import nomen.store.zone.ZoneSnapshot;

/**
 * The timers of a zone's SOA (RFC 1035 section 3.3.13), within bounds: a slip of the pen must
 * neither have a primary asked without pause nor let a zone grow old for ever.
 *
 * @param refreshMillis from one success until a primary is asked again
 * @param retryMillis from one failure until a primary is asked again
 * @param expireMillis from the last success until the zone is no longer served
 */
record SoaTimers(long refreshMillis, long retryMillis, long expireMillis) {
  /** REFRESH counts for no less, as Knot has it. */
  static final long MIN_REFRESH_MILLIS = 2_000;

  /** RETRY counts for no less, as Knot has it. */
  static final long MIN_RETRY_MILLIS = 1_000;

  /** REFRESH counts for no more, as BIND has it: four weeks. */
  static final long MAX_REFRESH_MILLIS = 28L * 86_400_000;

  /** RETRY counts for no more, as BIND has it: two weeks. */
  static final long MAX_RETRY_MILLIS = 14L * 86_400_000;

  /** EXPIRE counts for no more, as BIND has it: twenty-four weeks. */
  static final long MAX_EXPIRE_MILLIS = 168L * 86_400_000;

  private static final int FROM_REFRESH_TO_END = 16;

  /**
   * The timers of these fields, in seconds. A zone that expired before its primaries were asked
   * twice would be gone at each lost packet: EXPIRE counts for REFRESH and RETRY at least.
   */
  static SoaTimers ofSeconds(long refresh, long retry, long expire) {
    long refreshMillis = Math.clamp(refresh * 1000, MIN_REFRESH_MILLIS, MAX_REFRESH_MILLIS);
    long retryMillis = Math.clamp(retry * 1000, MIN_RETRY_MILLIS, MAX_RETRY_MILLIS);
    long expireMillis = Math.clamp(expire * 1000, refreshMillis + retryMillis, MAX_EXPIRE_MILLIS);
    return new SoaTimers(refreshMillis, retryMillis, expireMillis);
  }

  /** The timers of a zone that has a SOA. */
  static SoaTimers of(ZoneSnapshot zone) {
    RRsetView soa = new RRsetView();
    if (!zone.soa(soa)) {
      throw new IllegalArgumentException("zone " + zone.origin() + " has no SOA");
    }
    byte[] octets = soa.octets();
    int at = soa.rdataOffset(soa.first()) + soa.rdataLength(soa.first()) - FROM_REFRESH_TO_END;
    return ofSeconds(u32(octets, at), u32(octets, at + 4), u32(octets, at + 8));
  }

  private static long u32(byte[] octets, int at) {
    return (octets[at] & 0xffL) << 24
        | (octets[at + 1] & 0xff) << 16
        | (octets[at + 2] & 0xff) << 8
        | octets[at + 3] & 0xff;
  }
}
