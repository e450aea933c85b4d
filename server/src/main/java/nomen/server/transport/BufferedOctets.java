package nomen.server.transport;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What all connections of all event loops have in memory: requests that are not complete, and
 * responses that their clients have not taken. Above a limit the loops close connections, those
 * first that hold most for longest.
 *
 * <pre>
 *   a connection settles    its loop adds what changed to the sum
 *   the sum is too large    every loop is told
 *   a loop that was told    closes connections until it holds 3/4 of what it held, unless that is
 *                           little: half of its even share of the limit
 * </pre>
 *
 * <p>Connections that are up to date hold nothing, and cost nothing here.
 */
final class BufferedOctets {
  /**
   * What part of the memory is for connections if nobody says. Buffers come from pools, so that
   * they can take twice what is in them; the rest is for zones, the log and transfers.
   */
  private static final int SHARE_OF_MEMORY = 8;

  private final long limit;
  private final AtomicLong total = new AtomicLong();
  private final List<LoopConnections> loops = new CopyOnWriteArrayList<>();

  BufferedOctets(long limit) {
    this.limit = limit;
  }

  /** The limit if nobody says: a part of the heap, or of what buffers outside of it may take. */
  static long defaultLimit() {
    long outside = io.netty.util.internal.PlatformDependent.maxDirectMemory();
    return Math.max(1, Math.min(Runtime.getRuntime().maxMemory(), outside) / SHARE_OF_MEMORY);
  }

  /** Adds a loop, which is told from now on. */
  void join(LoopConnections loop) {
    loops.add(loop);
  }

  long limit() {
    return limit;
  }

  /** What a loop may hold in any case. */
  long fairShare() {
    return limit / 2 / Math.max(1, loops.size());
  }

  /** Takes in what changed; returns whether it is too much now. Any thread. */
  boolean add(long octets) {
    boolean tooMuch = total.addAndGet(octets) > limit && octets > 0;
    if (tooMuch) {
      relieve();
    }
    return tooMuch;
  }

  /** Has every loop close some; also called where memory ended before the limit was reached. */
  void relieve() {
    loops.forEach(LoopConnections::relieveSoon);
  }

  /** What is held now. */
  long total() {
    return total.get();
  }
}
