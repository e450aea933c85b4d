package nomen.server.update;

import java.util.HashMap;
import java.util.Map;
import nomen.codec.name.Name;
import nomen.store.update.Evaluation;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what became of requests, by their digests. When room is needed those are forgotten
 * whose time is over; when it is full, the one that came first, early.
 *
 * <pre>
 *   ring    digests, times, expiries, signers, outcomes     in the order in which they came
 *   slots   position in the ring, plus 1; 0 if free     open addressing, at most half full
 * </pre>
 *
 * It grows by doubling, up to its limit, and makes no object for an entry. Not thread-safe.
 */
final class RequestMemory {
  private static final int FIRST_CAPACITY = 1024;

  private final int limit;
  private long[] digests = new long[FIRST_CAPACITY];
  private long[] times = new long[FIRST_CAPACITY];
  private long[] expiries = new long[FIRST_CAPACITY];
  private @Nullable Name[] signers = new @Nullable Name[FIRST_CAPACITY];
  private @Nullable Evaluation[] outcomes = new @Nullable Evaluation[FIRST_CAPACITY];
  private int[] slots = new int[2 * FIRST_CAPACITY];
  private int first;
  private int count;

  /**
   * By key, so that a client whose clock is ahead raises the floor of nobody else. No more than
   * there are keys.
   */
  private final Map<Name, Long> floors = new HashMap<>();

  /** By key: the latest expiry of those that were forgotten when it was over. */
  private final Map<Name, Long> lapsed = new HashMap<>();

  /**
   * An empty one.
   *
   * @param limit the most entries; at least one
   */
  RequestMemory(int limit) {
    this.limit = limit;
  }

  /** How many requests are remembered. */
  int size() {
    return count;
  }

  /**
   * The latest time of a request signed with a key that was forgotten early: it may come again and
   * not be known.
   */
  long floor(Name signer) {
    return floors.getOrDefault(signer, Long.MIN_VALUE);
  }

  /**
   * The latest expiry of a request signed with a key that was forgotten after it. Only a clock that
   * goes back makes one timely again that is no later.
   */
  long lapsed(Name signer) {
    return lapsed.getOrDefault(signer, Long.MIN_VALUE);
  }

  /** What became of a request; null if it is not known. */
  @Nullable Evaluation find(long digest) {
    int slot = slotOf(digest);
    return slots[slot] == 0 ? null : outcomes[slots[slot] - 1];
  }

  /**
   * Remembers a request; one with its digest is replaced.
   *
   * @param signer whose floor is raised if it is forgotten early, null for none
   * @param time that the floor is raised to then
   * @param expiry when it need not be remembered any more, in the unit of {@code now}
   */
  void put(
      long digest, @Nullable Name signer, long time, long expiry, Evaluation outcome, long now) {
    int slot = slotOf(digest);
    if (slots[slot] != 0) {
      outcomes[slots[slot] - 1] = outcome;
      return;
    }
    if (count == limit || count == digests.length) {
      makeRoom(now);
    }
    int at = (first + count) % digests.length;
    count++;
    digests[at] = digest;
    times[at] = time;
    expiries[at] = expiry;
    signers[at] = signer;
    outcomes[at] = outcome;
    slots[slotOf(digest)] = at + 1;
  }

  private void makeRoom(long now) {
    if (forgetLapsed(now)) {
      return;
    }
    if (count < limit) {
      grow();
      return;
    }
    Name forgotten = signers[first];
    if (forgotten != null) {
      floors.merge(forgotten, times[first], Math::max);
    }
    removeFirst();
  }

  /** Forgets those in front whose time is over; returns whether there was one. */
  boolean forgetLapsed(long now) {
    int before = count;
    while (count > 0 && expiries[first] < now) {
      Name forgotten = signers[first];
      if (forgotten != null) {
        lapsed.merge(forgotten, expiries[first], Math::max);
      }
      removeFirst();
    }
    return count < before;
  }

  /** Forgets what became of a request: it was not done after all, and may come again. */
  void forget(long digest) {
    int slot = slotOf(digest);
    if (slots[slot] != 0) {
      outcomes[slots[slot] - 1] = null;
    }
  }

  private int home(long digest) {
    return (int) (digest * 0x9e3779b97f4a7c15L >>> 33) & slots.length - 1;
  }

  /** Where a digest stands, or the free slot where it would. */
  private int slotOf(long digest) {
    int slot = home(digest);
    while (slots[slot] != 0 && digests[slots[slot] - 1] != digest) {
      slot = slot + 1 & slots.length - 1;
    }
    return slot;
  }

  private void removeFirst() {
    int hole = slotOf(digests[first]);
    signers[first] = null;
    outcomes[first] = null;
    first = (first + 1) % digests.length;
    count--;
    // What probed past the slot moves up, or it would not be found any more.
    slots[hole] = 0;
    int slot = hole + 1 & slots.length - 1;
    while (slots[slot] != 0) {
      int home = home(digests[slots[slot] - 1]);
      if ((slot - home & slots.length - 1) >= (slot - hole & slots.length - 1)) {
        slots[hole] = slots[slot];
        slots[slot] = 0;
        hole = slot;
      }
      slot = slot + 1 & slots.length - 1;
    }
  }

  private void grow() {
    int capacity = (int) Math.min(limit, 2L * digests.length);
    digests = unrolled(digests, capacity);
    times = unrolled(times, capacity);
    expiries = unrolled(expiries, capacity);
    @Nullable Name[] oldSigners = signers;
    signers = new @Nullable Name[capacity];
    unroll(oldSigners, signers);
    @Nullable Evaluation[] oldOutcomes = outcomes;
    outcomes = new @Nullable Evaluation[capacity];
    unroll(oldOutcomes, outcomes);
    first = 0;
    slots = new int[Integer.highestOneBit(2 * capacity - 1) * 2];
    for (int i = 0; i < count; i++) {
      slots[slotOf(digests[i])] = i + 1;
    }
  }

  /** A longer copy of a full ring that begins with its first entry. */
  private long[] unrolled(long[] ring, int capacity) {
    long[] longer = new long[capacity];
    unroll(ring, longer);
    return longer;
  }

  @SuppressWarnings("SuspiciousSystemArraycopy") // Both are arrays of the same kind.
  private void unroll(Object ring, Object longer) {
    System.arraycopy(ring, first, longer, 0, count - first);
    System.arraycopy(ring, 0, longer, count - first, first);
  }
}
