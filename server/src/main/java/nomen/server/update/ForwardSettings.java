package nomen.server.update;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/** What all event loops share for forwarding: the limits, how much is on its way, and IDs. */
final class ForwardSettings {
  private static final int ID_BITS = 16;

  private final int limit;
  private final int timeoutMillis;
  private final RandomGenerator random;
  private final AtomicInteger outstanding = new AtomicInteger();

  /**
   * Settings.
   *
   * @param limit the most updates that wait for a primary
   * @param timeoutMillis what each primary has to answer in, the connection included
   */
  ForwardSettings(int limit, int timeoutMillis, RandomGenerator random) {
    this.limit = limit;
    this.timeoutMillis = timeoutMillis;
    this.random = random;
  }

  int timeoutMillis() {
    return timeoutMillis;
  }

  /** Takes a place; returns false if there is none. */
  boolean enter() {
    if (outstanding.incrementAndGet() <= limit) {
      return true;
    }
    outstanding.decrementAndGet();
    return false;
  }

  void leave() {
    outstanding.decrementAndGet();
  }

  int newId() {
    return random.nextInt(1 << ID_BITS);
  }
}
