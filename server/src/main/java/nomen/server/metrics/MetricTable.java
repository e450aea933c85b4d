package nomen.server.metrics;

import static nomen.server.metrics.Metric.Kind.COUNTER;
import static nomen.server.metrics.Metric.Kind.GAUGE;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nomen.codec.message.Opcode;
import nomen.codec.message.Rcode;
import nomen.codec.rr.RRTypes;
import nomen.server.logging.ServerLog;
import nomen.server.request.RequestCounters;
import nomen.server.request.RequestEvent;
import nomen.server.transport.TransportCounter;
import nomen.store.logging.LimitedLine;
import nomen.store.zone.ZoneSnapshot;

/** Every metric of the server. */
final class MetricTable {
  private static final int OPCODES = 16;
  private static final String OTHER = "other";
  private static final Set<Integer> USUAL_OPCODES =
      Set.of(Opcode.QUERY, Opcode.NOTIFY, Opcode.UPDATE);
  private static final Set<Integer> USUAL_TYPES =
      Set.of(RRTypes.A.code(), RRTypes.AAAA.code(), RRTypes.NS.code(), RRTypes.SOA.code());

  private MetricTable() {}

  /** All metrics, in the order of the page. */
  static List<Metric> all() {
    return Stream.of(
            process(),
            ProcessMetrics.all(),
            requests(),
            transport(),
            zones(),
            StorageMetrics.all(),
            TransferMetrics.all())
        .flatMap(List::stream)
        .toList();
  }

  private static List<Metric> process() {
    return List.of(
        new Metric(
            "nomen_start_time_seconds",
            GAUGE,
            List.of(),
            "When the server started, in seconds since 1970.",
            (sources, points) -> points.add(sources.startMillis() / 1000.0)),
        new Metric(
            "nomen_log_lines",
            COUNTER,
            List.of("fate"),
            "Lines of the log, by what became of them: `written`; `dropped`, because standard error"
                + " was not read in time or is closed; `suppressed`, because their kind had its"
                + " lines of that second.",
            (sources, points) -> {
              points.add(ServerLog.counters().written(), "written");
              points.add(ServerLog.counters().dropped(), "dropped");
              points.add(LimitedLine.suppressedInAll(), "suppressed");
            }));
  }

  private static List<Metric> requests() {
    return List.of(
        new Metric(
            "nomen_requests",
            COUNTER,
            List.of("opcode"),
            "Requests that came in, by opcode.",
            (sources, points) -> {
              for (int opcode = 0; opcode < OPCODES; opcode++) {
                int code = opcode;
                long count = sum(sources, one -> one.opcodes(code));
                addIfAny(points, count, USUAL_OPCODES.contains(code), Opcode.print(opcode));
              }
            }),
        new Metric(
            "nomen_queries",
            COUNTER,
            List.of("type"),
            "Queries by QTYPE; types that have no count of their own together as `other`.",
            (sources, points) -> {
              for (int type = 0; type <= RequestCounters.QTYPES; type++) {
                int code = type;
                addIfAny(
                    points,
                    sum(sources, one -> one.queries(code)),
                    USUAL_TYPES.contains(code),
                    type == RequestCounters.QTYPES ? OTHER : RRTypes.of(type).mnemonic());
              }
            }),
        new Metric(
            "nomen_responses",
            COUNTER,
            List.of("rcode"),
            "Responses by RCODE, those of EDNS included.",
            (sources, points) -> {
              for (int rcode = 0; rcode <= RequestCounters.RCODES; rcode++) {
                int code = rcode;
                addIfAny(
                    points,
                    sum(sources, one -> one.responses(code)),
                    code <= Rcode.REFUSED,
                    rcode == RequestCounters.RCODES ? OTHER : Rcode.print(rcode));
              }
            }),
        new Metric(
            "nomen_request_events",
            COUNTER,
            List.of("event"),
            "What was seen in requests and what was done with them: "
                + words(RequestEvent.values()),
            (sources, points) -> {
              for (RequestEvent event : RequestEvent.values()) {
                points.add(sum(sources, one -> one.events(event)), word(event));
              }
            }));
  }

  private static List<Metric> transport() {
    return List.of(
        new Metric(
            "nomen_transport_events",
            COUNTER,
            List.of("event"),
            "What happened to datagrams and connections: " + words(TransportCounter.values()),
            (sources, points) -> {
              for (TransportCounter counter : TransportCounter.values()) {
                long count = 0;
                for (var loop : sources.transport()) {
                  count += loop.get(counter);
                }
                points.add(count, word(counter));
              }
            }));
  }

  private static List<Metric> zones() {
    return List.of(
        new Metric(
            "nomen_zone_serial",
            GAUGE,
            List.of("zone"),
            "The serial of each zone's SOA; no point for a zone that is not served.",
            (sources, points) ->
                forEachZone(sources, zone -> points.add(zone.serial(), name(zone)))),
        new Metric(
            "nomen_zone_records",
            GAUGE,
            List.of("zone"),
            "The records of each zone; 0 for one that is not served because of errors.",
            (sources, points) -> {
              for (ZoneSnapshot zone : sources.database().current().zones()) {
                points.add(zone.recordCount(), name(zone));
              }
            }));
  }

  /** A zone without a record is one that is not served. */
  private static void forEachZone(MetricSources sources, Consumer<ZoneSnapshot> action) {
    sources.database().current().zones().stream()
        .filter(zone -> zone.recordCount() > 0)
        .forEach(action);
  }

  private static String name(ZoneSnapshot zone) {
    return zone.origin().toString();
  }

  private static long sum(MetricSources sources, ToLongFunction<RequestCounters> count) {
    return sources.requests().stream().mapToLong(count).sum();
  }

  /** A point that is usual is there before it counts anything, so that rates begin at 0. */
  private static void addIfAny(Metric.Points points, long count, boolean usual, String label) {
    if (count > 0 || usual) {
      points.add(count, label);
    }
  }

  static String words(Enum<?>[] values) {
    return Stream.of(values).map(MetricTable::word).collect(Collectors.joining("`, `", "`", "`."));
  }

  static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
