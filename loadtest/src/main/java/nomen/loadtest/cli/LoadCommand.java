package nomen.loadtest.cli;

import java.io.BufferedWriter;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import nomen.loadtest.engine.LoadRun;
import nomen.loadtest.engine.WarmUp;
import nomen.loadtest.plan.LoadPlan;
import nomen.loadtest.process.Machine;
import nomen.loadtest.process.ProcessFigures;
import nomen.loadtest.report.CsvReport;
import nomen.loadtest.report.HtmlReport;
import nomen.loadtest.report.JsonReport;
import nomen.loadtest.report.LiveLine;
import nomen.loadtest.report.Opening;
import nomen.loadtest.report.TextReport;
import nomen.loadtest.statistics.RepeatDecision;
import nomen.loadtest.statistics.RunHeading;
import nomen.loadtest.statistics.RunResult;
import nomen.loadtest.statistics.RunStatistics;
import nomen.loadtest.statistics.StatisticsWarmUp;
import nomen.loadtest.statistics.WorkerTally;
import nomen.loadtest.traffic.AnswerCheck;
import nomen.loadtest.traffic.RequestKind;
import nomen.loadtest.traffic.Traffic;
import nomen.loadtest.traffic.TrafficException;
import nomen.loadtest.traffic.expectation.Expectations;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** {@code nomen-load}: one run of load, from its options to its reports. */
@Command(
    name = "nomen-load",
    mixinStandardHelpOptions = true,
    versionProvider = LoadVersion.class,
    sortOptions = false,
    usageHelpWidth = 100,
    customSynopsis = "nomen-load [OPTION...] [generate|workload]",
    description = {
      "Asks a DNS server as fast, or as steadily, as it is told to, and says how that went.",
      "For servers of your own. Options of dnsperf mean what they mean there."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the run is over, and the report is out",
      "1:it could not be run (input, sockets), or a report could not be written",
      "2:the command line is wrong",
      "3:the run is over, and checked answers were wrong (--expect)",
      "130:ended by Ctrl-C; the report is out all the same"
    },
    subcommands = {GenerateCommand.class, WorkloadCommand.class, RehearseCommand.class})
public final class LoadCommand implements Callable<Integer> {
  static final int OK = 0;
  static final int FAILED = 1;
  static final int FAULTS = 3;

  private static final int MISUSED = 2;

  @Spec private CommandSpec spec;

  @ArgGroup(validate = false, order = 1, heading = "%nServer and clients:%n")
  private TargetOptions target = new TargetOptions();

  @ArgGroup(validate = false, order = 2, heading = "%nWhat is asked, one of:%n")
  private QueryOptions queries = new QueryOptions();

  @ArgGroup(validate = false, order = 3, heading = "%nBeside it, or instead of it:%n")
  private StormOptions storms = new StormOptions();

  @ArgGroup(validate = false, order = 4, heading = "%nMessages:%n")
  private MessageFlags messages = new MessageFlags();

  @ArgGroup(validate = false, order = 5, heading = "%nPace and bounds:%n")
  private PaceOptions pace = new PaceOptions();

  @ArgGroup(validate = false, order = 6, heading = "%nAnswers that are checked:%n")
  private CheckOptions checks = new CheckOptions();

  @ArgGroup(validate = false, order = 7, heading = "%nReports:%n")
  private ReportOptions reports = new ReportOptions();

  /**
   * The command, with errors of its use in two lines: its help would push them off the screen. It
   * prints to standard output itself, as a writer around a writer does not tell what went wrong.
   */
  public static CommandLine newCommandLine() {
    return new CommandLine(new LoadCommand())
        .setOut(new PrintWriter(System.out, true, System.out.charset()))
        .setParameterExceptionHandler(
            (error, arguments) -> {
              CommandLine command = error.getCommandLine();
              PrintWriter err = command.getErr();
              err.println(
                  "nomen-load: " + TextReport.printable(String.valueOf(error.getMessage())));
              UnmatchedArgumentException.printSuggestions(error, err);
              err.println("Try " + command.getCommandSpec().qualifiedName() + " --help");
              return MISUSED;
            });
  }

  /**
   * Runs the command line; gives the exit code, a failure if standard output took not all of it.
   */
  public static int run(String... arguments) {
    CommandLine command = newCommandLine();
    int code = command.execute(arguments);
    if (code != OK || !command.getOut().checkError() && !System.out.checkError()) {
      return code;
    }
    command.getErr().println("nomen-load: standard output: not all of it could be written");
    return FAILED;
  }

  /** Which answers are looked at. */
  static final class CheckOptions {
    @Option(
        names = "--expect",
        paramLabel = "FILE",
        description = "Checks answers against what this file says of their questions.")
    private @Nullable Path expectations;

    @Option(
        names = "--check-every",
        paramLabel = "N",
        description = "Checks every Nth answer (${DEFAULT-VALUE}).")
    private int every = 100;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    try {
      return run();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    } catch (TrafficException | IOException e) {
      complain(reason(e));
      return FAILED;
    }
  }

  static String reason(Exception e) {
    return e instanceof TrafficException || e instanceof SocketException
        ? String.valueOf(e.getMessage())
        : e.getMessage() == null ? e.toString() : e.getMessage();
  }

