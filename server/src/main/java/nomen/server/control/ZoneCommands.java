package nomen.server.control;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import nomen.codec.name.Name;
import nomen.server.config.ZoneSettings;
import nomen.server.storage.ServedZones;
import nomen.server.storage.StoredZones;
import nomen.server.transfer.TransferFloor;
import nomen.server.transfer.in.SecondaryStatus;
import nomen.server.transfer.in.SecondaryZones;
import nomen.server.transfer.notify.FollowerStatus;
import nomen.server.transport.TransportClock;
import nomen.store.log.Author;
import nomen.store.zone.ZoneDatabase;
import nomen.store.zone.ZoneSnapshot;
import nomen.store.zonefile.ZoneFileWriter;
import org.jspecify.annotations.Nullable;

/**
 * What can be asked of a running server about its zones:
 *
 * <pre>
 *   zone print ZONE [portable] the zone as it is now, as a master file
 *   zone names                 the apexes of all zones that have data
 *   zone erase ZONE            gives up what the data directory has of a zone that is not configured
 *   zone status [ZONE] [json]  serial, records, how it stands with its primaries, and how far each
 *                              secondary has followed
 *   zone refresh ZONE          asks the zone's primaries now whether there is something newer
 *   zone retransfer ZONE       has the whole zone transferred now, whatever its serial is
 * </pre>
 */
final class ZoneCommands {
  private final ServedZones zones;
  private final ZoneDatabase database;
  private final TransferFloor transfers;

  ZoneCommands(ServedZones zones, TransferFloor transfers) {
    this.zones = zones;
    database = zones.database();
    this.transfers = transfers;
  }

  /** Does what is asked for. */
  int run(ControlRequest request, ControlReply reply) throws IOException {
    List<String> words = request.words();
    return switch (words.get(1)) {
      case "print" -> print(Name.parse(words.get(2)), words.contains("portable"), reply);
      case "names" -> names(reply);
      case "erase" -> erase(Name.parse(words.get(2)), request.user(), reply);
      case "status" -> status(words.subList(2, words.size()), reply);
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

  private int names(ControlReply reply) throws IOException {
    for (ZoneSnapshot zone : database.current().zones()) {
      if (zone.recordCount() > 0) {
        reply.print(zone.origin().toString());
      }
    }
    return ServerCommands.OK;
  }

  private int erase(Name apex, String user, ControlReply reply) throws IOException {
    String refused =
        zones instanceof StoredZones stored
            ? stored.erase(apex, new Author(Author.Via.CONTROL, null, null, "user " + user))
            : "this server has no data directory";
    if (refused != null) {
      reply.error("zone " + apex + ": " + refused);
      return ServerCommands.FAILED;
    }
    reply.print("zone " + apex + ": erased; its history goes with the next checkpoint");
    return ServerCommands.OK;
  }

  /** Says why no zone can be changed, if so. */
  private void printFailure(ControlReply reply) throws IOException {
    if (zones instanceof StoredZones stored) {
      String failure = stored.failure();
      if (failure != null) {
        reply.print("no zone can be changed until a restart: " + failure);
      }
    }
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
        "zone %s: %s; check nomen zone status %s"
            .formatted(apex, whole ? "full transfer started" : "refresh started", apex));
    return ServerCommands.OK;
  }

  /** A zone's name ends with a dot, so that it is never taken for the word json. */
  private int status(List<String> arguments, ControlReply reply) throws IOException {
    boolean json = !arguments.isEmpty() && arguments.getLast().equals("json");
    if (arguments.size() == (json ? 1 : 0)) {
      return statusOfAll(json, reply);
    }
    Name apex = Name.parse(arguments.getFirst());
    ZoneSettings settings = transfers.zones().zone(apex);
    if (settings == null) {
      reply.error("zone " + apex + " is not configured");
      return ServerCommands.FAILED;
    }
    if (!json) {
      printFailure(reply);
    }
    print(settings, transfers.followers(apex::equals), json ? null : report(), reply);
    return ServerCommands.OK;
  }

  private int statusOfAll(boolean json, ControlReply reply) throws IOException {
    Map<Name, List<FollowerStatus>> followers =
        transfers.followers(_ -> true).stream()
            .collect(Collectors.groupingBy(FollowerStatus::zone));
    ZoneStatusReport report = json ? null : report();
    if (!json) {
      printFailure(reply);
    }
    for (ZoneSettings settings : transfers.zones().zones()) {
      print(settings, followers.getOrDefault(settings.name(), List.of()), report, reply);
    }
    return ServerCommands.OK;
  }

  private static ZoneStatusReport report() {
    return new ZoneStatusReport(TransportClock.SYSTEM.millis());
  }

  /** Without a report, as JSON. */
  private void print(
      ZoneSettings settings,
      List<FollowerStatus> followers,
      @Nullable ZoneStatusReport report,
      ControlReply reply)
      throws IOException {
    ZoneSnapshot zone = database.current().zone(settings.name());
    SecondaryZones secondaries = transfers.in();
    SecondaryStatus own = secondaries == null ? null : secondaries.status(settings.name());
    if (report == null) {
      reply.print(ZoneStatusJson.zone(settings, zone, own, followers));
      return;
    }
    boolean expired = own != null && own.state() == SecondaryStatus.State.EXPIRED;
    reply.print(expired ? report.expired(settings) : report.zone(settings, zone));
    if (own != null) {
      reply.print(report.secondary(own));
    }
    for (FollowerStatus follower : followers) {
      reply.print(report.follower(follower));
    }
  }
}
