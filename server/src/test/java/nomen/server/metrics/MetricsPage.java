package nomen.server.metrics;

import java.util.stream.Collectors;

/** Makes {@code docs/metrics.md} of the table of metrics. */
final class MetricsPage {
  private static final String HEAD =
      """
      # Metrics

      Written from the code by `make docs`; a test compares the two.

      `bin/nomen metrics -c FILE` prints the metrics of the running server in the text format of Prometheus. With

      ```toml
      [metrics]
      listen = "127.0.0.1:9153"
      ```

      the same is served at `http://127.0.0.1:9153/metrics`. Reading them takes no lock and disturbs no query and no
      update. Counters start at 0 with the server. A point that is 0 may be missing where there are many of them.

      | name | kind | labels | meaning |
      | --- | --- | --- | --- |
      """;

  private MetricsPage() {}

  static String print() {
    return MetricTable.all().stream()
        .map(MetricsPage::row)
        .collect(Collectors.joining("", HEAD, ""));
  }

  private static String row(Metric metric) {
    String labels =
        metric.labels().stream().map(label -> "`" + label + "`").collect(Collectors.joining(", "));
    return "| `%s` | %s | %s | %s |\n"
        .formatted(
            metric.exposedName(),
            metric.kind().name().toLowerCase(java.util.Locale.ROOT),
            labels.isEmpty() ? "-" : labels,
            metric.help());
  }
}
