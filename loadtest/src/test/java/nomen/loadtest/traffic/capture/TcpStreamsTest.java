package nomen.loadtest.traffic.capture;

import static nomen.loadtest.traffic.capture.CaptureWriter.ethernet;
import static nomen.loadtest.traffic.capture.CaptureWriter.framed;
import static nomen.loadtest.traffic.capture.CaptureWriter.hex;
import static nomen.loadtest.traffic.capture.CaptureWriter.ipv4;
import static nomen.loadtest.traffic.capture.CaptureWriter.ipv6;
import static nomen.loadtest.traffic.capture.CaptureWriter.join;
import static nomen.loadtest.traffic.capture.CaptureWriter.tcp;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import nomen.loadtest.traffic.Request;
import nomen.loadtest.traffic.RequestSource;
import nomen.loadtest.traffic.Requests;
import nomen.loadtest.traffic.TrafficException;
import org.junit.jupiter.api.Test;

/** Requests over TCP, in captures. */
class TcpStreamsTest {
  private static final long START = 1_700_000_000_000_000_000L;
  private static final long MS = 1_000_000L;
  private static final int SYN = 2;
  private static final int FIN = 1;
  private static final int RST = 4;
  private static final int ACK = 16;

  private final CaptureWriter capture = new CaptureWriter(ByteOrder.LITTLE_ENDIAN, true, 1);
  private long millis;

  /** A query for a name of one letter. */
  private static byte[] query(char name) {
    byte[] message = hex("abcd0100000100000000000001610000010001");
    message[13] = (byte) name;
    return message;
  }

  /** Queries for names of one letter each, as they stand in a connection. */
  private static byte[] queries(String names) {
    return join(names.chars().mapToObj(name -> framed(query((char) name))).toArray(byte[][]::new));
  }

  private void segment(int from, int sequence, int flags, byte... payload) {
    capture.packet(
        START + millis++ * MS,
        ethernet("0800"),
        ipv4(tcp(from, 53, sequence, flags, payload), 6, 0));
  }

  private void segment(int sequence, int flags, byte... payload) {
    segment(40_000, sequence, flags, payload);
  }

  private PcapQueries read() throws TrafficException {
    return PcapQueries.read("c", capture.stream(), 53, null);
  }

  /** The names asked for, each with its time in milliseconds. */
  private static String asked(PcapQueries read) {
    StringBuilder asked = new StringBuilder();
    RequestSource source = read.requests().open(0, 1);
    Request request = new Request();
    for (int i = 0; i < read.requests().count(); i++) {
      assertTrue(source.next(i, request));
      asked.append((char) request.octets()[13]).append(request.dueNanos() / MS).append(' ');
    }
    return asked.toString().strip();
  }

  private void assertRead(String asked, String counts) throws TrafficException {
    PcapQueries read = read();
    assertEquals(asked, asked(read));
    String line = read.counts().toString();
    assertEquals(counts, line.substring(line.indexOf("UDP, ") + 5));
  }

  @Test
  void messagesInOneAndInSeveralSegments() throws TrafficException {
    byte[] all = queries("abcd");
    segment(-10, SYN);
    segment(-9, ACK);
    segment(-9, ACK, Arrays.copyOf(all, 42));
    segment(33, ACK, Arrays.copyOfRange(all, 42, 43));
    segment(34, ACK, Arrays.copyOfRange(all, 43, 50));
    segment(41, ACK | FIN, Arrays.copyOfRange(all, 50, 84));
    assertRead("a0 b0 c3 d3", "4 over TCP (1 connection); passed over: nothing");
  }

  @Test
  void reorderedRepeatedAndOverlapping() throws TrafficException {
    byte[] all = queries("abcd");
    segment(99, SYN);
    segment(99, SYN);
    segment(130, ACK, Arrays.copyOfRange(all, 30, 70));
    segment(130, ACK, Arrays.copyOfRange(all, 30, 60));
    segment(160, ACK | FIN, Arrays.copyOfRange(all, 60, 84));
    segment(100, ACK, Arrays.copyOf(all, 21));
    segment(100, ACK, Arrays.copyOf(all, 35));
    segment(160, ACK | FIN, Arrays.copyOfRange(all, 60, 84));
    segment(99, ACK, (byte) 0);
    assertRead("a0 b1 c1 d1", "4 over TCP (1 connection); passed over: nothing");
  }

  @Test
  void connectionsOfBothProtocolsAndBothDirections() throws TrafficException {
    segment(1, SYN);
    segment(40_001, 1, SYN);
    segment(2, ACK, queries("a"));
    capture.packet(START + millis++ * MS, ethernet("86dd"), ipv6(tcp(53, 1, SYN, queries("v")), 6));
    capture.packet(START, ethernet("0800"), ipv4(tcp(53, 40_000, 7, ACK, queries("r")), 6, 0));
    segment(40_001, 2, ACK, queries("b"));
    assertRead("a0 v1 b2", "3 over TCP (3 connections); passed over: 1 responses");
  }

