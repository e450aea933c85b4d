package nomen.server.storage;

import java.util.Set;
import nomen.codec.name.Name;
import nomen.server.logging.LogCategory;
import org.slf4j.Logger;
import org.slf4j.event.Level;

/** Says in the log which zones have come and gone. */
final class MovedZones {
  /** Zones that are named at level info; of more than that each is named at level debug. */
  private static final int MAX_NAMED = 100;

  private static final Logger LOG = LogCategory.ZONE.logger();

  private MovedZones() {}

  static void tell(Set<Name> served, Set<Name> withdrawn, Set<Name> erased) {
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
