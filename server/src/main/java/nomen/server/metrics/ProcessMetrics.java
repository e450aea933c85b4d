package nomen.server.metrics;

import static nomen.server.metrics.Metric.Kind.COUNTER;
import static nomen.server.metrics.Metric.Kind.GAUGE;

import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import nomen.server.transport.OpenFiles;

/**
 * What the process and its JVM use, under the names that Prometheus has for that. A figure that the
 * system does not tell has no point.
 */
final class ProcessMetrics {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String RESIDENT = "VmRSS:";
  private static final int OCTETS_PER_KIB = 1024;
  private static final double NANOS_PER_SECOND = 1e9;
  private static final double MILLIS_PER_SECOND = 1e3;

  private ProcessMetrics() {}

  static List<Metric> all() {
    return List.of(
        new Metric(
            "nomen_build_info",
            GAUGE,
            List.of("version", "java"),
            "Always 1: which version this is, and on which Java.",
            (sources, points) -> points.add(1, version(), Runtime.version().toString())),
        new Metric(
            "process_cpu_seconds",
            COUNTER,
            List.of(),
            "Processor time that the process has used, in seconds.",
            (sources, points) ->
                ProcessHandle.current()
                    .info()
                    .totalCpuDuration()
                    .ifPresent(time -> points.add(seconds(time)))),
        new Metric(
            "process_start_time_seconds",
            GAUGE,
            List.of(),
            "When the process started, in seconds since 1970.",
            (sources, points) ->
                ProcessHandle.current()
                    .info()
                    .startInstant()
                    .map(Instant::toEpochMilli)
                    .ifPresent(millis -> points.add(millis / MILLIS_PER_SECOND))),
        new Metric(
            "process_resident_memory_bytes",
            GAUGE,
            List.of(),
            "Memory of the process that is in RAM.",
            (sources, points) -> residentOctets().ifPresent(points::add)),
        new Metric(
            "process_open_fds",
            GAUGE,
            List.of(),
            "Files and sockets that the process has open.",
            (sources, points) -> openFiles().ifPresent(files -> points.add(files.open()))),
        new Metric(
            "process_max_fds",
            GAUGE,
            List.of(),
            "Files and sockets that the process may open.",
            (sources, points) -> openFiles().ifPresent(files -> points.add(files.limit()))),
        new Metric(
            "jvm_memory_used_bytes",
            GAUGE,
            List.of("area"),
            "Memory of the heap that is used, garbage included.",
            (sources, points) ->
                points.add(
                    Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory(),
                    "heap")),
        new Metric(
            "jvm_memory_max_bytes",
            GAUGE,
            List.of("area"),
            "The most memory that the heap may take.",
            (sources, points) -> points.add(Runtime.getRuntime().maxMemory(), "heap")),
        new Metric(
            "jvm_buffer_pool_used_bytes",
            GAUGE,
            List.of("pool"),
            "Memory of buffers outside of the heap: those of connections are in `direct`.",
            (sources, points) -> {
              for (BufferPoolMXBean pool :
                  ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)) {
                points.add(pool.getMemoryUsed(), pool.getName());
              }
            }),
        new Metric(
            "jvm_threads_current",
            GAUGE,
            List.of(),
            "Threads of the JVM that run Java.",
            (sources, points) -> points.add(ManagementFactory.getThreadMXBean().getThreadCount())));
  }

  /** The version in the manifest of the jar; classes outside a jar have none. */
  private static String version() {
    String version = ProcessMetrics.class.getPackage().getImplementationVersion();
    return version == null ? "" : version;
  }

  private static double seconds(Duration time) {
    return time.toNanos() / NANOS_PER_SECOND;
  }

  private static Optional<OpenFiles> openFiles() {
    OpenFiles now = OpenFiles.now();
    return now.limit() == Long.MAX_VALUE ? Optional.empty() : Optional.of(now);
  }

  private static OptionalLong residentOctets() {
    try {
      return Files.readAllLines(STATUS).stream()
          .filter(row -> row.startsWith(RESIDENT))
          .map(row -> row.replaceAll("[^0-9]", ""))
          .filter(digits -> !digits.isEmpty())
          .mapToLong(digits -> Long.parseLong(digits) * OCTETS_PER_KIB)
          .findFirst();
    } catch (IOException e) {
      // Not Linux.
      return OptionalLong.empty();
    }
  }
}
