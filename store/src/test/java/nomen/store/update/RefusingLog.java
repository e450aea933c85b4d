package nomen.store.update;

import java.io.IOException;
import nomen.store.log.CommitLog;
import nomen.store.log.LogRecord;
import nomen.store.log.NothingWrittenException;
import org.jspecify.annotations.Nullable;

/**
 * A log that, when it could not take one batch, takes none after it either: what waited was asked
 * for as if that batch had been done.
 */
final class RefusingLog implements CommitLog {
  private final CommitLog log;
  private @Nullable NothingWrittenException reason;

  RefusingLog(CommitLog log) {
    this.log = log;
  }

  /** Whether a batch was refused. */
  boolean refuses() {
    return reason != null;
  }

  @Override
  public long nextLsn() {
    return log.nextLsn();
  }

  @Override
  public void append(LogRecord record) throws IOException {
    log.append(record);
  }

  @Override
  public void force() throws IOException {
    NothingWrittenException before = reason;
    if (before != null) {
      throw before;
    }
    try {
      log.force();
    } catch (NothingWrittenException e) {
      reason = e;
      throw e;
    }
  }

  @Override
  public void discard() {
    log.discard();
  }

  @Override
  public void close() throws IOException {
    log.close();
  }
}
