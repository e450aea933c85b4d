package nomen.server;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import nomen.codec.name.Name;

/**
 * What a server says when it starts: what it is, what it serves, where, and how to ask it.
 *
 * @param version of Nomen
 * @param transport how datagrams get in and out
 * @param eventLoops threads that answer
 * @param zones every zone of the configuration, in its order
 * @param listeners where it listens, with the real ports; at least one
 * @param startUp from the start of the process until now
 */
record StartupReport(
    String version,
    String transport,
    int eventLoops,
    List<Zone> zones,
    List<InetSocketAddress> listeners,
    Duration startUp) {
  /** How many findings of a refused zone are shown; {@code nomen zone check} shows the others. */
  private static final int MAX_FINDINGS = 5;

  /** What became of a zone, or of many. */
  sealed interface Zone {}

  /**
   * A zone that is served.
   *
   * @param sample a name in it that has data of the sample type
   * @param notes what the operator is to know of it, one line each
   */
  record Served(
      Name name, long serial, long records, Name sample, String sampleType, List<String> notes)
      implements Zone {}

  /** A zone of which nothing is here yet: it comes from its primaries. */
  record Awaited(Name name) implements Zone {}

  /** A zone that is not served, and what is wrong with it: one line each. */
  record Refused(Name name, List<String> findings) implements Zone {}

  /** A zone that the data directory keeps and the configuration does not name. */
  record Kept(Name name) implements Zone {}

  /** More zones that are served, of which there is nothing else to say. */
  record MoreServed(int zones, long records) implements Zone {}

  /** More zones that the data directory keeps and the configuration does not name. */
  record MoreKept(int zones) implements Zone {}

  /** The report, each line with its end. */
  String print() {
    List<String> lines = new ArrayList<>();
    lines.add("nomen " + version + " on Java " + Runtime.version().feature());
    lines.add("transport: " + transport + "; " + count(eventLoops, "event loop"));
    zones.forEach(zone -> lines.addAll(print(zone)));
    if (zones.isEmpty()) {
      lines.add("no zone is configured: every query is refused");
    }
    lines.add(
        listeners.stream()
            .map(NetUtil::toSocketAddressString)
            .collect(Collectors.joining(", ", "listening on ", ", UDP and TCP")));
    lines.add(String.format(Locale.ROOT, "ready after %.2f s", startUp.toMillis() / 1000.0));
    zones.stream()
        .filter(Served.class::isInstance)
        .map(Served.class::cast)
        .findFirst()
        .ifPresent(zone -> lines.add("try: " + dig(zone)));
    return String.join("\n", lines) + "\n";
  }

  private static List<String> print(Zone zone) {
    return switch (zone) {
      case Served served ->
          withFindings(
              "zone %s: serial %d, %s"
                  .formatted(served.name(), served.serial(), count(served.records(), "record")),
              served.notes());
      case Awaited awaited ->
          List.of("zone " + awaited.name() + ": no data yet, its primaries are asked");
      case Refused refused ->
          withFindings("zone " + refused.name() + " is NOT served:", refused.findings());
      case MoreServed(int more, long records) ->
          List.of("and " + count(more, "zone") + " more with " + count(records, "record"));
      case MoreKept(int more) ->
          List.of(
              "and "
                  + count(more, "zone")
                  + " more in the data directory, but not configured: not served");
      case Kept kept ->
          List.of(
              "zone " + kept.name() + " is in the data directory, but not configured: not served");
    };
  }

  private static List<String> withFindings(String first, List<String> findings) {
    List<String> lines = new ArrayList<>();
    lines.add(first);
    findings.stream().limit(MAX_FINDINGS).map("  "::concat).forEach(lines::add);
    int more = findings.size() - MAX_FINDINGS;
    if (more > 0) {
      lines.add("  and " + more + " more; nomen zone check shows them");
    }
    return lines;
  }

  /** A command that can be pasted; an address that stands for all is asked at the loopback. */
  private String dig(Served zone) {
    InetSocketAddress listener = listeners.getFirst();
    InetAddress address = listener.getAddress();
    String host =
        address.isAnyLocalAddress()
            ? (address.getAddress().length == 4 ? "127.0.0.1" : "::1")
            : NetUtil.toAddressString(address);
    return "dig @%s -p %d '%s' %s"
        .formatted(host, listener.getPort(), zone.sample(), zone.sampleType())
        // Quotes only where a shell would see something in the name.
        .replaceAll("'([A-Za-z0-9._-]+)'", "$1");
  }

  private static String count(long number, String what) {
    return String.format(Locale.ROOT, "%,d %s%s", number, what, number == 1 ? "" : "s");
  }
}
