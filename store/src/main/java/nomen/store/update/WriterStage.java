package nomen.store.update;

/** What the writer does with a batch, one after the other. */
public enum WriterStage {
  /** Finding out what becomes of each task. */
  EVALUATE,
  /** Giving the changes to the log. */
  APPEND,
  /** Making them durable. */
  FORCE,
  /** Making them visible. */
  PUBLISH,
  /** Telling everybody. */
  COMPLETE
}
