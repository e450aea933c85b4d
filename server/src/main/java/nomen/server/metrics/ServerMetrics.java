package nomen.server.metrics;

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Reads all metrics, in the form of the Prometheus library. Any thread may. */
public final class ServerMetrics implements MultiCollector {
  private final MetricSources sources;
  private final List<Metric> metrics = MetricTable.all();

  /** The metrics of one server. */
  public ServerMetrics(MetricSources sources) {
    this.sources = sources;
  }

  /** Prints all metrics in the Prometheus text format. */
  public void print(OutputStream out) throws IOException {
    PrometheusTextFormatWriter.create().write(out, collect());
  }

  @Override
  public MetricSnapshots collect() {
    return new MetricSnapshots(metrics.stream().map(this::read).toList());
  }

  private MetricSnapshot read(Metric metric) {
    String help = metric.help().replace("`", "");
    switch (metric.kind()) {
      case COUNTER -> {
        CounterSnapshot.Builder builder = CounterSnapshot.builder().name(metric.name()).help(help);
        metric
            .reader()
            .read(
                sources,
                (Numbers)
                    (value, labels) ->
                        builder.dataPoint(
                            CounterSnapshot.CounterDataPointSnapshot.builder()
                                .value(value)
                                .labels(labels(metric, labels))
                                .build()));
        return builder.build();
      }
      case GAUGE -> {
        GaugeSnapshot.Builder builder = GaugeSnapshot.builder().name(metric.name()).help(help);
        metric
            .reader()
            .read(
                sources,
                (Numbers)
                    (value, labels) ->
                        builder.dataPoint(
                            GaugeSnapshot.GaugeDataPointSnapshot.builder()
                                .value(value)
                                .labels(labels(metric, labels))
                                .build()));
        return builder.build();
      }
      case HISTOGRAM -> {
        HistogramSnapshot.Builder builder =
            HistogramSnapshot.builder().name(metric.name()).help(help);
        metric.reader().read(sources, new Histograms(builder));
        return builder.build();
      }
    }
    throw new AssertionError(metric.kind());
  }

  private static Labels labels(Metric metric, String... values) {
    return Labels.of(metric.labels().toArray(new String[0]), values);
  }

  /** Points of a metric that is no histogram. */
  @FunctionalInterface
  private interface Numbers extends Metric.Points {
    @Override
    default void addHistogram(List<Double> upperBounds, List<Long> counts, double sum) {
      throw new AssertionError("no histogram");
    }
  }

  private record Histograms(HistogramSnapshot.Builder builder) implements Metric.Points {
    @Override
    public void add(double value, String... labelValues) {
      throw new AssertionError("a histogram");
    }

    @Override
    public void addHistogram(List<Double> upperBounds, List<Long> counts, double sum) {
      builder.dataPoint(
          HistogramSnapshot.HistogramDataPointSnapshot.builder()
              .classicHistogramBuckets(ClassicHistogramBuckets.of(upperBounds, counts))
              .sum(sum)
              .build());
    }
  }
}
