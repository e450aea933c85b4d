package nomen.server;

import java.util.ArrayList;
import java.util.List;
import nomen.codec.name.Name;
import nomen.codec.rr.RRTypes;
import nomen.server.storage.ServedZones;
import nomen.server.storage.StoredZones;
import nomen.server.storage.ZoneOutcome;
import nomen.store.zone.Lookup;
import nomen.store.zone.ZoneLookup;
import nomen.store.zone.ZoneSnapshot;

/** What a start-up report says of the zones. */
final class ZoneReport {
  private static final int MAX_APEX_OF_WWW = 251;

  private ZoneReport() {}

  /**
   * The report.
   *
   * @param outcomes what became of each zone when its file was looked at
   */
  static List<StartupReport.Zone> of(ServedZones zones, List<ZoneOutcome> outcomes) {
    List<StartupReport.Zone> report = new ArrayList<>();
    for (ZoneOutcome outcome : outcomes) {
      ZoneSnapshot zone = zones.database().current().zone(outcome.zone());
      if (zone == null || outcome.kind() == ZoneOutcome.Kind.NOT_SERVED) {
        report.add(new StartupReport.Refused(outcome.zone(), outcome.detail()));
      } else {
        report.add(served(zone, notes(outcome)));
      }
    }
    if (zones instanceof StoredZones stored) {
      stored.unserved().stream().map(StartupReport.Kept::new).forEach(report::add);
    }
    return report;
  }

  /** Warnings about a file that was read go to the log. */
  private static List<String> notes(ZoneOutcome outcome) {
    return switch (outcome.kind()) {
      case UNCHANGED, NOTHING_NEW, LOADED, SECONDARY, CATALOG, NOT_SERVED -> List.of();
      case MERGED -> List.of("merged with its file, which was changed");
      case KEPT, FAILED -> {
        List<String> notes = new ArrayList<>();
        notes.add(
            outcome.kind() == ZoneOutcome.Kind.KEPT
                ? "its file has errors, so it is served as it was:"
                : "it could not be merged with its file, so it is served as it was:");
        notes.addAll(outcome.detail());
        yield notes;
      }
    };
  }

  /** Something to ask for: the address of www, else of the apex, else the SOA, which is there. */
  private static StartupReport.Served served(ZoneSnapshot zone, List<String> notes) {
    Name apex = zone.origin();
    Name www = apex.length() <= MAX_APEX_OF_WWW ? apex.child("www") : apex;
    Name sample = hasAddress(zone, www) ? www : apex;
    return new StartupReport.Served(
        apex,
        zone.serial(),
        zone.recordCount(),
        sample,
        hasAddress(zone, sample) ? "A" : "SOA",
        notes);
  }

  private static boolean hasAddress(ZoneSnapshot zone, Name name) {
    return switch (zone.lookup(name.toWire(), 0, RRTypes.A.code(), new ZoneLookup())) {
      case Lookup.Answer _, Lookup.Alias _ -> true;
      default -> false;
    };
  }
}
