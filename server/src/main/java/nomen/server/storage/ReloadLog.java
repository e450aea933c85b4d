package nomen.server.storage;

import java.util.List;
import nomen.server.logging.LogCategory;
import org.slf4j.Logger;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/** Says in the log what became of zones when their files were looked at. */
public final class ReloadLog {
  private static final Logger LOG = LogCategory.ZONE.logger();

  private ReloadLog() {}

  /** Says everything; what is as it was only at level debug. */
  public static void all(List<ZoneOutcome> outcomes) {
    for (ZoneOutcome outcome : outcomes) {
      LoggingEventBuilder line = LOG.atLevel(level(outcome)).addKeyValue("zone", outcome.zone());
      if (outcome.serial() != 0) {
        line = line.addKeyValue("serial", outcome.serial());
      }
      line.log(message(outcome.kind()));
      details(outcome);
    }
    long unchanged =
        outcomes.stream().filter(it -> it.kind() == ZoneOutcome.Kind.UNCHANGED).count();
    if (unchanged > 0) {
      LOG.atInfo().addKeyValue("zones", unchanged).log("zone files are as they were");
    }
  }

  /** Says what the lines of a start leave out: warnings, and conflicts of merges. */
  public static void warnings(List<ZoneOutcome> outcomes) {
    outcomes.stream().filter(outcome -> !outcome.isFailure()).forEach(ReloadLog::details);
  }

  private static void details(ZoneOutcome outcome) {
    Level level = outcome.isFailure() ? Level.ERROR : Level.WARN;
    for (String detail : outcome.detail()) {
      LOG.atLevel(level)
          .addKeyValue("zone", outcome.zone())
          .addKeyValue("reason", detail.strip())
          .log(outcome.isFailure() ? "zone has an error" : "zone has a warning");
    }
  }

  private static Level level(ZoneOutcome outcome) {
    return switch (outcome.kind()) {
      case KEPT, NOT_SERVED, FAILED -> Level.ERROR;
      case LOADED, MERGED, NOTHING_NEW -> Level.INFO;
      case UNCHANGED, SECONDARY, CATALOG -> Level.DEBUG;
    };
  }

  private static String message(ZoneOutcome.Kind kind) {
    return switch (kind) {
      case UNCHANGED -> "zone file is as it was";
      case LOADED -> "zone was taken from its file";
      case NOTHING_NEW -> "zone has all that its file says";
      case MERGED -> "zone was merged with its file";
      case KEPT -> "zone file has errors, the zone is served as it was";
      case NOT_SERVED -> "zone file has errors, the zone is not served";
      case SECONDARY -> "zone is transferred from its primaries";
      case CATALOG -> "catalog lists the zones that name it";
      case FAILED -> "zone could not be merged with its file, it is served as it was";
    };
  }
}
