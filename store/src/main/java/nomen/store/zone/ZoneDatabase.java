package nomen.store.zone;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

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
  private static final VarHandle CURRENT;

  static {
    try {
      CURRENT =
          MethodHandles.lookup()
              .findVarHandle(ZoneDatabase.class, "current", DatabaseSnapshot.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  @SuppressWarnings("FieldMayBeFinal") // publish() stores through CURRENT
  private DatabaseSnapshot current;

  /** A database that shows the given zones first. */
  public ZoneDatabase(DatabaseSnapshot first) {
    current = first;
    VarHandle.releaseFence();
  }

  /** The zones as last published. */
  public DatabaseSnapshot current() {
    return (DatabaseSnapshot) CURRENT.getAcquire(this);
  }

  /** Makes zones visible to every {@link #current} from now on; only the one thread does this. */
  public void publish(DatabaseSnapshot next) {
    CURRENT.setRelease(this, next);
  }
}
