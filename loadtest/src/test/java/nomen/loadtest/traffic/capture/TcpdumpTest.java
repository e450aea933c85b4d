package nomen.loadtest.traffic.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import nomen.loadtest.traffic.Requests;
import nomen.loadtest.traffic.TrafficException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Captures that tcpdump (pcap) and dumpcap (pcapng) made; skipped where one is missing, or may not
 * capture.
 */
@Tag("interop")
class TcpdumpTest {
  private static final byte[] QUERY =
      HexFormat.of().parseHex("abcd010000010000000000000161076578616d706c650000010001");

  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  @TempDir Path folder;
  private Path file = Path.of("");

  /** A program, and what it says when it has begun. */
  enum Program {
    TCPDUMP("listening on", "tcpdump -i lo -Z root"),
    DUMPCAP("File:", "dumpcap -q -i lo");

    private final String begun;
    private final String command;

    Program(String begun, String command) {
      this.begun = begun;
      this.command = command;
    }

    boolean isHere() {
      String name = command.substring(0, command.indexOf(' '));
      return Stream.of("/usr/bin", "/usr/sbin")
          .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
    }

    /** The filter is the last word for one, and an option for the other. */
    List<String> capture(int packets, Path to, String filter) {
      Stream<String> options = Stream.of("-c", packets + "", "-w", to + "");
      Stream<String> last = this == TCPDUMP ? Stream.of(filter) : Stream.of("-f", filter);
      return Stream.of(Stream.of(command.split(" ", -1)), options, last)
          .flatMap(words -> words)
          .toList();
    }
  }

  /** What is done while it is captured. */
  @FunctionalInterface
  private interface Traffic {
    void send() throws IOException;
  }

  @BeforeEach
  void nameFile() {
    file = folder.resolve("capture");
  }

  private void capture(Program program, int packets, String filter, Traffic traffic)
      throws IOException, InterruptedException {
    assumeTrue(program.isHere(), "no " + program);
    Process process = new ProcessBuilder(program.capture(packets, file, filter)).start();
    try (BufferedReader messages = process.errorReader(StandardCharsets.UTF_8)) {
      assumeTrue(hasBegun(messages, program.begun), program + " may not capture");
      traffic.send();
      assertTrue(process.waitFor(20, TimeUnit.SECONDS), program + " did not end");
    } finally {
      process.destroy();
    }
  }

  private static boolean hasBegun(BufferedReader messages, String sign) throws IOException {
    @Nullable String line;
    while ((line = messages.readLine()) != null) {
      if (line.contains(sign)) {
        return true;
      }
    }
    return false;
  }

  @ParameterizedTest
  @EnumSource(Program.class)
  @Timeout(30)
  void datagrams(Program program) throws IOException, InterruptedException, TrafficException {
    try (DatagramSocket receiver = new DatagramSocket(0, LOOPBACK);
        DatagramSocket sender = new DatagramSocket(0, LOOPBACK)) {
      int port = receiver.getLocalPort();
      capture(
          program,
          3,
          "udp dst port " + port,
          () -> {
            for (int i = 0; i < 3; i++) {
              sender.send(new DatagramPacket(QUERY, QUERY.length, LOOPBACK, port));
            }
          });
      PcapQueries read = PcapQueries.read(file, port, null);
      assertEquals(3, read.counts().overUdp());
      assertEquals("a.example. A", Requests.question(Requests.next(read.requests().open(0, 1))));
    }
  }

  /** The SYN, and three segments of which the second ends a message and begins another. */
  @ParameterizedTest
  @EnumSource(Program.class)
  @Timeout(30)
  void segments(Program program) throws IOException, InterruptedException, TrafficException {
    byte[] framed = CaptureWriter.framed(QUERY);
    byte[] all = CaptureWriter.join(framed, framed, framed);
    try (ServerSocket server = new ServerSocket(0, 1, LOOPBACK)) {
      int port = server.getLocalPort();
      capture(
          program,
          4,
          "tcp dst port " + port + " and (tcp[13] & 2 != 0 or ip[2:2] > 54)",
          () -> {
            try (Socket client = new Socket(LOOPBACK, port)) {
              client.setTcpNoDelay(true);
              OutputStream out = client.getOutputStream();
              out.write(all, 0, 10);
              out.write(all, 10, 40);
              out.write(all, 50, all.length - 50);
              out.flush();
            }
          });
      PcapQueries read = PcapQueries.read(file, port, null);
      assertEquals(
          "4 packets, 0 requests over UDP, 3 over TCP (1 connection); passed over: nothing",
          read.counts().toString());
      assertEquals("a.example. A", Requests.question(Requests.next(read.requests().open(0, 1))));
      assertTrue(read.requests().isTimed());
      boolean pcapng = Files.readAllBytes(file)[0] == 0x0a;
      assertEquals(program == Program.DUMPCAP, pcapng);
    }
  }
}
