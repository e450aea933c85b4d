package nomen.loadtest.traffic.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import nomen.loadtest.traffic.Requests;
import nomen.loadtest.traffic.TrafficException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A capture that tcpdump made; skipped where it is missing, or may not capture. */
@Tag("interop")
class TcpdumpTest {
  private static final byte[] QUERY =
      HexFormat.of().parseHex("abcd010000010000000000000161076578616d706c650000010001");

  @Test
  @Timeout(30)
  void whatTcpdumpWroteIsRead(@TempDir Path folder)
      throws IOException, InterruptedException, TrafficException {
    assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/tcpdump"))
            || Files.isExecutable(Path.of("/usr/sbin/tcpdump")),
        "no tcpdump");
    Path file = folder.resolve("c.pcap");
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (DatagramSocket receiver = new DatagramSocket(0, loopback);
        DatagramSocket sender = new DatagramSocket(0, loopback)) {
      String filter = "udp dst port " + receiver.getLocalPort();
      Process tcpdump =
          new ProcessBuilder(
                  List.of("tcpdump", "-i", "lo", "-Z", "root", "-c", "3", "-w", file + "", filter))
              .start();
      try (BufferedReader messages = tcpdump.errorReader(StandardCharsets.UTF_8)) {
        assumeTrue(isListening(messages), "tcpdump may not capture");
        for (int i = 0; i < 3; i++) {
          sender.send(new DatagramPacket(QUERY, QUERY.length, loopback, receiver.getLocalPort()));
        }
        assertTrue(tcpdump.waitFor(20, TimeUnit.SECONDS), "tcpdump did not end");
      } finally {
        tcpdump.destroy();
      }
      PcapQueries read = PcapQueries.read(file, receiver.getLocalPort(), null);
      assertEquals(3, read.requests().count());
      assertEquals("a.example. A", Requests.question(Requests.next(read.requests().open(0, 1))));
    }
  }

  private static boolean isListening(BufferedReader messages) throws IOException {
    @Nullable String line;
    while ((line = messages.readLine()) != null) {
      if (line.contains("listening on")) {
        return true;
      }
    }
    return false;
  }
}
