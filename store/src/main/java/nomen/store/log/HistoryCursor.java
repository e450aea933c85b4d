package nomen.store.log;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Entries of the history, one after another, oldest first. Used by one thread. */
public final class HistoryCursor<R extends LogRecord> implements AutoCloseable {
  /** Reads a record if it is wanted. */
  interface Choice<R> {
    /** The record, null if it is not wanted. */
    @Nullable R choose(RawRecords at) throws IOException;
  }

  private final SegmentWalk walk;
  private final Choice<R> choice;

  HistoryCursor(SegmentWalk walk, Choice<R> choice) {
    this.walk = walk;
    this.choice = choice;
  }

  /**
   * The next entry; null at the end. Asked again at the end of a history that goes on, it gives
   * what was made durable since.
   *
   * @throws CorruptLogException if the log is damaged there
   */
  public @Nullable R next() throws IOException {
    while (true) {
      RawRecords at = walk.next();
      if (at == null) {
        return null;
      }
      R chosen = choice.choose(at);
      if (chosen != null) {
        return chosen;
      }
    }
  }

  @Override
  public void close() throws IOException {
    walk.close();
  }
}
