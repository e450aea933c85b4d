package nomen.loadtest.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import nomen.loadtest.report.TextReport;
import nomen.loadtest.traffic.MessageOptions;
import nomen.loadtest.traffic.Traffic;
import nomen.loadtest.traffic.TrafficException;
import nomen.loadtest.traffic.expectation.ZoneExpectations;
import nomen.loadtest.traffic.file.TrafficPrinter;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code nomen-load generate}: the requests of a run as a file, for this program or dnsperf. */
@Command(
    name = "generate",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    usageHelpWidth = 100,
    description = {
      "Prints requests as a file that -d (with updates: -d and -u) reads,",
      "or with --expectations what --expect reads."
    })
final class GenerateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--count", paramLabel = "N", description = "How many at most (${DEFAULT-VALUE}).")
  private long count = 100_000;

  @Option(
      names = "--expectations",
      description = "Prints what the answers for --zone must be, as --expect reads it.")
  private boolean expectations;

  @ArgGroup(validate = false, order = 1, heading = "%nWhat is asked, one of:%n")
  private QueryOptions queries = new QueryOptions();

  @ArgGroup(validate = false, order = 2, heading = "%nBeside it, or instead of it:%n")
  private StormOptions storms = new StormOptions();

  GenerateCommand() {}

  private Path expectedZone() {
    Path zone = queries.zone();
    if (zone == null) {
      throw new IllegalArgumentException("--expectations: needs --zone, whose answers they are");
    }
    return zone;
  }

  @Override
  public Integer call() throws IOException {
    try {
      OnceOnly.check(spec);
      TargetOptions.range("--count", count, 1, Long.MAX_VALUE);
      PrintWriter out = spec.commandLine().getOut();
      if (expectations) {
        ZoneExpectations.print(expectedZone(), queries.origin(), out);
        out.flush();
        return out.checkError() ? LoadCommand.FAILED : LoadCommand.OK;
      }
      Traffic asked =
          queries.isGiven()
              ? queries.read(new MessageFlags(), false, false, System.in, storms.seed())
              : null;
      if (queries.captureLine() != null) {
        spec.commandLine().getErr().println("nomen-load: " + queries.captureLine());
      }
      TrafficPrinter.print(storms.mix(asked, MessageOptions.PLAIN), count, out);
      out.flush();
      return out.checkError() ? LoadCommand.FAILED : LoadCommand.OK;
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    } catch (TrafficException e) {
      spec.commandLine()
          .getErr()
          .println("nomen-load: " + TextReport.printable(String.valueOf(e.getMessage())));
      return LoadCommand.FAILED;
    }
  }
}