  @Test
  void portsAreUsedAgain() throws TrafficException {
    segment(1, SYN);
    segment(2, ACK | FIN, queries("a"));
    segment(5_000_000, SYN);
    segment(5_000_001, ACK, queries("b"));
    segment(5_000_022, RST);
    // Without its SYN.
    segment(900_000_000, ACK, queries("c"));
    segment(900_000_021, ACK, queries("d"));
    assertRead("a0 b2 c4 d5", "4 over TCP (3 connections); passed over: nothing");
  }

  @Test
  void withoutABeginningFramingIsLookedFor() throws TrafficException {
    byte[] all = queries("abcd");
    // The rest of a message, then one of which the length comes alone, then garbage of another.
    segment(7, ACK, Arrays.copyOfRange(all, 4, 21));
    segment(24, ACK, Arrays.copyOfRange(all, 21, 23));
    segment(26, ACK, Arrays.copyOfRange(all, 23, 84));
    segment(41_000, 7, ACK, hex("001401"));
    segment(41_001, 7, ACK, new byte[100]);
    segment(41_001, 107, ACK, new byte[100]);
    assertRead(
        "b0 c0 d0",
        "3 over TCP (3 connections); passed over: 2 TCP connections without a beginning");
  }

  @Test
  void whatWasNotCapturedIsLeftOut() throws TrafficException {
    byte[] all = queries("abcdef");
    segment(99, SYN);
    segment(100, ACK, Arrays.copyOf(all, 30));
    // Octets 30 to 63 are missing; what is behind is held.
    segment(163, ACK, Arrays.copyOfRange(all, 63, 84));
    millis += 1_000;
    segment(184, ACK, Arrays.copyOfRange(all, 84, 105));
    millis += 2_000;
    segment(205, ACK, Arrays.copyOfRange(all, 105, 120));
    assertRead(
        "a0 d1 e1002",
        "3 over TCP (1 connection); passed over: 1 gaps in TCP connections,"
            + " 1 messages without an end");
  }

  @Test
  void notAllIsHeld() throws TrafficException {
    segment(99, SYN);
    byte[] twenty = queries("abcdefghijklmnopqrst");
    for (int i = 0; i < TcpStream.MAX_HELD_SEGMENTS + 2; i++) {
      millis = 1;
      segment(121 + 20 * 21 * i, ACK, twenty);
    }
    PcapQueries read = read();
    assertEquals(20 * (TcpStream.MAX_HELD_SEGMENTS + 2), read.counts().overTcp());
    assertEquals(1, read.counts().of(PassedOver.GAP));
  }

  @Test
  void tooManyConnections() throws TrafficException {
    CaptureCounts counts = new CaptureCounts();
    List<Character> names = new ArrayList<>();
    TcpStreams streams =
        new TcpStreams((octets, at, length, nanos) -> names.add((char) octets[at + 13]), counts, 2);
    for (int from : new int[] {1, 2, 3}) {
      segment(from, 1, SYN);
      segment(from, 2, ACK, Arrays.copyOf(queries("a"), 20));
    }
    segment(3, 22, ACK, (byte) 1);
    segment(1, 22, ACK, (byte) 1);
    CaptureReader reader = CaptureReader.open("c", capture.stream());
    CapturedPacket captured = new CapturedPacket();
    Packet packet = new Packet();
    while (reader.next(captured)) {
      assertEquals(Packet.Finding.TCP, packet.find(captured));
      streams.take(packet, captured.data, captured.nanos);
    }
    streams.finish();
    assertEquals(List.of('a'), names);
    // Those of 1 and 2 made room; of 1 one octet more came.
    assertEquals(2, counts.of(PassedOver.UNFINISHED));
    assertEquals(1, counts.of(PassedOver.UNFRAMED));
    assertEquals(4, counts.connections());
  }

  @Test
  void whatIsNoRequestIsCounted() throws TrafficException {
    byte[] response = query('r');
    response[2] = (byte) 0x84;
    segment(0, SYN);
    segment(1, ACK, join(framed(response), framed(new byte[11]), framed(new byte[0])));
    segment(37, ACK, queries("a"));
    assertRead("a0", "1 over TCP (1 connection); passed over: 1 responses, 2 malformed");
  }

  @Test
  void aLongMessageIsTaken() throws TrafficException {
    byte[] message = Arrays.copyOf(query('l'), 65_535);
    byte[] all = framed(message);
    segment(-40_000, SYN);
    for (int at = 0; at < all.length; at += 1_460) {
      segment(-39_999 + at, ACK, Arrays.copyOfRange(all, at, Math.min(all.length, at + 1_460)));
    }
    PcapQueries read = read();
    assertEquals(65_535, Requests.octets(read.requests().open(0, 1), 0).length);
  }

  @Test
  void nothingIsTakenOfACaptureWithoutRequests() {
    segment(7, ACK, new byte[100]);
    assertTrue(
        assertThrows(TrafficException.class, this::read)
            .getMessage()
            .endsWith("1 TCP connections without a beginning"));
  }
}
