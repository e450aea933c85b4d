package nomen.server.update;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import nomen.store.log.CommitLog;
import nomen.store.log.LogRecord;
import org.jspecify.annotations.Nullable;

/** A log in memory, whose force can be held up so that updates pile up behind it. */
final class HeldLog implements CommitLog {
  private final List<LogRecord> records = new ArrayList<>();
  private int forced;
  private int forces;
  private volatile @Nullable CountDownLatch gate;
  private volatile CountDownLatch reached = new CountDownLatch(1);

  /** Lets the next force wait until {@link #release}. */
  void hold() {
    reached = new CountDownLatch(1);
    gate = new CountDownLatch(1);
  }

  /** Waits until a force waits. */
  void awaitForce() throws InterruptedException {
    if (!reached.await(10, TimeUnit.SECONDS)) {
      throw new AssertionError("no force within 10 s");
    }
  }

  void release() {
    CountDownLatch held = gate;
    gate = null;
    if (held != null) {
      held.countDown();
    }
  }

  /** What was made durable. */
  synchronized List<LogRecord> durable() {
    return List.copyOf(records.subList(0, forced));
  }

  synchronized int forces() {
    return forces;
  }

  @Override
  public synchronized long nextLsn() {
    return records.size() + 1L;
  }

  @Override
  public synchronized void append(LogRecord record) {
    records.add(record);
  }

  @Override
  public void force() {
    CountDownLatch held = gate;
    if (held != null) {
      reached.countDown();
      try {
        if (!held.await(10, TimeUnit.SECONDS)) {
          throw new AssertionError("held for too long");
        }
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
    synchronized (this) {
      forced = records.size();
      forces++;
    }
  }

  @Override
  public synchronized void discard() {
    while (records.size() > forced) {
      records.removeLast();
    }
  }

  @Override
  public void close() {}
}
