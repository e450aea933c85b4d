package nomen.server.storage;

import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;
import nomen.codec.name.Name;
import nomen.server.logging.LogCategory;
import nomen.store.log.Author;
import nomen.store.update.ZoneWriter;
import org.slf4j.Logger;
import org.slf4j.event.Level;

/** Has zones come and go, and says so in the log. */
final class MovedZones {
  /** Zones that are named at level info; of more than that each is named at level debug. */
  private static final int MAX_NAMED = 100;

  private static final Author CONFIGURATION = new Author(Author.Via.CONTROL, null, null, "");

  /** How often a change of the set of zones is offered again while the queue is full. */
  private static final int TRIES = 5_000;

  private static final long PAUSE_NANOS = 1_000_000;

  private static final Logger LOG = LogCategory.ZONE.logger();

  private MovedZones() {}

  /** Changes the set of zones, and waits for it; the log says if that failed. */
  static void move(ZoneWriter writer, Set<Name> serve, Set<Name> withdraw, Set<Name> erase) {
    for (int tries = 1; ; tries++) {
      try {
        writer.change(serve, withdraw, erase, CONFIGURATION).join();
        tell(serve, withdraw, erase);
        return;
      } catch (CompletionException e) {
        if (writer.failure() != null || tries == TRIES) {
          LOG.atError().addKeyValue("reason", e.getMessage()).log("zones do not come or go");
          return;
        }
        // The queue is full of updates, which must not keep the operator out.
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }

  private static void tell(Set<Name> served, Set<Name> withdrawn, Set<Name> erased) {
    tell(served, "zone is served from now on");
    tell(withdrawn, "zone is withdrawn, the data directory keeps it");
    tell(erased, "zone starts again without its history");
    if (served.size() + withdrawn.size() + erased.size() > MAX_NAMED) {
      LOG.atInfo()
          .addKeyValue("served", served.size())
          .addKeyValue("withdrawn", withdrawn.size())
          .addKeyValue("erased", erased.size())
          .log("many zones have come or gone");
    }
  }

  private static void tell(Set<Name> zones, String what) {
    Level level = zones.size() <= MAX_NAMED ? Level.INFO : Level.DEBUG;
    for (Name zone : zones) {
      LOG.atLevel(level).addKeyValue("zone", zone).log(what);
    }
  }
}