  private int run() throws IOException, InterruptedException, TrafficException {
    OnceOnly.check(spec);
    reports.check();
    boolean drawn = queries.isDrawn() || (!queries.isGiven() && isStorm());
    Path expected = checks.expectations;
    TargetOptions.range("--check-every", checks.every, 1, Integer.MAX_VALUE);
    LoadPlan plan =
        pace.plan(target.target(pace.threads()), drawn, expected == null ? 0 : checks.every);
    Traffic traffic = traffic();
    AnswerCheck check = expected == null ? null : Expectations.read(expected);
    List<WorkerTally> tallies = new ArrayList<>();
    for (int i = 0; i < plan.threads(); i++) {
      tallies.add(new WorkerTally(plan.pace().stepCount()));
    }
    ProcessFigures server = reports.pids().isEmpty() ? null : ProcessFigures.of(reports.pids());
    RepeatDecision repeat = new RepeatDecision();
    RunStatistics statistics = new RunStatistics(plan, repeat, tallies, server, ownFigures());
    RunHeading heading =
        new RunHeading(
            "nomen-load " + LoadVersion.version(),
            commandLine(),
            traffic.description(),
            plan,
            Instant.now(),
            Machine.read());
    PrintWriter out = spec.commandLine().getOut();
    int runs = (int) Math.min(Integer.MAX_VALUE, drawn ? 0 : queries.runs(pace.hasOtherEnd()));
    new Opening(out, ZoneId.systemDefault()).print(heading, kinds(), runs);
    if (queries.captureLine() != null) {
      out.print("[Status] " + queries.captureLine() + "\n");
      out.flush();
    }
    LoadRun run = new LoadRun(plan, repeat, traffic, check, tallies);
    try (Interruption interruption = new Interruption(run::stop, plan.bounds().timeoutNanos())) {
      warmUp(plan, traffic, out);
      Measurement measurement = new Measurement(plan, run, statistics, this::complain);
      Optional<RunResult> measured =
          measurement.take(
              heading.startingAt(Instant.now()), interruption, liveLine(plan), lines());
      if (measured.isEmpty()) {
        return FAILED;
      }
      RunResult result = measured.get();
      new TextReport(out).print(result);
      boolean printed = !out.checkError();
      if (!printed) {
        complain("standard output: the report could not be written");
      }
      if (!write(result) || !printed) {
        return FAILED;
      }
      return result.kinds().stream().anyMatch(kind -> kind.faulty() > 0) ? FAULTS : OK;
    }
  }

  /** Without it the run is as good, but for its first second. */
  private void warmUp(LoadPlan plan, Traffic traffic, PrintWriter out) throws InterruptedException {
    if (pace.hasWarmUp()) {
      out.print("[Status] Warm-up: at most " + WarmUp.MAX_SECONDS + " seconds, against itself\n");
      out.flush();
      try {
        WarmUp.run(plan, traffic);
        StatisticsWarmUp.run(plan, ownFigures());
        // What is to be kept moves now, and not in the first second.
        System.gc();
      } catch (IOException | IllegalStateException e) {
        complain(
            "no warm-up, so the first second may look slower than the server is: " + reason(e));
      }
    }
  }

  private LiveLine liveLine(LoadPlan plan) {
    return new LiveLine(
        spec.commandLine().getErr(),
        reports.mayRewriteLine() && reports.intervalSeconds() == 0 && isAttached(),
        plan);
  }

  private Measurement.@Nullable Lines lines() {
    return reports.intervalSeconds() > 0
        ? new Measurement.Lines(spec.commandLine().getOut(), reports.intervalSeconds())
        : null;
  }

  private boolean isStorm() {
    return storms.hasUpdates() || storms.hasAttack();
  }

  private Traffic traffic() throws TrafficException, IOException {
    Traffic asked = null;
    if (queries.isGiven() || !isStorm()) {
      if (!queries.isGiven() && isAttached()) {
        throw new IllegalArgumentException(
            "nothing says what to ask: -d FILE, -d - (standard input), --pcap, --zone, --attack,"
                + " --leases or --challenges");
      }
      asked =
          queries.read(messages, pace.hasOtherEnd(), pace.isRecorded(), System.in, storms.seed());
    }
    return storms.mix(asked, messages.options());
  }

  private Set<RequestKind> kinds() {
    Set<RequestKind> kinds = EnumSet.noneOf(RequestKind.class);
    boolean file = queries.isGiven() || !isStorm();
    if (storms.hasAttack() || (file && !queries.areUpdates())) {
      kinds.add(RequestKind.QUERY);
    }
    if (storms.hasUpdates() || (file && queries.areUpdates())) {
      kinds.add(RequestKind.UPDATE);
    }
    return kinds;
  }

  private List<String> commandLine() {
    List<String> words = spec.commandLine().getParseResult().originalArgs();
    return Stream.concat(Stream.of("nomen-load"), words.stream()).toList();
  }

  private static @Nullable ProcessFigures ownFigures() {
    try {
      return ProcessFigures.ofThisProcess();
    } catch (IOException _) {
      return null;
    }
  }

  private static boolean isAttached() {
    return Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
  }

  /** One that cannot be written does not keep back the others. */
  private boolean write(RunResult result) {
    boolean json = write(reports.json(), writer -> JsonReport.write(result, writer));
    boolean csv = write(reports.csv(), writer -> CsvReport.writeTimeLine(result, writer));
    boolean steps = write(reports.stepsCsv(), writer -> CsvReport.writeSteps(result, writer));
    boolean html = write(reports.html(), writer -> HtmlReport.write(result, writer));
    return json && csv && steps && html;
  }

  /** Writes a report. */
  private interface Written {
    void to(Writer writer) throws IOException;
  }

  private boolean write(@Nullable Path file, Written report) {
    if (file == null) {
      return true;
    }
    try (BufferedWriter writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
      report.to(writer);
      writer.flush();
      return true;
    } catch (IOException e) {
      complain(file + ": cannot be written: " + reason(e));
      return false;
    }
  }

  /**
   * A name of a file or a word in it may hold control characters, which would play with a terminal.
   */
  private void complain(String what) {
    spec.commandLine().getErr().println("nomen-load: " + TextReport.printable(what));
  }
}
