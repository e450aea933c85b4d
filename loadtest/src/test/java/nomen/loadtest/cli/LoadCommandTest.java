package nomen.loadtest.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command from its words to its reports, against a server that answers each query empty. */
class LoadCommandTest {
  private static final int QR = 0x80;

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final AtomicInteger requests = new AtomicInteger();
  private DatagramChannel server;

  @BeforeEach
  void answer() throws IOException {
    server = DatagramChannel.open();
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    DatagramChannel channel = server;
    Thread.ofPlatform().daemon().start(() -> answerAll(channel));
  }

  private void answerAll(DatagramChannel channel) {
    ByteBuffer buffer = ByteBuffer.allocate(512);
    try {
      while (true) {
        SocketAddress client = channel.receive(buffer.clear());
        requests.incrementAndGet();
        buffer.put(2, (byte) (buffer.get(2) | QR));
        channel.send(buffer.flip(), client);
      }
    } catch (IOException _) {
      assertFalse(channel.isOpen());
    }
  }

  @AfterEach
  void close() throws IOException {
    server.close();
  }

  private int run(String... words) throws IOException {
    List<String> all = new ArrayList<>(List.of(words));
    all.add("--no-warm-up");
    return runWarm(all);
  }

  private int runWarm(List<String> words) throws IOException {
    List<String> all = new ArrayList<>(words);
    all.addAll(List.of("-p", Integer.toString(port())));
    return execute(all.toArray(String[]::new));
  }

  private int execute(String... words) {
    return new CommandLine(new LoadCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(words);
  }

  private int port() throws IOException {
    return ((InetSocketAddress) server.getLocalAddress()).getPort();
  }

  private String file(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content).toString();
  }

  private String queries() throws IOException {
    return file("q.txt", "a.example A\nb.example AAAA\nc.example MX\n");
  }

  @Test
  void aFileIsReadSoOftenAndReportedAsDnsperfDoes() throws IOException {
    Path json = folder.resolve("r.json");
    Path html = folder.resolve("r.html");
    Path csv = folder.resolve("r.csv");
    Path steps = folder.resolve("s.csv");
    assertEquals(
        0,
        run(
            "-d",
            queries(),
            "-n",
            "100",
            "-q",
            "5",
            "--json",
            json.toString(),
            "--html",
            html.toString(),
            "--csv",
            csv.toString(),
            "--steps-csv",
            steps.toString()),
        err.toString());
    assertTrue(out.toString().contains("[Status] Sending queries (to 127.0.0.1:"), out.toString());
    assertTrue(out.toString().contains("  Queries sent:         300\n"), out.toString());
    assertTrue(out.toString().contains("  Queries lost:         0 (0.00%)\n"), out.toString());
    JsonObject read = JsonParser.parseString(Files.readString(json)).getAsJsonObject();
    assertEquals(5, read.getAsJsonObject("plan").get("max_outstanding").getAsInt());
    assertTrue(Files.readString(html).contains("</html>"));
    assertTrue(Files.readString(csv).startsWith("start_seconds,"));
    assertTrue(Files.size(steps) > 0);
  }

  @Test
  void theSecretOfAKeyIsNowhere() throws IOException {
    Path json = folder.resolve("r.json");
    String secret = "c2VjcmV0c2VjcmV0c2VjcmV0";
    assertEquals(
        0,
        run("-Dy", "hmac-sha256:k.example:" + secret, "-d", queries(), "--json", json.toString()),
        err.toString());
    assertFalse(out.toString().contains(secret), out.toString());
    assertFalse(Files.readString(json).contains(secret));
  }

  @Test
  void aRampThatFailsAgainAndAgainEnds() throws IOException {
    String silent;
    try (DatagramChannel channel = DatagramChannel.open()) {
      channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      silent = Integer.toString(((InetSocketAddress) channel.getLocalAddress()).getPort());
      int code =
          execute(
              "-d",
              queries(),
              "-p",
              silent,
              "--no-warm-up",
              "-t",
              "0.1",
              "--ramp",
              "100:60000:100",
              "--step-time",
              "0.1",
              "--failed-steps",
              "2");
      assertEquals(0, code, err.toString());
    }
    String report = out.toString();
    assertTrue(report.contains("or 2 failed steps in a row"), report);
    assertTrue(report.contains("[Status] Testing complete (failed steps)"), report);
    assertTrue(report.contains("Statistics of the whole ramp, in which no step was good:"), report);
    assertTrue(report.contains("First failed: step 1 (100/s): lost 100 %, limit 1 %"), report);
  }

