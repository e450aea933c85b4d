package nomen.server.logging;

import org.jspecify.annotations.Nullable;

/**
 * Draws queries for the {@link QueryLog} in one event loop. Nothing here makes an object, takes a
 * lock or waits: a sample that finds no room is dropped and counted.
 */
public final class QuerySampler {
  private final QueryLog log;
  private final QueryRing ring;

  /** Of a xorshift generator, which never is 0; which queries it draws is no secret. */
  private long random = 0x9e3779b97f4a7c15L;

  private @Nullable QuerySample sample;

  QuerySampler(QueryLog log, QueryRing ring) {
    this.log = log;
    this.ring = ring;
  }

  /** Whether the next query is drawn. If so, the five others follow, {@link #publish} last. */
  public boolean draws() {
    random ^= random << 13;
    random ^= random >>> 7;
    random ^= random << 17;
    if (random >>> 32 >= log.chance()) {
      return false;
    }
    sample = ring.next();
    if (sample == null) {
      log.dropped();
      return false;
    }
    return true;
  }

  private QuerySample drawn() {
    if (sample == null) {
      throw new IllegalStateException("no query is drawn");
    }
    return sample;
  }

  /** Keeps the request, as it came in. */
  public void setRequest(byte[] octets, int offset, int length) {
    drawn().setRequest(octets, offset, length);
  }

  /**
   * Keeps who asked.
   *
   * @param octets whose first 4 or 16 are the address
   */
  public void setClient(byte[] octets, int length, int port, boolean tcp) {
    drawn().setClient(octets, length, port, tcp);
  }

  /**
   * Keeps what was answered.
   *
   * @param flags of the answer's header
   * @param length of the answer; 0 if there is none, or it comes later
   */
  public void setAnswer(int flags, int length) {
    drawn().setAnswer(flags, length);
  }

  /**
   * Keeps the time.
   *
   * @param millis when it came, since 1970
   * @param nanos from then to the answer
   */
  public void setTime(long millis, long nanos) {
    drawn().setTime(millis, nanos);
  }

  /** Hands the sample over. */
  public void publish() {
    drawn();
    sample = null;
    if (ring.publish()) {
      log.wake();
    }
  }
}
