package nomen.server.control;

import java.util.List;
import nomen.codec.message.Rcode;
import nomen.server.config.RemoteServer;
import nomen.server.config.ZoneSettings;
import nomen.server.history.JsonLine;
import nomen.server.transfer.in.SecondaryStatus;
import nomen.server.transfer.notify.FollowerStatus;
import nomen.store.zone.ZoneSnapshot;
import org.jspecify.annotations.Nullable;

/** How zones and their secondaries stand, for programs: docs/day-two.md describes the members. */
final class ZoneStatusJson {
  private ZoneStatusJson() {}

  /**
   * The object of a zone.
   *
   * @param zone null if it has no data
   * @param own how it stands with its primaries; null if it has none
   */
  static String zone(
      ZoneSettings settings,
      @Nullable ZoneSnapshot zone,
      @Nullable SecondaryStatus own,
      List<FollowerStatus> followers) {
    boolean hasData = zone != null && zone.recordCount() > 0;
    boolean served = hasData && (own == null || own.state() != SecondaryStatus.State.EXPIRED);
    return new JsonLine()
        .text("zone", settings.name().toString())
        .text("role", settings.isSecondary() ? "secondary" : "primary")
        .truth("served", served)
        .numberIfAny("serial", zone != null && hasData ? zone.serial() : -1)
        .number("records", zone == null ? 0 : zone.recordCount())
        .object("refresh", own == null ? null : refresh(own))
        .objects("secondaries", followers.stream().map(ZoneStatusJson::follower).toList())
        .toString();
  }

  private static JsonLine refresh(SecondaryStatus status) {
    RemoteServer primary = status.primary();
    return new JsonLine()
        .text("state", status.state().toString())
        .text("primary", primary == null ? null : primary.toString())
        .time("last_success", status.lastSuccessMillis())
        .time("next", status.nextRefreshMillis())
        .time("expires", status.expiresMillis())
        .text("error", status.lastError());
  }

  private static JsonLine follower(FollowerStatus status) {
    return new JsonLine()
        .text("secondary", status.secondary())
        .truth("listed", status.listed())
        .numberIfAny("serial", status.serial())
        .time("behind_since", status.behindSince())
        .number("transfers", status.transfers())
        .time("last_transfer", status.served())
        .numberIfAny("lag_millis", status.lagMillis())
        .time("notified", status.notified())
        .numberIfAny("notified_serial", status.notifiedSerial())
        .time("answered", status.answered())
        .text("rcode", status.rcode() < 0 ? null : Rcode.print(status.rcode()))
        .text("error", status.problem().isEmpty() ? null : status.problem());
  }
}
