package nomen.loadtest.cli;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import nomen.loadtest.plan.Bounds;
import nomen.loadtest.plan.LoadPlan;
import nomen.loadtest.plan.Pace;
import nomen.loadtest.plan.Target;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** When requests go, how many at once, and what ends the run. */
final class PaceOptions {
  /** Seconds of a run that nothing else ends: of generated requests. */
  static final double DEFAULT_SECONDS = 10;

  /** Seconds of a run that the end of its input shall end. */
  static final double LONGEST_INPUT_SECONDS = 3_600;

  /** Requests a second to a server that is not this machine, unless a rate is given. */
  static final double REMOTE_RATE = 100_000;

  /** Requests a second to this machine, unless a rate is given. */
  static final double LOCAL_RATE = 2_000_000;

  private static final double MAX_RATE = 100_000_000;

  /** Besides them a ramp has settling and a repetition. */
  private static final int MAX_JUDGED_STEPS = Pace.MAX_STEPS - 2;

  private static final int IDS = 65_535;
  private static final double NANOS = 1e9;

  @Option(
      names = {"-q", "--outstanding"},
      paramLabel = "N",
      description =
          "Requests without an answer at most, of all clients (100; with --rate, --ramp or"
              + " --recorded 20,000).")
  private @Nullable Integer outstanding;

  @Option(
      names = {"-Q", "--max-qps"},
      paramLabel = "RATE",
      description =
          "Closed loop: requests a second at most; 0: no limit. By default 2,000,000 to this"
              + " machine and 100,000 to others.")
  private double maxRate = -1;

  @Option(
      names = "--rate",
      paramLabel = "RATE",
      description =
          "Open loop: requests a second, each at its time, whatever became of those before; latency"
              + " counts from that time.")
  private @Nullable Double rate;

  @Option(
      names = "--ramp",
      paramLabel = "FROM:TO:STEP",
      description =
          "Open loop in steps of rate, to find the highest that the server keeps up with.")
  private @Nullable String ramp;

  @Option(
      names = "--step-time",
      paramLabel = "SECONDS",
      description = "Length of a step of --ramp (${DEFAULT-VALUE}).")
  private double stepSeconds = 5;

  @Option(
      names = "--settle",
      paramLabel = "SECONDS",
      description =
          "Time at the first rate of --ramp before a step is judged (${DEFAULT-VALUE}); 0: none.")
  private double settleSeconds = 2;

  @Option(
      names = "--failed-steps",
      paramLabel = "N",
      description =
          "Ends --ramp after N failed steps in a row (${DEFAULT-VALUE}); 0: it goes on to its last"
              + " step.")
  private int failedSteps = 3;

  @Option(
      names = "--recorded",
      paramLabel = "SPEED",
      description = "Open loop at the times of a capture (--pcap), this many times faster.")
  private @Nullable Double recordedSpeed;

  @Option(
      names = {"-l", "--limit"},
      paramLabel = "SECONDS",
      description =
          "Sends for this long at most. By default input is read once (-n), for an hour at most;"
              + " generated requests end after 10 s, a ramp after its last step.")
  private @Nullable Double seconds;

  @Option(names = "--requests", paramLabel = "N", description = "Sends this many requests at most.")
  private long requests = Long.MAX_VALUE;

  @Option(
      names = {"-t", "--timeout"},
      paramLabel = "SECONDS",
      description = "A request without an answer counts as lost after this (${DEFAULT-VALUE}).")
  private double timeoutSeconds = 5;

  @Option(
      names = {"-T", "--threads"},
      paramLabel = "N",
      description = "Threads, each with its share of the clients (${DEFAULT-VALUE}).")
  private int threads = 1;

  @Option(
      names = "--batch",
      paramLabel = "N",
      description = "Datagrams in a system call at most (${DEFAULT-VALUE}).")
  private int batch = 64;

  @Option(
      names = "--no-warm-up",
      description = "Skips the warm-up; the first second is then slower.")
  private boolean noWarmUp;

  /** Whether the load generator asks itself first, to be compiled. */
  boolean hasWarmUp() {
    return !noWarmUp;
  }

  /** How many workers. */
  int threads() {
    TargetOptions.range("-T", threads, 1, LoadPlan.MAX_THREADS);
    return threads;
  }

  /** Whether something else than the end of the input ends the run. */
  boolean hasOtherEnd() {
    return seconds != null || requests != Long.MAX_VALUE || ramp != null;
  }

