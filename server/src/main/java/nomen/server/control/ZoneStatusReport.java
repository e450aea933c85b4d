package nomen.server.control;

import nomen.codec.message.Rcode;
import nomen.codec.rr.Serial;
import nomen.server.config.ZoneSettings;
import nomen.server.transfer.in.SecondaryStatus;
import nomen.server.transfer.notify.FollowerStatus;
import nomen.store.zone.ZoneSnapshot;
import org.jspecify.annotations.Nullable;

/** Says in lines of text how zones and their secondaries stand. */
final class ZoneStatusReport {
  private static final long SECOND = 1_000;
  private static final long MINUTE = 60 * SECOND;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;

  private final long nowMillis;

  /**
   * A report.
   *
   * @param nowMillis the time that others are told from, in milliseconds since 1970
   */
  ZoneStatusReport(long nowMillis) {
    this.nowMillis = nowMillis;
  }

  /**
   * The line of a zone.
   *
   * @param zone null if it has no data
   */
  String zone(ZoneSettings settings, @Nullable ZoneSnapshot zone) {
    String role = settings.isSecondary() ? "secondary" : "primary";
    if (zone == null || zone.recordCount() == 0) {
      return "%s %s, no data".formatted(settings.name(), role);
    }
    return "%s %s, serial %d, %d records"
        .formatted(settings.name(), role, zone.serial(), zone.recordCount());
  }

  /** The line of a zone that is too old to be served. */
  String expired(ZoneSettings settings) {
    return settings.name() + " secondary, not served";
  }

  /** The line of a zone that comes from primaries. */
  String secondary(SecondaryStatus status) {
    StringBuilder text = new StringBuilder("  ").append(status.state());
    if (status.primary() != null) {
      text.append(", primary ").append(status.primary());
    }
    if (status.lastSuccessMillis() != SecondaryStatus.NEVER) {
      text.append(", refreshed ").append(print(nowMillis - status.lastSuccessMillis()) + " ago");
    }
    if (status.nextRefreshMillis() != SecondaryStatus.NEVER) {
      text.append(", next in ").append(print(status.nextRefreshMillis() - nowMillis));
    }
    if (status.expiresMillis() != SecondaryStatus.NEVER) {
      long left = status.expiresMillis() - nowMillis;
      text.append(left < 0 ? ", expired " + print(-left) + " ago" : ", expires in " + print(left));
    }
    if (status.lastError() != null) {
      text.append("; ").append(status.lastError());
    }
    return text.toString();
  }

  /** The line of a secondary. */
  String follower(FollowerStatus status) {
    StringBuilder text = new StringBuilder("  secondary ").append(status.secondary());
    if (!status.listed()) {
      text.append(" (not in notify)");
    }
    text.append(": ");
    if (status.serial() < 0) {
      text.append("serial not known");
    } else {
      text.append("serial ").append(Serial.print((int) status.serial()));
      text.append(
          status.behindSince() < 0
              ? ", current"
              : ", behind for " + print(nowMillis - status.behindSince()));
    }
    if (status.transfers() > 0) {
      text.append(", took ")
          .append(status.transfers())
          .append(status.transfers() == 1 ? " transfer" : " transfers")
          .append(", the last " + print(nowMillis - status.served()) + " ago")
          .append(" with a lag of " + status.lagMillis() + " ms");
    }
    if (status.notified() >= 0) {
      text.append("; NOTIFY of ")
          .append(Serial.print((int) status.notifiedSerial()))
          .append(' ')
          .append(print(nowMillis - status.notified()))
          .append(" ago, ")
          .append(answer(status));
    }
    return text.toString();
  }

  private static String answer(FollowerStatus status) {
    if (!status.problem().isEmpty()) {
      return status.problem();
    }
    if (status.answered() < status.notified()) {
      return "not answered yet";
    }
    return "answered " + Rcode.print(status.rcode());
  }

  /** A time that has passed, in two units at most. */
  static String print(long millis) {
    long time = Math.max(0, millis);
    if (time < SECOND) {
      return time + " ms";
    }
    if (time < MINUTE) {
      return time / SECOND + " s";
    }
    if (time < HOUR) {
      return time / MINUTE + " min " + time % MINUTE / SECOND + " s";
    }
    return time < DAY
        ? time / HOUR + " h " + time % HOUR / MINUTE + " min"
        : time / DAY + " d " + time % DAY / HOUR + " h";
  }
}
