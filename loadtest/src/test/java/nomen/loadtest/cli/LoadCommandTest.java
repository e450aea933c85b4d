package nomen.loadtest.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Whole runs, from the command line to the reports. */
@Timeout(60)
class LoadCommandTest {
  private static final int FLAGS = 2;
  private static final int QR = 0x80;

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... words) {
    return new CommandLine(new LoadCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(words);
  }

  /** Answers each request with itself, and counts them, until the socket is closed. */
  private static void echo(DatagramSocket socket, AtomicInteger requests) {
    DatagramPacket packet = new DatagramPacket(new byte[512], 512);
    try {
      while (true) {
        packet.setLength(512);
        socket.receive(packet);
        requests.incrementAndGet();
        packet.getData()[FLAGS] |= (byte) QR;
        socket.send(packet);
      }
    } catch (SocketException _) {
      // The test is over.
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void theServerIsAskedWhatTheFileSaysAndNothingElse() throws IOException {
    Path queries = folder.resolve("q.txt");
    Files.write(queries, List.of("a.example A", "b.example AAAA", "c.example MX"));
    Path json = folder.resolve("r.json");
    AtomicInteger requests = new AtomicInteger();
    try (DatagramSocket server = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      Thread.ofPlatform().daemon().start(() -> echo(server, requests));
      int code =
          run(
              "-s",
              "127.0.0.1",
              "-p",
              String.valueOf(server.getLocalPort()),
              "-d",
              queries.toString(),
              "-n",
              "2",
              "--json",
              json.toString());
      assertEquals("", err.toString());
      assertEquals(0, code);
    }
    assertEquals(6, requests.get(), "the warm-up is not for the server");
    String report = out.toString();
    assertTrue(report.indexOf("Stopping after") < report.indexOf("Warming up"), report);
    assertTrue(report.indexOf("Warming up") < report.indexOf("Queries completed:"), report);
    JsonObject read = JsonParser.parseString(Files.readString(json)).getAsJsonObject();
    assertEquals(6, read.getAsJsonObject("queries").get("answered").getAsLong());
    assertEquals("end of file", read.get("ending").getAsString());
  }

  @Test
  void aFileOfExpectationsIsMadeFromAZone() throws IOException {
    Path zone = folder.resolve("z.zone");
    Files.write(zone, List.of("@ 60 SOA ns host 1 2 3 4 5", "@ 60 NS ns", "ns 60 A 192.0.2.1"));
    String file = zone.toString();
    assertEquals(0, run("generate", "--expectations", "--zone", file, "--origin", "z.example."));
    assertEquals("", err.toString());
    assertTrue(
        out.toString().contains("ns.z.example. A NOERROR aa\n  A 192.0.2.1\n"), out::toString);
    assertEquals(2, run("generate", "--expectations"));
    assertTrue(err.toString().contains("--zone"), err::toString);
  }

  @Test
  void whatCannotBeRunIsSaidOnOneLine() {
    assertEquals(1, run("-d", folder.resolve("none.txt").toString()));
    assertEquals(1, err.toString().lines().count(), err.toString());
    assertTrue(err.toString().startsWith("nomen-load: "), err.toString());
  }

  @Test
  void aWrongOptionIsNamed() {
    assertEquals(2, run("-d", folder.resolve("none.txt").toString(), "-q", "0.5"));
    assertTrue(err.toString().contains("-q"), err.toString());
  }
}