  @Test
  void aClosedPortIsReportedAtOnce() throws IOException {
    int closed;
    try (DatagramChannel channel = DatagramChannel.open()) {
      channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      closed = ((InetSocketAddress) channel.getLocalAddress()).getPort();
    }
    for (String[] pace : new String[][] {{"-l", "600"}, {"--ramp", "100:60000:100"}}) {
      List<String> words =
          new ArrayList<>(
              List.of(
                  "-d", queries(), "-p", Integer.toString(closed), "--no-warm-up", "-t", "600"));
      words.addAll(List.of(pace));
      assertEquals(LoadCommand.FAILED, execute(words.toArray(String[]::new)), err.toString());
      assertTrue(
          err.toString().contains("127.0.0.1:" + closed + ": connection refused: nothing listens"),
          err.toString());
    }
  }

  @Test
  void aTimeLimitIsTheRunTime() throws IOException {
    assertEquals(0, run("-d", queries(), "-Q", "4", "-l", "1.125"), err.toString());
    assertTrue(out.toString().contains("  Queries sent:         5\n"), out.toString());
    assertTrue(out.toString().contains("  Run time (s):         1.125"), out.toString());
    assertTrue(out.toString().contains("  Queries per second:   4.444"), out.toString());
  }

  @Test
  void aRampSettlesBeforeItsFirstStep() throws IOException {
    assertEquals(
        0,
        run("-d", queries(), "--ramp", "100:200:100", "--step-time", "0.3", "--settle", "0.2"),
        err.toString());
    String report = out.toString();
    assertTrue(report.contains("open loop in 2 steps after 0.2 s of settling, 100 to 200"), report);
    assertTrue(report.contains("<- settling, not judged"), report);
    assertTrue(report.contains("No limit found up to 200/s"), report);
    // 20 to settle, 30 and 60; the repetition of a good step has no requests.
    assertEquals(110, requests.get());
  }

  @Test
  void anAnswerThatIsNotAsExpectedIsTheExitCode() throws IOException {
    String expectations = file("e.txt", "a.example. A NXDOMAIN\n");
    assertEquals(
        LoadCommand.FAULTS,
        run("-d", queries(), "-n", "10", "--expect", expectations, "--check-every", "1"),
        err + " " + out);
    assertTrue(out.toString().contains("NXDOMAIN"), out.toString());
  }

  @Test
  void aWrongCommandLineSaysWhatIsWrong() throws IOException {
    assertEquals(2, run("--rate", "5", "-Q", "5", "-d", queries()));
    assertTrue(err.toString().contains("exclude each other"), err.toString());
    assertEquals("", out.toString());
  }

  @Test
  void aFileThatIsNotThereOrWrongIsNamed() throws IOException {
    assertEquals(LoadCommand.FAILED, run("-d", folder.resolve("none").toString()));
    assertTrue(err.toString().contains("none"), err.toString());
    assertEquals(LoadCommand.FAILED, run("-d", file("bad", "a.example A\nb.example BOGUS\n")));
    assertTrue(err.toString().contains("bad:2: error: "), err.toString());
    assertEquals("", out.toString());
  }

  @Test
  void aReportThatCannotBeWrittenIsToldBeforeTheRun() throws IOException {
    assertEquals(2, run("-d", queries(), "--json", folder.resolve("no/where.json").toString()));
    assertTrue(err.toString().contains("--json: "), err.toString());
    assertEquals("", out.toString());
  }

  @Test
  void generatedRequestsArePrintedAsAFile() throws IOException {
    String zone =
        file("z.zone", "$ORIGIN z.example.\n@ 60 SOA n h 1 2 3 4 5\n@ 60 NS n\nn 60 A 192.0.2.1\n");
    int code = execute("generate", "--zone", zone, "--types", "A", "--count", "3");
    assertEquals(0, code, err.toString());
    assertEquals("n.z.example. A\n".repeat(3), out.toString());
  }

  @Test
  void theWarmUpIsNotForTheServer() throws IOException {
    Path json = folder.resolve("r.json");
    assertEquals(0, runWarm(List.of("-d", queries(), "-n", "2", "--json", json.toString())));
    assertEquals("", err.toString());
    assertEquals(6, requests.get());
    String report = out.toString();
    assertTrue(report.indexOf("Stopping after") < report.indexOf("Warm-up: "), report);
    assertTrue(report.indexOf("Warm-up: ") < report.indexOf("Queries completed:"), report);
    JsonObject read = JsonParser.parseString(Files.readString(json)).getAsJsonObject();
    assertEquals(6, read.getAsJsonObject("queries").get("answered").getAsLong());
  }

  @Test
  void aFileOfExpectationsIsMadeFromAZone() throws IOException {
    String zone = file("z.zone", "@ 60 SOA ns host 1 2 3 4 5\n@ 60 NS ns\nns 60 A 192.0.2.1\n");
    assertEquals(
        0,
        execute("generate", "--expectations", "--zone", zone, "--origin", "z.example."),
        err.toString());
    assertTrue(
        out.toString().contains("ns.z.example. A NOERROR aa\n  A 192.0.2.1\n"), out.toString());
    assertEquals(2, execute("generate", "--expectations"));
    assertTrue(err.toString().contains("--zone"), err.toString());
  }
}
