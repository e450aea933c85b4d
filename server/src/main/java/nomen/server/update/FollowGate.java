package nomen.server.update;

import nomen.codec.name.Name;

/** Knows how many secondaries have fetched what; holds answers to updates back for them. */
public interface FollowGate {
  /** Nobody follows here: no answer is ever held back. */
  FollowGate NONE = (zone, serial, wanted, timeoutMillis, waiter) -> false;

  /** Is told when the wait is over. */
  @FunctionalInterface
  interface Waiter {
    /**
     * It is over; called once, by any thread, and must not block.
     *
     * @param have how many secondaries have the serial; fewer than were wanted if time ran out
     */
    void followed(int have);
  }

  /**
   * Waits until secondaries have a zone up to a serial. It never blocks and may be called by any
   * thread.
   *
   * @param serial that they are to have, or a newer one (RFC 1982)
   * @param wanted how many of them
   * @param timeoutMillis how long to wait at most
   * @return whether it waits; if not, too many wait already, or the server stops, and the waiter is
   *     told nothing
   */
  boolean await(Name zone, int serial, int wanted, long timeoutMillis, Waiter waiter);
}
