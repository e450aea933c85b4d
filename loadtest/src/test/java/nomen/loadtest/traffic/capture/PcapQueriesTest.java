package nomen.loadtest.traffic.capture;

import static nomen.loadtest.traffic.capture.CaptureWriter.ethernet;
import static nomen.loadtest.traffic.capture.CaptureWriter.hex;
import static nomen.loadtest.traffic.capture.CaptureWriter.ipv4;
import static nomen.loadtest.traffic.capture.CaptureWriter.ipv6;
import static nomen.loadtest.traffic.capture.CaptureWriter.join;
import static nomen.loadtest.traffic.capture.CaptureWriter.udp;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import nomen.loadtest.traffic.MessageOptions;
import nomen.loadtest.traffic.Request;
import nomen.loadtest.traffic.RequestKind;
import nomen.loadtest.traffic.RequestList;
import nomen.loadtest.traffic.RequestSource;
import nomen.loadtest.traffic.Requests;
import nomen.loadtest.traffic.TrafficException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PcapQueriesTest {
  /** a. A, with an OPT record. */
  private static final byte[] QUERY =
      hex("abcd001000010000000000010161000001000100002904d0000080000000");

  private static final long START = 1_700_000_000_000_000_000L;

  private static PcapQueries read(CaptureWriter capture) throws TrafficException {
    return PcapQueries.read("c.pcap", capture.stream(), 53, null);
  }

  private static CaptureWriter capture(int linkType) {
    return new CaptureWriter(ByteOrder.LITTLE_ENDIAN, false, linkType);
  }

  private static String fault(byte[] octets) {
    return assertThrows(
            TrafficException.class,
            () -> PcapQueries.read("c.pcap", new ByteArrayInputStream(octets), 53, null))
        .getMessage();
  }

  private static List<Long> dueTimes(RequestSource source, int count) {
    List<Long> times = new ArrayList<>();
    Request request = new Request();
    for (int i = 0; i < count; i++) {
      assertTrue(source.next(i, request));
      times.add(request.dueNanos());
    }
    return times;
  }

  @Test
  void bothByteOrdersAndBothUnits() throws TrafficException {
    for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
      for (boolean nanos : new boolean[] {false, true}) {
        CaptureWriter capture = new CaptureWriter(order, nanos, CaptureWriter.ETHERNET);
        byte[] frame = join(ethernet("0800"), ipv4(udp(53, QUERY), 17, 0));
        capture.packet(START + 999_999_000, frame).packet(START + 1_000_001_000, frame);
        RequestList list = read(capture).requests();
        assertTrue(list.isTimed());
        assertEquals(2_000, list.spanNanos());
        RequestSource source = list.open(0, 1);
        byte[] expected = QUERY.clone();
        expected[0] = 0x12;
        expected[1] = 0x34;
        assertArrayEquals(expected, Requests.octets(source, 0x1234));
        assertEquals(List.of(2_000L, 4_000L), dueTimes(source, 2));
      }
    }
  }

  /** Link type, and the octets before the IP header. */
  @ParameterizedTest
  @CsvSource({
    "1, 0200000000010200000000020800, 4",
    "1, 02000000000102000000000286dd, 6",
    "1, 020000000001020000000002810000640800, 4",
    "1, 02000000000102000000000288a800648100006586dd, 6",
    "113, 00000001000602000000000100000800, 4",
    "113, 000000010006020000000001000086dd, 6",
    "276, 0800000000000001000100060200000000010000, 4",
    "276, 86dd000000000001000100060200000000010000, 6",
    "1, 020000000001020000000002884700010040000200410003ff40, 4",
    "1, 02000000000102000000000288641100000100000057, 6",
    "1, 020000000001020000000002810000648864110000010000ff030021, 4",
    "9, 0021, 4",
    "9, ff030057, 6",
    "50, ff030021, 4",
    "104, 0f000800, 4",
    "0, 02000000, 4",
    "0, 1e000000, 6",
    "108, 00000002, 4",
    "101, '', 4",
    "101, '', 6",
    "12, '', 4",
    "228, '', 4",
    "229, '', 6",
  })
  void linkTypes(int linkType, String before, int version) throws TrafficException {
    byte[] datagram = udp(53, QUERY);
    byte[] packet = version == 4 ? ipv4(datagram, 17, 0) : ipv6(datagram, 17);
    // Frames are padded: what stands behind the datagram is not of it.
    byte[] padding = new byte[6];
    PcapQueries read = read(capture(linkType).packet(START, hex(before), packet, padding));
    assertEquals(1, read.requests().count());
    assertEquals(QUERY.length, Requests.octets(read.requests().open(0, 1), 0).length);
  }

  @Test
  void extensionHeadersArePassed() throws TrafficException {
    byte[] hops =
        join(
            hex("3c00010400000000"),
            hex("3301" + "00".repeat(14)),
            hex("2c040000" + "00".repeat(20)),
            // A fragment that is the whole datagram.
            hex("1100000000000001"),
            udp(53, QUERY));
    PcapQueries read = read(capture(1).packet(START, ethernet("86dd"), ipv6(hops, 0)));
    assertEquals(1, read.requests().count());
    byte[] authenticated = join(hex("110400" + "00".repeat(21)), udp(53, QUERY));
    read = read(capture(1).packet(START, ethernet("0800"), ipv4(authenticated, 51, 0)));
    assertEquals(1, read.requests().count());
    byte[] endless = join(hex("0000010400000000".repeat(9)), udp(53, QUERY));
    assertTrue(
        fault(capture(1).packet(START, ethernet("86dd"), ipv6(endless, 0)).octets())
            .contains("1 of other protocols"));
  }

  /** Of what segmentation offload captures, IP says no length. */
  @Test
  void withoutALengthAllOfItCounts() throws TrafficException {
    byte[] v4 = ipv4(udp(53, QUERY), 17, 0);
    v4[2] = 0;
    v4[3] = 0;
    byte[] v6 = ipv6(udp(53, QUERY), 17);
    v6[4] = 0;
    v6[5] = 0;
    PcapQueries read =
        read(
            capture(1)
                .packet(START, ethernet("0800"), v4)
                .packet(START, ethernet("86dd"), v6)
                .cut(START, join(ethernet("0800"), v4), 60));
    assertEquals(2, read.counts().overUdp());
    assertEquals(1, read.counts().of(PassedOver.CUT));
  }

  @Test
  void othersAreCountedAndPassedOver() throws TrafficException {
    byte[] good = join(ethernet("0800"), ipv4(udp(53, QUERY), 17, 0));
    byte[] response = QUERY.clone();
    response[2] = (byte) 0x84;
    byte[] fromServer = udp(40_000, response);
    fromServer[0] = 0;
    fromServer[1] = 53;
    CaptureWriter capture =
        capture(1)
            .packet(START, ethernet("0806"), new byte[28])
            .packet(START, ethernet("0800"), ipv4(new byte[40], 1, 0))
            .packet(START, ethernet("0800"), ipv4(udp(5353, QUERY), 17, 0))
            .packet(START, ethernet("0800"), ipv4(udp(53, QUERY), 17, 0x2000))
            .packet(START, ethernet("0800"), ipv4(new byte[40], 17, 0x0010))
            .packet(START, ethernet("86dd"), ipv6(hex("11000008" + "00".repeat(36)), 44))
            .cut(START, good, good.length - 1)
            .cut(START, good, 20)
            .packet(START, ethernet("0800"), ipv4(udp(53, response), 17, 0))
            .packet(START, ethernet("0800"), ipv4(udp(53, new byte[11]), 17, 0))
            .packet(START, ethernet("0800"), ipv4(fromServer, 17, 0))
            .packet(START, Arrays.copyOf(good, good.length - 1))
            .packet(START, ethernet("0800"), ipv4(new byte[19], 6, 0))
            .packet(START, good);
    PcapQueries read = read(capture);
    assertEquals(
        "14 packets, 1 requests over UDP, 0 over TCP (0 connections); passed over: 3 of other"
            + " protocols or ports, 2 responses, 3 fragments, 2 cut, 3 malformed",
        read.counts().toString());
    assertEquals("1 captured requests to port 53 of c.pcap", read.requests().description());
  }

  @Test
  void anotherPort() throws TrafficException {
    CaptureWriter capture =
        capture(1).packet(START, ethernet("0800"), ipv4(udp(5300, QUERY), 17, 0));
    assertEquals(1, PcapQueries.read("c.pcap", capture.stream(), 5300, null).requests().count());
    assertEquals(
        "c.pcap: error: no captured requests to port 53: 1 packet, 0 requests over UDP, 0 over TCP"
            + " (0 connections); passed over: 1 of other protocols or ports",
        fault(capture.octets()));
  }

  @Test
  void rebuiltQueriesHaveTheOptionsAskedFor() throws TrafficException {
    byte[] update = hex("000028000001000000000000016100000600010badbad0");
    CaptureWriter capture =
        capture(1)
            .packet(START, ethernet("0800"), ipv4(udp(53, update), 17, 0))
            .packet(START + 5_000, ethernet("0800"), ipv4(udp(53, QUERY), 17, 0))
            .packet(START, ethernet("0800"), ipv4(udp(53, QUERY), 17, 0));
    PcapQueries read = PcapQueries.read("c", capture.stream(), 53, MessageOptions.PLAIN);
    assertEquals(1, read.counts().of(PassedOver.NO_QUERY));
    RequestSource source = read.requests().open(0, 1);
    assertArrayEquals(
        hex("0007010000010000000000000161" + "0000010001"), Requests.octets(source, 7));
    // That was captured behind the other, and stands before it.
    assertEquals(List.of(5_000L), dueTimes(source, 1));
    // As captured, the update is one.
    Request request = new Request();
    assertTrue(read(capture).requests().open(0, 1).next(0, request));
    assertEquals(RequestKind.UPDATE, request.kind());
  }

  @Test
  void passesFollowEachOtherInTime() throws TrafficException {
    CaptureWriter capture = capture(1);
    for (int i = 0; i < 3; i++) {
      capture.packet(START + i * 10_000_000L, ethernet("0800"), ipv4(udp(53, QUERY), 17, 0));
    }
    RequestList list = read(capture).requests();
    assertEquals(
        List.of(0L, 10_000_000L, 20_000_000L, 30_000_000L, 40_000_000L),
        dueTimes(list.open(0, 1), 5));
    assertEquals(List.of(10_000_000L, 30_000_000L), dueTimes(list.open(1, 2), 2));
  }

  @Test
  void faultsNameThePacket() {
    byte[] good = capture(1).packet(START, ethernet("0800"), ipv4(udp(53, QUERY), 17, 0)).octets();
    assertEquals("c.pcap: error: magic: the file ends within it", fault(new byte[3]));
    assertEquals("c.pcap: error: header: the file ends within it", fault(Arrays.copyOf(good, 23)));
    assertEquals("c.pcap: error: magic: 0x00000000 is none of a capture file", fault(new byte[24]));
    assertEquals("c.pcap: error: link type: 147 is not read", fault(capture(147).octets()));
    assertEquals(
        "c.pcap:1: error: header: the file ends within it", fault(Arrays.copyOf(good, 30)));
    assertTrue(
        fault(Arrays.copyOf(good, good.length - 1))
            .startsWith("c.pcap:1: error: packet: the file"));
    byte[] long1 = good.clone();
    long1[24 + 8 + 3] = (byte) 0xff;
    assertTrue(fault(long1).startsWith("c.pcap:1: error: length: 4,"), fault(long1));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 9, 101, 113, 276})
  void changedCapturesAreReadOrRefused(int linkType) throws TrafficException {
    String before =
        switch (linkType) {
          case 0 -> "02000000";
          case 1 -> "020000000001020000000002810000640800";
          case 9 -> "ff030021";
          case 113 -> "00000001000602000000000100000800";
          case 276 -> "0800000000000001000100060200000000010000";
          default -> "";
        };
    CaptureWriter capture = capture(linkType);
    for (int i = 0; i < 3; i++) {
      capture.packet(START + i, hex(before), ipv4(udp(53, QUERY), 17, 0));
    }
    SplittableRandom random = new SplittableRandom(linkType);
    int read = 0;
    for (int round = 0; round < 3_000; round++) {
      byte[] octets = capture.octets();
      for (int change = random.nextInt(3) + 1; change > 0; change--) {
        octets[24 + random.nextInt(octets.length - 24)] = (byte) random.nextInt();
      }
      octets = Arrays.copyOf(octets, octets.length - random.nextInt(3));
      try {
        PcapQueries queries =
            PcapQueries.read(
                "c",
                new ByteArrayInputStream(octets),
                53,
                random.nextBoolean() ? null : MessageOptions.PLAIN);
        assertTrue(queries.requests().count() <= 3);
        read++;
      } catch (TrafficException e) {
        assertTrue(e.getMessage().startsWith("c:") && e.getMessage().contains("error: "));
      }
    }
    assertTrue(read > 300 && read < 3_000, read + " read");
  }
}
