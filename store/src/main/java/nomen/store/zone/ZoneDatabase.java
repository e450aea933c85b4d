package nomen.store.zone;

import java.util.concurrent.atomic.AtomicReference;

/**
 * The one reference through which readers see zones.
 *
 * <p>The contract:
 *
 * <ul>
 *   <li>One thread publishes. Any number of threads read, and never wait.
 *   <li>{@link #current} is an acquire read and {@link #publish} a release store: who sees a
 *       snapshot sees all of it.
 *   <li>A request reads {@link #current} once and works with that. What it was given does not
 *       change, and the collector keeps it for as long as it is held.
 *   <li>A thread never sees an older snapshot after a newer one.
 * </ul>
 */
public final class ZoneDatabase {
  private final AtomicReference<DatabaseSnapshot> current;

  /** A database that shows the given zones first. */
  public ZoneDatabase(DatabaseSnapshot first) {
    current = new AtomicReference<>(first);
  }

  /** The zones as last published. */
  public DatabaseSnapshot current() {
    return current.getAcquire();
  }

  /** Makes zones visible to every {@link #current} from now on; only the one thread does this. */
  public void publish(DatabaseSnapshot next) {
    current.setRelease(next);
  }
}
