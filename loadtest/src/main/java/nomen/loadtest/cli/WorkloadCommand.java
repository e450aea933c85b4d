package nomen.loadtest.cli;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import nomen.loadtest.workload.DelegationZone;
import nomen.loadtest.workload.FlatZone;
import nomen.loadtest.workload.QuerySource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Writes a generated zone, and queries for it, to files. */
@Command(
    name = "workload",
    mixinStandardHelpOptions = true,
    description = "Writes a generated zone and dnsperf queries for it; the same for the same seed.")
final class WorkloadCommand implements Callable<Integer> {
  private static final int BUFFER_CHARS = 1 << 20;

  /** The kinds of zone, as the command line spells them. */
  enum Shape {
    /** Every name has an address. */
    flat,
    /** Every name is a delegation. */
    delegations
  }

  @Option(names = "--shape", required = true, description = "One of: ${COMPLETION-CANDIDATES}.")
  private Shape shape = Shape.flat;

  @Option(names = "--names", description = "Names in the zone (${DEFAULT-VALUE}).")
  private long names = 100_000;

  @Option(names = "--origin", description = "The apex (${DEFAULT-VALUE}).")
  private String origin = "load.example.";

  @Option(names = "--queries", description = "Queries to write (${DEFAULT-VALUE}).")
  private long queries = 1_000_000;

  @Option(names = "--seed", description = "Seed of everything drawn (${DEFAULT-VALUE}).")
  private long seed = 1;

  @Option(names = "--zone-file", required = true, description = "Where the zone goes.")
  private Path zoneFile = Path.of("");

  @Option(names = "--query-file", required = true, description = "Where the queries go.")
  private Path queryFile = Path.of("");

  WorkloadCommand() {}

  @Override
  public Integer call() throws IOException {
    QuerySource source =
        switch (shape) {
          case flat -> new FlatZone(origin, names, seed);
          case delegations -> new DelegationZone(origin, names, seed);
        };
    try (BufferedWriter out = open(zoneFile)) {
      source.print(out);
    }
    try (BufferedWriter out = open(queryFile)) {
      source.printQueries(out, queries, seed);
    }
    return 0;
  }

  private static BufferedWriter open(Path file) throws IOException {
    return new BufferedWriter(
        Files.newBufferedWriter(file, StandardCharsets.US_ASCII), BUFFER_CHARS);
  }
}
