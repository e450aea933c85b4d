package nomen.server;

import java.util.ArrayList;
import java.util.List;
import nomen.codec.name.Name;
import nomen.codec.rr.RRTypes;
import nomen.server.storage.ServedZones;
import nomen.server.storage.StoredZones;
import nomen.server.storage.ZoneOutcome;
import nomen.server.zone.ExpiredZones;
import nomen.store.zone.DatabaseSnapshot;
import nomen.store.zone.Lookup;
import nomen.store.zone.ZoneLookup;
import nomen.store.zone.ZoneSnapshot;

/** What a start-up report says of the zones. */
final class ZoneReport {
  private static final int MAX_APEX_OF_WWW = 251;

  /** How many zones are named of which there is nothing to mend; of others there is a sum. */
  private static final int MAX_EACH = 100;

  private ZoneReport() {}

  /**
   * The report.
   *
   * @param outcomes what became of each zone when its file was looked at
   * @param expired the zones that are too old to be served
   */
  static List<StartupReport.Zone> of(
      ServedZones zones, List<ZoneOutcome> outcomes, ExpiredZones expired) {
    List<StartupReport.Zone> report = new ArrayList<>();
    ZoneLookup scratch = new ZoneLookup();
    DatabaseSnapshot current = zones.database().current();
    int plain = 0;
    long moreRecords = 0;
    for (ZoneOutcome outcome : outcomes) {
      ZoneSnapshot zone = current.zone(outcome.zone());
      if (zone == null || outcome.kind() == ZoneOutcome.Kind.NOT_SERVED) {
        report.add(new StartupReport.Refused(outcome.zone(), outcome.detail()));
        continue;
      }
      if (zone.recordCount() > 0 && expired.has(zone)) {
        report.add(
            refused(
                zone,
                "expired at serial %d: its primaries were not heard of for longer than EXPIRE"
                    .formatted(zone.serial())));
        continue;
      }
      List<String> notes = notes(outcome);
      plain += notes.isEmpty() ? 1 : 0;
      if (!notes.isEmpty() || plain <= MAX_EACH) {
        boolean awaited = zone.recordCount() == 0 && outcome.kind() == ZoneOutcome.Kind.SECONDARY;
        report.add(
            awaited ? new StartupReport.Awaited(outcome.zone()) : served(zone, notes, scratch));
      } else {
        moreRecords += zone.recordCount();
      }
    }
    if (plain > MAX_EACH) {
      report.add(new StartupReport.MoreServed(plain - MAX_EACH, moreRecords));
    }
    if (zones instanceof StoredZones stored) {
      List<Name> kept = stored.unserved();
      kept.stream().limit(MAX_EACH).map(StartupReport.Kept::new).forEach(report::add);
      if (kept.size() > MAX_EACH) {
        report.add(new StartupReport.MoreKept(kept.size() - MAX_EACH));
      }
    }
    return report;
  }

  private static StartupReport.Refused refused(ZoneSnapshot zone, String why) {
    return new StartupReport.Refused(zone.origin(), List.of(why));
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
  private static StartupReport.Served served(
      ZoneSnapshot zone, List<String> notes, ZoneLookup scratch) {
    Name apex = zone.origin();
    Name www = apex.length() <= MAX_APEX_OF_WWW ? apex.child("www") : apex;
    Name sample = hasAddress(zone, www, scratch) ? www : apex;
    return new StartupReport.Served(
        apex,
        zone.serial(),
        zone.recordCount(),
        sample,
        hasAddress(zone, sample, scratch) ? "A" : "SOA",
        notes);
  }

  private static boolean hasAddress(ZoneSnapshot zone, Name name, ZoneLookup scratch) {
    return switch (zone.lookup(name.toWire(), 0, RRTypes.A.code(), scratch)) {
      case Lookup.Answer _, Lookup.Alias _ -> true;
      default -> false;
    };
  }
}
