package nomen.server.metrics;

import static nomen.server.metrics.Metric.Kind.COUNTER;
import static nomen.server.metrics.Metric.Kind.GAUGE;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import nomen.server.transfer.TransferFloor;
import nomen.server.transfer.in.SecondaryEvent;
import nomen.server.transfer.in.SecondaryStatus;
import nomen.server.transfer.in.SecondaryZones;
import nomen.server.transfer.notify.FollowEvent;
import nomen.server.transfer.notify.FollowerStatus;
import nomen.server.transfer.notify.NotifyEvent;
import nomen.server.transfer.notify.NotifyService;
import nomen.server.transfer.out.TransferCounter;

/** The metrics of zone transfers, of those who follow and of those who are followed. */
final class TransferMetrics {
  private static final double MILLIS_PER_SECOND = 1e3;

  /** What is counted of transfers that are sent, but for their size. */
  private static final Set<TransferCounter> SENT =
      EnumSet.complementOf(EnumSet.of(TransferCounter.RECORDS, TransferCounter.OCTETS));

  /** What is counted of zones that are received, but for their size. */
  private static final Set<SecondaryEvent> RECEIVED =
      EnumSet.complementOf(EnumSet.of(SecondaryEvent.OCTETS));

  private static final List<String> OF_SECONDARY = List.of("zone", "secondary");

  private TransferMetrics() {}

  static List<Metric> all() {
    List<Metric> metrics = new ArrayList<>(notifying());
    metrics.addAll(following());
    metrics.addAll(sending());
    metrics.addAll(receiving());
    return metrics;
  }

  /** Reads a metric of the one that tells secondaries. */
  @FunctionalInterface
  private interface NotifyReader {
    void read(NotifyService notifier, Metric.Points into);
  }

  private static Metric.Reader ofNotifier(NotifyReader reader) {
    return (sources, points) -> {
      NotifyService notifier = sources.transfers().notifier();
      if (notifier != null) {
        reader.read(notifier, points);
      }
    };
  }

  private static List<Metric> notifying() {
    return List.of(
        new Metric(
            "nomen_notify_events",
            COUNTER,
            List.of("event"),
            "NOTIFY requests to secondaries and what became of them: "
                + MetricTable.words(NotifyEvent.values()),
            ofNotifier(
                (notifier, points) -> {
                  for (NotifyEvent event : NotifyEvent.values()) {
                    points.add(notifier.count(event), MetricTable.word(event));
                  }
                })),
        new Metric(
            "nomen_follow_waits",
            COUNTER,
            List.of("outcome"),
            "Answers to updates that were to wait for secondaries, by how that ended: "
                + MetricTable.words(FollowEvent.values()),
            ofNotifier(
                (notifier, points) -> {
                  for (FollowEvent event : FollowEvent.values()) {
                    points.add(notifier.tracker().count(event), MetricTable.word(event));
                  }
                })),
        new Metric(
            "nomen_follow_waiting",
            GAUGE,
            List.of(),
            "Answers to updates that wait for secondaries.",
            ofNotifier((notifier, points) -> points.add((long) notifier.tracker().waiting()))));
  }

  private static List<Metric> following() {
    return List.of(
        ofFollowers(
            "nomen_secondary_serial",
            GAUGE,
            "The serial that a secondary has of a zone; no point where it is not known.",
            status -> status.serial() < 0 ? Double.NaN : status.serial()),
        ofFollowers(
            "nomen_secondary_lag_seconds",
            GAUGE,
            "How long after its publication a secondary had the serial that it took last.",
            status -> status.lagMillis() < 0 ? Double.NaN : status.lagMillis() / MILLIS_PER_SECOND),
        ofFollowers(
            "nomen_secondary_behind_since_seconds",
            GAUGE,
            "Since when there is something newer than a secondary has, in seconds since 1970; 0 if"
                + " it has all.",
            status -> Math.max(0, status.behindSince()) / MILLIS_PER_SECOND),
        ofFollowers(
            "nomen_secondary_notified_time_seconds",
            GAUGE,
            "When a secondary was told of a change last (NOTIFY), in seconds since 1970; no point"
                + " where it was not.",
            status -> status.notified() < 0 ? Double.NaN : status.notified() / MILLIS_PER_SECOND),
        ofFollowers(
            "nomen_secondary_transfers",
            COUNTER,
            "Transfers that a secondary has taken.",
            FollowerStatus::transfers));
  }

