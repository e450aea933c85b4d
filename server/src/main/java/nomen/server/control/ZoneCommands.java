package nomen.server.control;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import nomen.codec.name.Name;
import nomen.server.config.ZoneSettings;
import nomen.server.transfer.TransferFloor;
import nomen.server.transfer.in.SecondaryStatus;
import nomen.server.transfer.in.SecondaryZones;
import nomen.server.transfer.notify.FollowerStatus;
import nomen.server.transport.TransportClock;
import nomen.store.zone.ZoneDatabase;
import nomen.store.zone.ZoneSnapshot;
import nomen.store.zonefile.ZoneFileWriter;

/**
 * What can be asked of a running server about its zones:
 *
 * <pre>
 *   zone print ZONE [portable] the zone as it is now, as a master file
 *   zone status [ZONE]         serial, records, how it stands with its primaries, and how far each
 *                              secondary has followed
 *   zone refresh ZONE          asks the zone's primaries now whether there is something newer
 *   zone retransfer ZONE       has the whole zone transferred now, whatever its serial is
 * </pre>
 */
final class ZoneCommands {
  private final ZoneDatabase database;
  private final TransferFloor transfers;

  ZoneCommands(ZoneDatabase database, TransferFloor transfers) {
    this.database = database;
    this.transfers = transfers;
  }

  /** Does what is asked for. */
  int run(List<String> words, ControlReply reply) throws IOException {
    return switch (words.get(1)) {
      case "print" -> print(Name.parse(words.get(2)), words.contains("portable"), reply);
      case "status" ->
          words.size() > 2 ? status(Name.parse(words.get(2)), reply) : statusOfAll(reply);
      case "refresh" -> refresh(Name.parse(words.get(2)), false, reply);
      case "retransfer" -> refresh(Name.parse(words.get(2)), true, reply);
      default -> throw new IllegalArgumentException("not known here");
    };
  }

  private int print(Name apex, boolean portable, ControlReply reply) throws IOException {
    ZoneSnapshot zone = database.current().zone(apex);
    if (zone == null || zone.recordCount() == 0) {
      reply.error("zone " + apex + " is not served");
      return ServerCommands.FAILED;
    }
    new ZoneFileWriter(reply.out(), portable).write(zone);
    return ServerCommands.OK;
  }

  private int refresh(Name apex, boolean whole, ControlReply reply) throws IOException {
    SecondaryZones secondaries = transfers.in();
    boolean known =
        secondaries != null && (whole ? secondaries.retransfer(apex) : secondaries.refresh(apex));
    if (!known) {
      reply.error("zone " + apex + " has no primaries");
      return ServerCommands.FAILED;
    }
    reply.print(
        "zone %s: %s; zone status %s shows what comes of it"
            .formatted(apex, whole ? "is transferred anew" : "its primaries are asked", apex));
    return ServerCommands.OK;
  }

  private int status(Name apex, ControlReply reply) throws IOException {
    ZoneSettings settings = transfers.zones().zone(apex);
    if (settings == null) {
      reply.error("zone " + apex + " is not configured");
      return ServerCommands.FAILED;
    }
    print(settings, transfers.followers(apex::equals), report(), reply);
    return ServerCommands.OK;
  }

  private int statusOfAll(ControlReply reply) throws IOException {
    Map<Name, List<FollowerStatus>> followers =
        transfers.followers(_ -> true).stream()
            .collect(Collectors.groupingBy(FollowerStatus::zone));
    ZoneStatusReport report = report();
    for (ZoneSettings settings : transfers.zones().zones()) {
      print(settings, followers.getOrDefault(settings.name(), List.of()), report, reply);
    }
    return ServerCommands.OK;
  }

  private static ZoneStatusReport report() {
    return new ZoneStatusReport(TransportClock.SYSTEM.millis());
  }

  private void print(
      ZoneSettings settings,
      List<FollowerStatus> followers,
      ZoneStatusReport report,
      ControlReply reply)
      throws IOException {
    reply.print(report.zone(settings, database.current().zone(settings.name())));
    SecondaryZones secondaries = transfers.in();
    SecondaryStatus own = secondaries == null ? null : secondaries.status(settings.name());
    if (own != null) {
      reply.print(report.secondary(own));
    }
    for (FollowerStatus follower : followers) {
      reply.print(report.follower(follower));
    }
  }
}
