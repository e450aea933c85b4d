package nomen.loadtest.report;

import static nomen.loadtest.report.Figures.format;

import java.io.PrintWriter;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import nomen.loadtest.plan.LoadPlan;
import nomen.loadtest.plan.Pace;
import nomen.loadtest.plan.Target;
import nomen.loadtest.statistics.RunHeading;
import nomen.loadtest.traffic.RequestKind;

/**
 * What a run says before it sends anything. The first lines are those of dnsperf, in its words;
 * then comes what will be sent, how, and what bounds it.
 */
public final class Opening {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.ROOT);

  private static final Pattern ZERO_FIELDS = Pattern.compile("(?<![0-9a-f])0(:0)+(?![0-9a-f])");

  private final PrintWriter out;
  private final ZoneId zone;

  /**
   * Prints to this.
   *
   * @param zone in which times are shown
   */
  public Opening(PrintWriter out, ZoneId zone) {
    this.out = out;
    this.zone = zone;
  }

  /**
   * Prints all.
   *
   * @param kinds what will be sent
   * @param runsThroughFile how often the input is read at most, or 0 for no such limit
   */
  public void print(RunHeading heading, Collection<RequestKind> kinds, int runsThroughFile) {
    LoadPlan plan = heading.plan();
    String requests =
        kinds.stream().sorted().map(Figures::plural).collect(Collectors.joining(" and "));
    line(heading.program());
    line("");
    status("Command line: " + CommandWords.print(heading.commandLine()));
    status("Sending " + requests + " (to " + address(plan.target().server()) + ")");
    status("Started at: " + TIME.format(heading.startedAt().atZone(zone)));
    status("Stopping after " + end(plan, runsThroughFile));
    status("Traffic: " + TextReport.printable(heading.traffic()));
    status("Transport: " + transport(plan));
    status("Pace: " + pace(plan.pace()));
    status("Bounds: " + bounds(plan));
    OptionalLong expected = expectedRequests(plan);
    if (expected.isPresent()) {
      status(format("Expecting to send %,d requests", expected.getAsLong()));
    }
    out.flush();
  }

  private static String end(LoadPlan plan, int runsThroughFile) {
    List<String> ends = new ArrayList<>();
    if (plan.bounds().seconds() < Integer.MAX_VALUE) {
      ends.add(format("%.6f seconds", plan.bounds().seconds()));
    }
    if (runsThroughFile > 0) {
      ends.add(runsThroughFile + (runsThroughFile == 1 ? " run" : " runs") + " through file");
    }
    if (plan.bounds().requests() != Long.MAX_VALUE) {
      ends.add(plan.bounds().requests() + " requests");
    }
    if (plan.pace() instanceof Pace.Open open && open.failedSteps() > 0) {
      ends.add(Figures.counted(open.failedSteps(), "failed step") + " in a row");
    }
    return ends.isEmpty() ? "the last request" : String.join(" or ", ends);
  }

  static String bounds(LoadPlan plan) {
    return format(
        "at most %,d outstanding, lost after %s s",
        plan.bounds().outstanding(), Figures.plain(plan.bounds().timeoutNanos() / 1e9));
  }

  static String transport(LoadPlan plan) {
    Target target = plan.target();
    String sockets =
        switch (target.transport()) {
          case UDP -> "UDP, " + Figures.counted(target.clients(), "socket");
          case TCP -> "TCP, " + Figures.counted(target.clients(), "connection");
        };
    String sources =
        target.sources().isEmpty()
            ? ""
            : format(
                " from %,d source address%s",
                target.sources().size(), target.sources().size() == 1 ? "" : "es");
    return format(
        "%s%s, %s, %s in a system call",
        sockets,
        sources,
        Figures.counted(plan.threads(), "thread"),
        Figures.counted(plan.batch(), "message"));
  }

  static String pace(Pace pace) {
    return switch (pace) {
      case Pace.Closed closed when closed.perSecond() <= 0 ->
          "closed loop, as fast as answers come; latency from the moment of sending";
      case Pace.Closed closed ->
          format(
              "closed loop, at most %s requests a second; latency from the moment of sending",
              Figures.plain(closed.perSecond()));
      case Pace.Open open when open.steps().size() == 1 ->
          format(
              "open loop, %s requests a second; latency from the intended time",
              Figures.plain(open.steps().getFirst().perSecond()));
      case Pace.Open open -> {
        List<Pace.Step> judged =
            open.steps().stream().filter(step -> step.role() == Pace.Role.JUDGED).toList();
        double settling =
            open.steps().stream()
                .filter(step -> step.role() == Pace.Role.SETTLING)
                .mapToDouble(Pace.Step::seconds)
                .sum();
        yield format(
            "open loop in %d steps%s, %s to %s requests a second; latency from the intended time",
            judged.size(),
            settling > 0 ? " after " + Figures.plain(settling) + " s of settling" : "",
            Figures.plain(judged.getFirst().perSecond()),
            Figures.plain(judged.getLast().perSecond()));
      }
      case Pace.Recorded recorded ->
          format(
              "as captured, %s times as fast; latency from the intended time",
              Figures.plain(recorded.speed()));
    };
  }

  /** How many requests the pace makes in the time, if it says so. */
  private static OptionalLong expectedRequests(LoadPlan plan) {
    if (!(plan.pace() instanceof Pace.Open open)) {
      return OptionalLong.empty();
    }
    double left = plan.bounds().seconds();
    double requests = 0;
    for (Pace.Step step : open.steps()) {
      if (step.role() == Pace.Role.REPEAT) {
        continue;
      }
      double seconds = Math.min(left, step.seconds());
      requests += seconds * step.perSecond();
      left -= seconds;
    }
    double bounded = Math.min(requests, (double) plan.bounds().requests());
    return bounded < Long.MAX_VALUE ? OptionalLong.of(Math.round(bounded)) : OptionalLong.empty();
  }

  /** An address and port as a reader writes them: {@code [::1]:53}. */
  public static String address(InetSocketAddress server) {
    String host = server.isUnresolved() ? server.getHostString() : hostOf(server);
    return host.indexOf(':') >= 0
        ? "[" + host + "]:" + server.getPort()
        : host + ":" + server.getPort();
  }

  private static String hostOf(InetSocketAddress server) {
    return server.getAddress() instanceof Inet6Address
        ? shortened(server.getAddress().getHostAddress())
        : server.getAddress().getHostAddress();
  }

  /** The longest run of zero fields becomes two colons (RFC 5952 section 4.2). */
  private static String shortened(String address) {
    String longest = "";
    Matcher zeros = ZERO_FIELDS.matcher(address);
    while (zeros.find()) {
      if (zeros.group().length() > longest.length()) {
        longest = zeros.group();
      }
    }
    int at = address.indexOf(longest);
    if (longest.isEmpty()) {
      return address;
    }
    String before = address.substring(0, at);
    String after = address.substring(at + longest.length());
    return (before.endsWith(":") ? before.substring(0, at - 1) : before)
        + "::"
        + (after.startsWith(":") ? after.substring(1) : after);
  }

  private void status(String text) {
    line("[Status] " + text);
  }

  private void line(String text) {
    out.print(text);
    out.print('\n');
  }
}
