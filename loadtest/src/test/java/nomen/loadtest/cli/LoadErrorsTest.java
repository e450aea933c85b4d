package nomen.loadtest.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What the command says and does when something is wrong. */
class LoadErrorsTest {
  private static final String ZONE =
      """
      $ORIGIN example.
      @ 60 SOA ns h 1 2 3 4 5
      @ 60 NS ns
      ns 60 A 192.0.2.1
      sub 60 NS ns.sub
      ns.sub 60 A 192.0.2.2
      """;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  @TempDir Path folder;

  private int run(String... arguments) {
    CommandLine command = LoadCommand.newCommandLine();
    command.setOut(new PrintWriter(out));
    command.setErr(new PrintWriter(err));
    return command.execute(arguments);
  }

  private String file(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content).toString();
  }

  static boolean isThereAFullDevice() {
    return Files.exists(Path.of("/dev/full"));
  }

  @Test
  void anErrorOfUseIsNotBuriedUnderTheHelp() {
    assertEquals(2, run("-q", "0", "-d", "q.txt"));
    assertEquals(
        "nomen-load: -q: 0 is not in 1 to 65535\nTry nomen-load --help\n",
        err.toString().replace("\r", ""));
    assertEquals(2, run("generate", "--expectations"));
    assertTrue(err.toString().endsWith("Try nomen-load generate --help\n"), err::toString);
  }

  @Test
  void anOptionGivenTwiceDoesNotDropTheOthers() throws IOException {
    String queries = file("q.txt", "www.example A\n");
    assertEquals(2, run("-l", "1", "-q", "5", "-q", "6", "-d", queries));
    assertTrue(err.toString().contains("given twice: -q\n"), err::toString);
    assertEquals(2, run("generate", "--zone", "a", "--types", "A", "--zone", "b"));
    assertTrue(err.toString().contains("given twice: --zone\n"), err::toString);
  }

  @Test
  void anOptionOfManyValuesMayBeGivenOftenAndAnywhere() throws IOException {
    String queries = file("q.txt", "www.example A\n");
    assertEquals(2, run("-E", "10:aa", "-q", "7", "-E", "10:bb", "-d", queries, "-t", "-1"));
    assertTrue(err.toString().contains("-t: -1.0 is not in"), err::toString);
  }

  @Test
  void zeroRunsAreNoRuns() throws IOException {
    assertEquals(2, run("-n", "0", "-d", file("q.txt", "www.example A\n")));
    assertTrue(err.toString().contains("-n: 0 is not 1 or more"), err::toString);
  }

  @Test
  void expectationsAreMadeFromAZone() throws IOException {
    assertEquals(0, run("generate", "--zone", file("z", ZONE), "--expectations"), err::toString);
    assertEquals(
        """
        example. SOA NOERROR aa
          SOA ns.example. h.example. 1 2 3 4 5
        example. NS NOERROR aa
          NS ns.example.
        ns.example. A NOERROR aa
          A 192.0.2.1
        sub.example. A NOERROR -aa
        """,
        out.toString());
  }

  @Test
  @EnabledIf("isThereAFullDevice")
  void oneReportThatCannotBeWrittenDoesNotKeepBackTheOthers() throws Exception {
    Path html = folder.resolve("r.html");
    try (DatagramSocket server = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      Thread.ofPlatform().daemon().start(() -> answer(server));
      String port = Integer.toString(server.getLocalPort());
      String queries = file("q.txt", "www.example A\n");
      int code = run("-p", port, "-d", queries, "--json", "/dev/full", "--html", html.toString());
      assertEquals(1, code);
      assertTrue(err.toString().contains("/dev/full: cannot be written"), err::toString);
      assertTrue(Files.size(html) > 1_000, "no HTML");
      assertTrue(out.toString().contains("Queries completed:    1 (100.00%)"), out::toString);
    }
  }

  private static void answer(DatagramSocket server) {
    DatagramPacket packet = new DatagramPacket(new byte[512], 512);
    try {
      while (true) {
        server.receive(packet);
        packet.getData()[2] |= (byte) 0x80;
        server.send(packet);
      }
    } catch (IOException _) {
      // The test has closed the socket.
    }
  }
}
