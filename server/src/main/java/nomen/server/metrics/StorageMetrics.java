package nomen.server.metrics;

import static nomen.server.metrics.Metric.Kind.COUNTER;
import static nomen.server.metrics.Metric.Kind.GAUGE;
import static nomen.server.metrics.Metric.Kind.HISTOGRAM;

import java.util.ArrayList;
import java.util.List;
import nomen.server.storage.StoredZones;
import nomen.store.update.WriterCounter;
import nomen.store.update.WriterCounters;
import nomen.store.update.WriterStage;
import nomen.store.update.ZoneWriter;

/** The metrics of updates and the log; without a data directory they have no points. */
final class StorageMetrics {
  private static final double NANOS_PER_SECOND = 1e9;
  private static final double MILLIS_PER_SECOND = 1e3;

  /** Reads a metric of a server that has a data directory. */
  @FunctionalInterface
  private interface Reader {
    void read(StoredZones stored, Metric.Points into);
  }

  private StorageMetrics() {}

  private static Metric metric(
      String name, Metric.Kind kind, List<String> labels, String help, Reader reader) {
    return new Metric(
        name,
        kind,
        labels,
        help,
        (sources, points) -> {
          StoredZones stored = sources.stored();
          if (stored != null) {
            reader.read(stored, points);
          }
        });
  }

  static List<Metric> all() {
    List<Metric> metrics = new ArrayList<>(writer());
    metrics.addAll(log());
    return metrics;
  }

  private static List<Metric> writer() {
    return List.of(
        metric(
            "nomen_writer_events",
            COUNTER,
            List.of("event"),
            "Changes to zones by what became of them, batches and forces of the log: "
                + MetricTable.words(WriterCounter.values())
                + " Refused are those whose turn had come; `refused_full` and `refused_stopped`"
                + " were not let in. What the update policy refuses is counted in"
                + " `nomen_request_events_total`.",
            (stored, points) -> {
              WriterCounters counters = stored.writer().counters();
              for (WriterCounter counter : WriterCounter.values()) {
                if (counter != WriterCounter.QUEUE_HIGH_WATER) {
                  points.add(counters.get(counter), MetricTable.word(counter));
                }
              }
              points.add(counters.refusedFull(), "refused_full");
              points.add(counters.refusedStopped(), "refused_stopped");
            }),
        metric(
            "nomen_writer_batch_size",
            HISTOGRAM,
            List.of(),
            "Changes that were made durable together, by one force. Its sum is taken from the"
                + " counts of changes.",
            StorageMetrics::readBatches),
        metric(
            "nomen_writer_stage_seconds",
            COUNTER,
            List.of("stage"),
            "Seconds that the writer spent in each stage of its batches: "
                + MetricTable.words(WriterStage.values()),
            (stored, points) -> {
              for (WriterStage stage : WriterStage.values()) {
                points.add(
                    stored.writer().counters().totalNanos(stage) / NANOS_PER_SECOND,
                    MetricTable.word(stage));
              }
            }),
        metric(
            "nomen_writer_stage_max_seconds",
            GAUGE,
            List.of("stage"),
            "The longest that each stage took.",
            (stored, points) -> {
              for (WriterStage stage : WriterStage.values()) {
                points.add(
                    stored.writer().counters().maxNanos(stage) / NANOS_PER_SECOND,
                    MetricTable.word(stage));
              }
            }),
        metric(
            "nomen_writer_queue",
            GAUGE,
            List.of(),
            "Changes that wait for the writer, about.",
            (stored, points) -> points.add((long) stored.writer().queueSize())),
        metric(
            "nomen_writer_queue_max",
            GAUGE,
            List.of(),
            "The most changes that ever waited for the writer.",
            (stored, points) ->
                points.add(stored.writer().counters().get(WriterCounter.QUEUE_HIGH_WATER))),
        metric(
            "nomen_writer_failed",
            GAUGE,
            List.of(),
            "1 if the log could not be written and no zone can be changed until a restart, else 0.",
            (stored, points) -> points.add(stored.writer().failure() == null ? 0L : 1L)));
  }

  private static void readBatches(StoredZones stored, Metric.Points points) {
    ZoneWriter writer = stored.writer();
    List<Double> bounds = new ArrayList<>();
    List<Long> counts = new ArrayList<>();
    for (int bucket = 0; bucket < WriterCounters.BATCH_BUCKETS; bucket++) {
      boolean last = bucket == WriterCounters.BATCH_BUCKETS - 1;
      bounds.add(last ? Double.POSITIVE_INFINITY : (double) (1L << bucket));
      counts.add(writer.counters().batches(bucket));
    }
    long tasks = 0;
    for (WriterCounter counter :
        List.of(
            WriterCounter.CHANGED,
            WriterCounter.UNCHANGED,
            WriterCounter.REFUSED,
            WriterCounter.NOT_COMMITTED,
            WriterCounter.WHOLE_ZONES)) {
      tasks += writer.counters().get(counter);
    }
    points.addHistogram(bounds, counts, (double) tasks);
  }

  private static List<Metric> log() {
    return List.of(
        metric(
            "nomen_log_written_octets",
            COUNTER,
            List.of(),
            "Octets written to the log since the start.",
            (stored, points) -> points.add(stored.recovery().log().writtenOctets())),
        metric(
            "nomen_log_durable_lsn",
            GAUGE,
            List.of(),
            "The number of the last log record that is durable.",
            (stored, points) -> points.add(stored.recovery().log().durableLsn())),
        metric(
            "nomen_log_replayed_records",
            GAUGE,
            List.of(),
            "Log records that were replayed on the checkpoint at the start.",
            (stored, points) -> points.add(stored.recovery().replayed())),
        metric(
            "nomen_checkpoint_lsn",
            GAUGE,
            List.of(),
            "The number of the last log record that the newest checkpoint holds.",
            (stored, points) -> points.add(stored.checkpointer().lastLsn())),
        metric(
            "nomen_checkpoint_octets",
            GAUGE,
            List.of(),
            "Octets of the last checkpoint written since the start.",
            (stored, points) -> points.add(stored.checkpointer().lastOctets())),
        metric(
            "nomen_checkpoint_time_seconds",
            GAUGE,
            List.of(),
            "When the last checkpoint since the start was done, in seconds since 1970; 0 if none"
                + " was.",
            (stored, points) -> points.add(stored.lastCheckpointMillis() / MILLIS_PER_SECOND)));
  }
}
