package nomen.server;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import nomen.server.logging.LogCategory;
import org.slf4j.Logger;
import org.slf4j.event.Level;

/**
 * Says in the log what a server serves when it has started: the last line says that it is ready.
 */
final class StartLog {
  /** Zones that are named at level info; of more than that each is named at level debug. */
  private static final int MAX_NAMED = 100;

  private static final Logger ZONE = LogCategory.ZONE.logger();
  private static final Logger SERVER = LogCategory.SERVER.logger();

  private StartLog() {}

  static void write(
      List<StartupReport.Zone> zones,
      List<InetSocketAddress> addresses,
      String transport,
      Duration startUp) {
    Level level = zones.size() <= MAX_NAMED ? Level.INFO : Level.DEBUG;
    long served = 0;
    long records = 0;
    long others = 0;
    for (StartupReport.Zone zone : zones) {
      switch (zone) {
        case StartupReport.Served it -> {
          served++;
          records += it.records();
        }
        case StartupReport.MoreServed(int more, long moreRecords) -> {
          served += more;
          records += moreRecords;
        }
        case StartupReport.MoreKept(int more) -> others += more;
        case StartupReport.Refused _, StartupReport.Awaited _, StartupReport.Kept _ -> others++;
      }
      write(zone, level);
    }
    for (InetSocketAddress address : addresses) {
      SERVER
          .atInfo()
          .addKeyValue("address", address)
          .addKeyValue("transport", transport)
          .log("listening for UDP and TCP");
    }
    SERVER
        .atInfo()
        .addKeyValue("zones", served)
        .addKeyValue("not_served", others)
        .addKeyValue("records", records)
        .addKeyValue("seconds", Math.round(startUp.toMillis() / 10.0) / 100.0)
        .log("server is ready");
  }

  private static void write(StartupReport.Zone zone, Level level) {
    switch (zone) {
      case StartupReport.Served served -> {
        ZONE.atLevel(level)
            .addKeyValue("zone", served.name())
            .addKeyValue("serial", served.serial())
            .addKeyValue("records", served.records())
            .log("zone is served");
        for (String note : served.notes()) {
          ZONE.atWarn()
              .addKeyValue("zone", served.name())
              .addKeyValue("reason", note)
              .log("zone differs from its file");
        }
      }
      case StartupReport.Awaited awaited ->
          ZONE.atLevel(level)
              .addKeyValue("zone", awaited.name())
              .log("zone has no data yet: its primaries are asked");
      case StartupReport.Refused refused -> {
        ZONE.atError().addKeyValue("zone", refused.name()).log("zone is not served");
        for (String finding : refused.findings()) {
          ZONE.atError()
              .addKeyValue("zone", refused.name())
              .addKeyValue("reason", finding)
              .log("zone has an error");
        }
      }
      case StartupReport.MoreServed(int more, long records) ->
          ZONE.atLevel(level)
              .addKeyValue("zones", more)
              .addKeyValue("records", records)
              .log("more zones are served");
      case StartupReport.MoreKept(int more) ->
          ZONE.atWarn()
              .addKeyValue("zones", more)
              .log("more zones are withdrawn: the configuration does not have them");
      case StartupReport.Kept kept ->
          ZONE.atWarn()
              .addKeyValue("zone", kept.name())
              .log("zone is withdrawn: the data directory has it, the configuration has not");
    }
  }
}
