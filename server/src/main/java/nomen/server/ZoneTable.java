package nomen.server;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import nomen.codec.name.Name;
import nomen.codec.rr.RRTypes;
import nomen.server.config.ZoneSettings;
import nomen.store.zone.DatabaseSnapshot;
import nomen.store.zone.Lookup;
import nomen.store.zone.ZoneDatabase;
import nomen.store.zone.ZoneEditor;
import nomen.store.zone.ZoneLookup;
import nomen.store.zone.ZoneSnapshot;
import nomen.store.zonefile.Finding;
import nomen.store.zonefile.LoadedZone;
import nomen.store.zonefile.Severity;
import nomen.store.zonefile.ZoneLoader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads the zones of a configuration: those without errors are served, the others are reported.
 *
 * <p>A zone with errors is published without data, so that its names get SERVFAIL: neither a
 * refusal, which says that somebody else must be asked, nor an answer from a zone above it.
 *
 * @param database the zones, those with errors empty
 * @param report what became of each zone
 */
record ZoneTable(ZoneDatabase database, List<StartupReport.Zone> report) {
  private static final Logger LOG = LoggerFactory.getLogger(ZoneTable.class);

  /**
   * Loads zones.
   *
   * @param terminal where progress is shown
   * @param attached whether that is a terminal
   */
  static ZoneTable load(List<ZoneSettings> settings, PrintWriter terminal, boolean attached) {
    List<ZoneSnapshot> zones = new ArrayList<>();
    List<StartupReport.Zone> report = new ArrayList<>();
    for (ZoneSettings zone : settings) {
      try (LoadingLine line = new LoadingLine(terminal, attached, zone.name())) {
        LoadedZone loaded = new ZoneLoader(line).load(zone.file(), zone.name());
        ZoneSnapshot snapshot = loaded.zone();
        if (snapshot == null) {
          zones.add(new ZoneEditor(zone.name()).build());
          report.add(new StartupReport.Refused(zone.name(), print(loaded, Severity.ERROR)));
        } else {
          print(loaded, Severity.WARNING).forEach(LOG::warn);
          zones.add(snapshot);
          report.add(served(snapshot));
        }
      }
    }
    return new ZoneTable(new ZoneDatabase(DatabaseSnapshot.of(zones)), report);
  }

  private static List<String> print(LoadedZone loaded, Severity severity) {
    return loaded.findings().list().stream()
        .filter(finding -> finding.severity() == severity)
        .map(Finding::toString)
        .toList();
  }

  /** Something to ask for: the address of www, else of the apex, else the SOA, which is there. */
  private static StartupReport.Served served(ZoneSnapshot zone) {
    Name apex = zone.origin();
    Name www = apex.length() <= MAX_APEX_OF_WWW ? apex.child("www") : apex;
    Name sample = hasAddress(zone, www) ? www : apex;
    return new StartupReport.Served(
        apex, zone.serial(), zone.recordCount(), sample, hasAddress(zone, sample) ? "A" : "SOA");
  }

  private static final int MAX_APEX_OF_WWW = 251;

  private static boolean hasAddress(ZoneSnapshot zone, Name name) {
    return switch (zone.lookup(name.toWire(), 0, RRTypes.A.code(), new ZoneLookup())) {
      case Lookup.Answer _, Lookup.Alias _ -> true;
      default -> false;
    };
  }
}
