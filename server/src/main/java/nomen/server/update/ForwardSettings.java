package nomen.server.update;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.random.RandomGenerator;

/**
 * What all event loops share for forwarding: the limits, IDs, and which updates are under way.
 *
 * <p>Servers that forward to each other in a circle would pass an update on for ever. A forwarder
 * changes nothing of a message but its ID, for a signature covers the rest: so there is no room for
 * a count of hops, but what comes back is known by its octets. A copy comes over TCP, as forwarders
 * send. What a client sends again over UDP comes from where the first came from, and with its ID.
 */
final class ForwardSettings {
  /** No place was free. */
  static final int NO_PLACE = -1;

  private static final int ID_BITS = 16;

  private final int limit;
  private final int timeoutMillis;
  private final RandomGenerator random;
  private final AtomicInteger outstanding = new AtomicInteger();

  /** Of each place that is taken: the digest of the message without its ID. */
  private final AtomicLongArray messages;

  /** Of each place that is taken: the digest of the client and the whole message; 0 for none. */
  private final AtomicLongArray requests;

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
    messages = new AtomicLongArray(limit);
    requests = new AtomicLongArray(limit);
  }

  int timeoutMillis() {
    return timeoutMillis;
  }

  /**
   * Takes a place.
   *
   * @param message its digest, not 0
   * @param request its digest, 0 if it cannot come again
   * @return which, for {@link #leave}; {@link #NO_PLACE} if there is none
   */
  int enter(long message, long request) {
    if (outstanding.incrementAndGet() <= limit) {
      for (int place = 0; place < limit; place++) {
        if (messages.get(place) == 0 && messages.compareAndSet(place, 0, message)) {
          requests.set(place, request);
          return place;
        }
      }
    }
    outstanding.decrementAndGet();
    return NO_PLACE;
  }

  void leave(int place) {
    requests.set(place, 0);
    messages.set(place, 0);
    outstanding.decrementAndGet();
  }

  /** Whether a message of these octets, whatever its ID, is under way. */
  boolean hasMessage(long message) {
    return outstanding.get() > 0 && contains(messages, message);
  }

  /** Whether a request of a client, the ID included, is under way. */
  boolean hasRequest(long request) {
    return outstanding.get() > 0 && contains(requests, request);
  }

  private boolean contains(AtomicLongArray digests, long digest) {
    for (int place = 0; place < limit; place++) {
      if (digests.get(place) == digest) {
        return true;
      }
    }
    return false;
  }

  /** How many wait for a primary. */
  int outstanding() {
    return outstanding.get();
  }

  int newId() {
    return random.nextInt(1 << ID_BITS);
  }
}
