package nomen.store.recorder;

import java.util.function.Supplier;
import jdk.jfr.Event;
import jdk.jfr.FlightRecorder;
import org.jspecify.annotations.Nullable;

/**
 * Makes events for the flight recorder, if there is one. The first event of a process sets all of
 * it up, the descriptions of the JVM's own events too; so none is made while nobody has recorded
 * yet.
 */
public final class Recorder {
  private Recorder() {}

  /**
   * Makes an event and begins it; null if nobody has recorded anything since the start.
   *
   * @param event what makes it
   */
  public static <E extends Event> @Nullable E begin(Supplier<E> event) {
    if (!isThere()) {
      return null;
    }
    E begun = event.get();
    begun.begin();
    return begun;
  }

  /** Whether somebody records, or has recorded since the start. */
  public static boolean isThere() {
    return FlightRecorder.isInitialized();
  }
}
