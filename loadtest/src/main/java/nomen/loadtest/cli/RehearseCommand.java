package nomen.loadtest.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import nomen.loadtest.engine.LoopbackEcho;
import nomen.loadtest.plan.Target.Transport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * {@code nomen-load rehearse}: a few short runs against a responder of its own on the loopback
 * interface, for the JVM to note what a start needs and what runs often. {@code make build} runs
 * it; see docs/load-testing.md.
 */
@Command(name = "rehearse", hidden = true, description = "Run against itself for a moment.")
final class RehearseCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FOLDER", description = "Where its files go.")
  private Path folder;

  /** After so long it ends, whatever it waits for. */
  private static final int LIMIT_MILLIS = 60_000;

  private static final int QUERIES = 1_000;

  private static final String ZONE =
      """
      $TTL 3600
      @   SOA ns host 1 2 3 4 5
      @   NS  ns
      ns  A   192.0.2.1
      www TXT "some words"
      """;

  private static final String KEY = "hmac-sha256:key.example:c2VjcmV0c2VjcmV0c2VjcmV0";

  /**
   * The runs, the usual one first and longest: what of the code runs most decides how it is
   * compiled. Each has an end by its number of requests, and one by time for a slow machine.
   */
  private static final List<String> RUNS =
      List.of(
          "-d queries -l 3 --requests 400000",
          "-d queries -l 2 --rate 100000 --no-warm-up",
          "-d queries -l 2 --requests 50000 --no-warm-up -c 20",
          "-d queries --ramp 1000:2000:1000 --step-time 0.6 --no-warm-up",
          "-d queries -l 1 --requests 2000 --no-warm-up -D -y " + KEY,
          "--zone zone --origin example. --nxdomain 0.1 -l 1 --requests 2000 --no-warm-up",
          "--leases example. --attack example. -l 1 --requests 2000 --no-warm-up");

  private static final String TCP_RUN = "-m tcp -d queries -l 1 --requests 20000 --no-warm-up";

  @Override
  public Integer call() throws IOException {
    CompletableFuture.delayedExecutor(LIMIT_MILLIS, TimeUnit.MILLISECONDS)
        .execute(() -> Runtime.getRuntime().halt(1));
    rehearse(folder, new PrintWriter(System.out, true, System.out.charset()));
    return LoadCommand.OK;
  }

  static void rehearse(Path folder, PrintWriter out) throws IOException {
    Files.createDirectories(folder);
    StringBuilder queries = new StringBuilder();
    for (int i = 0; i < QUERIES; i++) {
      queries.append("www").append(i).append(".example A\n");
    }
    Files.writeString(folder.resolve("queries"), queries);
    Files.writeString(folder.resolve("zone"), ZONE);
    try (LoopbackEcho echo = LoopbackEcho.open(Transport.UDP)) {
      for (String run : RUNS) {
        run(run, folder, echo.address().getPort(), out);
      }
    }
    try (LoopbackEcho echo = LoopbackEcho.open(Transport.TCP)) {
      run(TCP_RUN, folder, echo.address().getPort(), out);
    }
  }

  private static void run(String words, Path folder, int port, PrintWriter out) throws IOException {
    List<String> arguments = new ArrayList<>();
    for (String word : words.split(" ", -1)) {
      boolean file = word.equals("queries") || word.equals("zone");
      arguments.add(file ? folder.resolve(word).toString() : word);
    }
    arguments.addAll(List.of("-p", Integer.toString(port), "-t", "0.5"));
    for (String report : List.of("json", "html", "csv", "steps-csv")) {
      arguments.addAll(List.of("--" + report, folder.resolve(report).toString()));
    }
    int code = LoadCommand.newCommandLine().setOut(out).execute(arguments.toArray(String[]::new));
    if (code != LoadCommand.OK) {
      throw new IOException("exit code " + code + " of: " + words);
    }
  }
}
