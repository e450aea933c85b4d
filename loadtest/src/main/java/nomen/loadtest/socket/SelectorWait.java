package nomen.loadtest.socket;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * A selector that can wait for less than a millisecond: what is left of one it looks now and again.
 * Belongs to one thread.
 */
final class SelectorWait implements AutoCloseable {
  private static final long NANOS_PER_MILLI = 1_000_000;

  /** An answer waits so long at most to be noticed in the last millisecond of a wait. */
  private static final long LOOK_EVERY_NANOS = 20_000;

  private final Selector selector;

  SelectorWait() throws IOException {
    selector = Selector.open();
  }

  Selector selector() {
    return selector;
  }

  /** Tells what is ready now, and how much that is. */
  int look(Consumer<SelectionKey> action) {
    try {
      return selector.selectNow(action);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until something is ready or a time is over. */
  void await(long nanos) {
    long end = System.nanoTime() + nanos;
    try {
      if (nanos >= 2 * NANOS_PER_MILLI && selector.select(nanos / NANOS_PER_MILLI - 1) > 0) {
        return;
      }
      long left = end - System.nanoTime();
      while (left > 0 && selector.selectNow() == 0) {
        LockSupport.parkNanos(Math.min(left, LOOK_EVERY_NANOS));
        left = end - System.nanoTime();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      selector.selectedKeys().clear();
    }
  }

  @Override
  public void close() {
    try {
      selector.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
