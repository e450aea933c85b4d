package nomen.loadtest.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What the command says of a capture. */
class CaptureOptionsTest {
  /** A section, an interface of raw IP, and a Simple Packet Block: UDP to port 53, a query. */
  private static final String SIMPLE_PACKET =
      "0a0d0d0a0000001c1a2b3c4d00010000ffffffffffffffff0000001c"
          + "000000010000001400650000000000000000"
          + "0014"
          + "00000003000000400000002f"
          + "4500002f00000000401100007f0000017f000002"
          + "9c400035001b0000"
          + "abcd0100000100000000000001610000010001"
          + "0000000040";

  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    CommandLine command = LoadCommand.newCommandLine();
    command.setOut(new PrintWriter(out));
    command.setErr(new PrintWriter(err));
    return command.execute(arguments);
  }

  private String capture() throws IOException {
    byte[] octets = HexFormat.of().parseHex(SIMPLE_PACKET);
    return Files.write(folder.resolve("c.pcapng"), octets).toString();
  }

  @Test
  void whatWasFoundIsSaidBeforeTheRun() throws IOException {
    String file = capture();
    assertEquals(0, run("generate", "--pcap", file), err::toString);
    assertEquals("a. A\n", out.toString());
    String line = "Capture: 1 packet, 1 requests over UDP, 0 over TCP (0 connections)";
    assertEquals(
        "nomen-load: " + line + "; passed over: nothing\n", err.toString().replace("\r", ""));
    // Nobody answers there, and nobody has to.
    assertEquals(0, run("-p", "1", "--pcap", file, "-t", "0.1", "--no-warm-up"), err::toString);
    int at = out.toString().indexOf("[Status] " + line);
    assertTrue(at > 0 && at < out.toString().indexOf("Testing complete"), out::toString);
  }

  @Test
  void withoutTimesThereIsNoRecordedPace() throws IOException {
    String file = capture();
    assertEquals(1, run("--pcap", file, "--recorded", "1"));
    assertEquals(
        "nomen-load: "
            + file
            + ": error: --recorded: it has requests without a time (Simple"
            + " Packet Blocks)\n",
        err.toString().replace("\r", ""));
  }
}
