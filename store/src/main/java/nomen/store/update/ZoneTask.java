package nomen.store.update;

import nomen.codec.name.Name;
import nomen.store.log.Author;
import nomen.store.zone.ZoneEditor;

/**
 * Something that is to change one zone. The writer evaluates each against the state that those
 * before it left, and goes back to that state if it was refused or failed.
 */
public non-sealed interface ZoneTask extends WriterTask {
  /** What {@link #receivedNanos} is if it is not known. */
  long UNKNOWN_NANOS = Long.MIN_VALUE;

  /** The apex of the zone. */
  Name zone();

  /** Who is to stand in the history. */
  Author author();

  /** See {@link nomen.store.log.LogRecord.Change#requestDigest}. */
  long requestDigest();

  /** See {@link nomen.store.log.LogRecord.Change#base}; 0 for all but merges. */
  long base();

  /**
   * When the request was received, on the writer's monotonic clock: for measurement alone. {@link
   * #UNKNOWN_NANOS} if nobody knows.
   */
  default long receivedNanos() {
    return UNKNOWN_NANOS;
  }

  /**
   * Makes the change, on the writer's thread. It may leave the editor in any state if it does not
   * give {@link Evaluation.Changed}. It is deterministic: time comes as an argument.
   *
   * @param editor shows the zone as it is now; the SOA included
   * @param nowMillis the time that the log will have
   */
  Evaluation evaluate(ZoneEditor editor, long nowMillis);

  /**
   * Tells what became of it, once, on the writer's thread: a change is durable and visible then. It
   * must not block.
   */
  void complete(Evaluation evaluation);
}