  /** Whether the times of a capture are kept. */
  boolean isRecorded() {
    return recordedSpeed != null;
  }

  /**
   * Makes the plan.
   *
   * @param generated whether the requests have no end of their own
   * @throws IllegalArgumentException naming the option that is wrong
   */
  LoadPlan plan(Target target, boolean generated, int checkEvery) {
    Pace pace = pace(target);
    TargetOptions.range("--batch", batch, 1, 1024);
    TargetOptions.range("--requests", requests, 1, Long.MAX_VALUE);
    int most = outstanding == null ? (pace instanceof Pace.Closed ? 100 : 20_000) : outstanding;
    long room = (long) target.clients() * IDS;
    TargetOptions.range("-q", most, 1, Math.min(room, Integer.MAX_VALUE));
    check("-t", timeoutSeconds, 0.001, 3_600);
    Bounds bounds =
        new Bounds(length(pace, generated), requests, most, (long) (timeoutSeconds * NANOS));
    return new LoadPlan(target, pace, bounds, threads(), batch, checkEvery);
  }

  private double length(Pace pace, boolean generated) {
    if (seconds != null) {
      check("-l", seconds, 0.001, 1e7);
    }
    if (pace instanceof Pace.Open open && ramp != null) {
      double all = open.steps().stream().mapToDouble(Pace.Step::seconds).sum();
      return seconds != null ? Math.min(all, seconds) : all;
    }
    if (seconds != null) {
      return seconds;
    }
    return generated ? DEFAULT_SECONDS : LONGEST_INPUT_SECONDS;
  }

  private Pace pace(Target target) {
    long given =
        List.of(rate != null, ramp != null, recordedSpeed != null, maxRate >= 0).stream()
            .filter(each -> each)
            .count();
    if (given > 1) {
      throw new IllegalArgumentException(
          "-Q, --rate, --ramp and --recorded exclude each other: a run has one pace");
    }
    if (rate != null) {
      check("--rate", rate, 0.001, MAX_RATE);
      return new Pace.Open(List.of(new Pace.Step(rate, Double.POSITIVE_INFINITY)));
    }
    if (ramp != null) {
      TargetOptions.range("--failed-steps", failedSteps, 0, MAX_JUDGED_STEPS);
      return new Pace.Open(steps(ramp), failedSteps);
    }
    if (recordedSpeed != null) {
      check("--recorded", recordedSpeed, 0.001, 1e6);
      return new Pace.Recorded(recordedSpeed);
    }
    if (maxRate >= 0) {
      check("-Q", maxRate, 0, MAX_RATE);
      return new Pace.Closed(maxRate);
    }
    InetAddress address = target.server().getAddress();
    return new Pace.Closed(address.isLoopbackAddress() ? LOCAL_RATE : REMOTE_RATE);
  }

  private List<Pace.Step> steps(String text) {
    check("--step-time", stepSeconds, 0.1, 3_600);
    check("--settle", settleSeconds, 0, 3_600);
    String[] parts = text.split(":", -1);
    if (parts.length != 3) {
      throw new IllegalArgumentException("--ramp: FROM:TO:STEP, three rates, not " + text);
    }
    double from = number(parts[0]);
    double to = number(parts[1]);
    double step = number(parts[2]);
    check("--ramp", from, 1, MAX_RATE);
    check("--ramp", to, from, MAX_RATE);
    check("--ramp", step, 1, MAX_RATE);
    if ((to - from) / step > MAX_JUDGED_STEPS - 1) {
      throw new IllegalArgumentException("--ramp: more than " + MAX_JUDGED_STEPS + " steps");
    }
    List<Pace.Step> steps = new ArrayList<>();
    if (settleSeconds > 0) {
      steps.add(new Pace.Step(from, settleSeconds, Pace.Role.SETTLING));
    }
    steps.add(new Pace.Step(from, stepSeconds));
    steps.add(new Pace.Step(from, stepSeconds, Pace.Role.REPEAT));
    for (int i = 1; from + i * step <= to; i++) {
      steps.add(new Pace.Step(from + i * step, stepSeconds));
    }
    return steps;
  }

  private static double number(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("--ramp: \"" + text + "\" is not a number", e);
    }
  }

  private static void check(String option, double value, double least, double most) {
    if (!(value >= least && value <= most)) {
      throw new IllegalArgumentException(
          String.format("%s: %s is not in %s to %s", option, value, least, most));
    }
  }
}