  /** One point for each secondary, none where the value is not a number. */
  private static Metric ofFollowers(
      String name, Metric.Kind kind, String help, ToDoubleFunction<FollowerStatus> value) {
    return new Metric(
        name,
        kind,
        OF_SECONDARY,
        help,
        (sources, points) -> {
          for (FollowerStatus status : sources.transfers().followers(_ -> true)) {
            double now = value.applyAsDouble(status);
            if (!Double.isNaN(now)) {
              points.add(now, status.zone().toString(), status.secondary());
            }
          }
        });
  }

  private static List<Metric> sending() {
    return List.of(
        new Metric(
            "nomen_transfer_out_events",
            COUNTER,
            List.of("event"),
            "Zone transfers to others by kind, and what became of requests: " + words(SENT),
            (sources, points) -> {
              for (TransferCounter counter : SENT) {
                points.add(count(sources.transfers(), counter), MetricTable.word(counter));
              }
            }),
        new Metric(
            "nomen_transfer_out_records",
            COUNTER,
            List.of(),
            "Records sent in zone transfers.",
            (sources, points) -> points.add(count(sources.transfers(), TransferCounter.RECORDS))),
        new Metric(
            "nomen_transfer_out_octets",
            COUNTER,
            List.of(),
            "Octets sent in zone transfers, without what TCP adds.",
            (sources, points) -> points.add(count(sources.transfers(), TransferCounter.OCTETS))),
        new Metric(
            "nomen_transfer_out_running",
            GAUGE,
            List.of(),
            "Zone transfers that are being sent.",
            (sources, points) -> points.add((long) sources.transfers().out().running())));
  }

  private static long count(TransferFloor transfers, TransferCounter counter) {
    return transfers.out().counters().get(counter);
  }

  private static List<Metric> receiving() {
    return List.of(
        new Metric(
            "nomen_transfer_in_events",
            COUNTER,
            List.of("event"),
            "What happened to the zones that come from primaries: " + words(RECEIVED),
            (sources, points) -> {
              SecondaryZones zones = sources.transfers().in();
              if (zones != null) {
                for (SecondaryEvent event : RECEIVED) {
                  points.add(zones.counters().events(event), MetricTable.word(event));
                }
              }
            }),
        new Metric(
            "nomen_transfer_in_octets",
            COUNTER,
            List.of(),
            "Octets received in zone transfers.",
            (sources, points) -> {
              SecondaryZones zones = sources.transfers().in();
              if (zones != null) {
                points.add(zones.counters().events(SecondaryEvent.OCTETS));
              }
            }),
        ofSecondaryZones(
            "nomen_zone_refreshed_time_seconds",
            "When a primary last said that a zone is current, or sent it, in seconds since 1970.",
            SecondaryStatus::lastSuccessMillis),
        ofSecondaryZones(
            "nomen_zone_expires_time_seconds",
            "When a zone is no longer served if no primary answers until then, in seconds since"
                + " 1970.",
            SecondaryStatus::expiresMillis));
  }

  /** One point for each zone that has primaries and where there is such a time. */
  private static Metric ofSecondaryZones(
      String name, String help, ToLongFunction<SecondaryStatus> millis) {
    return new Metric(
        name,
        GAUGE,
        List.of("zone"),
        help,
        (sources, points) -> {
          SecondaryZones zones = sources.transfers().in();
          if (zones != null) {
            for (SecondaryStatus status : zones.status()) {
              long time = millis.applyAsLong(status);
              if (time != SecondaryStatus.NEVER) {
                points.add(time / MILLIS_PER_SECOND, status.zone().toString());
              }
            }
          }
        });
  }

  private static String words(Set<? extends Enum<?>> values) {
    return values.stream().map(MetricTable::word).collect(Collectors.joining("`, `", "`", "`."));
  }
}
