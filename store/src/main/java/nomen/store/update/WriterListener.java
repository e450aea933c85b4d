package nomen.store.update;

import java.util.List;
import nomen.store.log.LogRecord;

/**
 * Hears what the writer does, on the writer's thread. It must not block. What it throws is logged
 * and harms nobody.
 */
public interface WriterListener {
  /** All tasks of a batch were told what became of them: their answers can leave together. */
  default void batchDone() {}

  /**
   * Changes are durable, visible and answered. Called after {@link #batchDone}.
   *
   * @param state with the changes
   * @param records the changes, in order; none if zones only came or went
   */
  default void committed(PublishedState state, List<LogRecord> records) {}

  /**
   * The log failed: nothing can be changed any more until the server is started again. Called once.
   */
  default void failed(Throwable cause) {}
}
