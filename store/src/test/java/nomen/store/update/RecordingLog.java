package nomen.store.update;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import nomen.store.log.CommitLog;
import nomen.store.log.LogRecord;
import org.jspecify.annotations.Nullable;

/**
 * A log without a disk: keeps what it was given, and writes down in a journal when it was asked to
 * make it durable. It can be told to fail, or to let the writer wait in a force.
 */
final class RecordingLog implements CommitLog {
  private final List<String> journal;
  private final List<LogRecord> durable = new ArrayList<>();
  private final List<LogRecord> appended = new ArrayList<>();
  private @Nullable Exception appendFailure;
  private volatile @Nullable IOException forceFailure;
  private volatile @Nullable CountDownLatch inForce;
  private volatile @Nullable CountDownLatch gate;

  RecordingLog(List<String> journal) {
    this.journal = journal;
  }

  /** The next appends fail; an {@link IOException} is thrown as it is. */
  void failAppend(Exception failure) {
    appendFailure = failure;
  }

  void failForce(IOException failure) {
    forceFailure = failure;
  }

  /**
   * The next force waits.
   *
   * @param reached counted down when the writer is in it
   * @param release counted down by the test to let it go on
   */
  void holdForce(CountDownLatch reached, CountDownLatch release) {
    inForce = reached;
    gate = release;
  }

  List<LogRecord> durable() {
    return durable;
  }

  @Override
  public long nextLsn() {
    return 1L + durable.size() + appended.size();
  }

  @Override
  public void append(LogRecord record) throws IOException {
    if (appendFailure instanceof IOException failure) {
      throw failure;
    }
    if (appendFailure instanceof RuntimeException failure) {
      appendFailure = null;
      throw failure;
    }
    if (record.lsn() != nextLsn()) {
      throw new IllegalArgumentException(record.lsn() + " instead of " + nextLsn());
    }
    journal.add("append " + record.lsn());
    appended.add(record);
  }

  @Override
  public void force() throws IOException {
    CountDownLatch release = gate;
    if (release != null) {
      gate = null;
      CountDownLatch reached = inForce;
      if (reached != null) {
        reached.countDown();
      }
      try {
        release.await();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
    }
    IOException failure = forceFailure;
    if (failure != null) {
      throw failure;
    }
    journal.add("force");
    durable.addAll(appended);
    appended.clear();
  }

  @Override
  public void discard() {
    journal.add("discard");
    appended.clear();
  }

  @Override
  public void close() {
    journal.add("close");
  }
}
