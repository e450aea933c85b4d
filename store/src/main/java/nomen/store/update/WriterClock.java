package nomen.store.update;

/** The time as the writer sees it; a test gives its own. */
public interface WriterClock {
  /** Wall-clock time in milliseconds since 1970: what stands in the log. */
  long millis();

  /** Monotonic time in nanoseconds since an arbitrary point: what work took. */
  long nanos();
}
