package nomen.loadtest.traffic.capture;

import static nomen.loadtest.traffic.capture.CaptureWriter.ethernet;
import static nomen.loadtest.traffic.capture.CaptureWriter.framed;
import static nomen.loadtest.traffic.capture.CaptureWriter.hex;
import static nomen.loadtest.traffic.capture.CaptureWriter.ipv4;
import static nomen.loadtest.traffic.capture.CaptureWriter.ipv6;
import static nomen.loadtest.traffic.capture.CaptureWriter.join;
import static nomen.loadtest.traffic.capture.CaptureWriter.tcp;
import static nomen.loadtest.traffic.capture.CaptureWriter.udp;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import nomen.loadtest.traffic.Request;
import nomen.loadtest.traffic.TrafficException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PcapngTest {
  private static final byte[] QUERY = hex("abcd0100000100000000000001610000010001");

  /** 45 octets, so that all packets have padding. */
  private static final byte[] V4 = ipv4(udp(53, QUERY), 17, 0);

  private static final byte[] FRAME = join(ethernet("0800"), V4);
  private static final long START = 1_700_000_000_000_000L;

  private static PcapQueries read(PcapngWriter capture) throws TrafficException {
    return PcapQueries.read("c", capture.stream(), 53, null);
  }

  private static PcapngWriter section() {
    return new PcapngWriter().section(ByteOrder.LITTLE_ENDIAN);
  }

  private static String fault(PcapngWriter capture) {
    return fault(capture.octets());
  }

  private static String fault(byte[] octets) {
    String message =
        assertThrows(
                TrafficException.class,
                () -> PcapQueries.read("c", new ByteArrayInputStream(octets), 53, null))
            .getMessage();
    assertTrue(message.startsWith("c: error: "), message);
    return message.substring("c: error: ".length());
  }

  @Test
  void sectionsOfBothByteOrdersWithInterfacesOfTheirOwn() throws TrafficException {
    PcapngWriter capture = new PcapngWriter();
    for (ByteOrder order : List.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)) {
      capture
          .section(order)
          .link(1, 0, capture.option(9, (byte) 9), capture.option(0))
          .block(0x80000bad, new byte[8])
          .link(101, 65_535)
          // Interfaces that packets of IEEE 802.11 came from are not read.
          .link(105, 0)
          .packet(0, START * 1000, FRAME)
          .packet(1, START + 1, V4)
          .block(4)
          .packet(1, START + 2, ipv6(udp(53, QUERY), 17))
          .packet(2, START + 3, FRAME)
          .oldPacket(0, START * 1000 + 4, FRAME);
    }
    PcapQueries read = read(capture);
    assertEquals(
        "10 packets, 8 requests over UDP, 0 over TCP (0 connections); passed over: 2 of unknown"
            + " link types",
        read.counts().toString());
    assertEquals(2_000, read.requests().spanNanos());
  }

  /** Resolution, offset in seconds, time of the second packet, nanoseconds between both. */
  @ParameterizedTest
  @CsvSource({
    "06, 0, 1, 1000",
    "06, 1700000000, 1, 1000",
    "00, 0, 1, 1000000000",
    "03, 5, 1, 1000000",
    "09, 0, 1, 1",
    "0c, 0, 1000, 1",
    "13, 0, 3000000000000000001, 300000000",
    "80, 0, 2, 2000000000",
    "8a, 0, 1, 976562",
    "a0, 0, 4294967296, 1000000000",
    "bf, 0, 4611686018427387904, 500000000",
  })
  void resolutionsAndOffsets(String resolution, long offset, long ticks, long nanos)
      throws TrafficException {
    PcapngWriter capture = section();
    byte[] seconds = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(offset).array();
    capture.link(
        101,
        0,
        capture.option(2, (byte) 'e'),
        capture.option(9, hex(resolution)),
        capture.option(14, seconds));
    capture.packet(0, 0, V4).packet(0, ticks, V4);
    assertEquals(nanos, read(capture).requests().spanNanos());
    CaptureInterface of = new CaptureInterface(1, 0, Integer.parseInt(resolution, 16), offset);
    assertEquals(offset * 1_000_000_000L + nanos, of.nanos(ticks));
  }

  @Test
  void timesThatNoLongHoldsAreRefused() {
    PcapngWriter capture = section().link(101, 0).packet(0, -1L, V4);
    assertTrue(fault(capture).startsWith("block 3 (packet) at octet 48: time: before 1970, or"));
    for (String resolution : List.of("14", "7f", "c0", "ff")) {
      PcapngWriter other = section();
      other.link(101, 0, other.option(9, hex(resolution)));
      assertEquals(
          "block 2 (interface) at octet 28: if_tsresol: 0x" + resolution + " is finer than is read",
          fault(other));
    }
    assertEquals(CaptureInterface.NO_TIME, new CaptureInterface(1, 0, 6, Long.MIN_VALUE).nanos(5));
    assertEquals(CaptureInterface.NO_TIME, new CaptureInterface(1, 0, 6, Long.MAX_VALUE).nanos(5));
    assertEquals(CaptureInterface.NO_TIME, new CaptureInterface(1, 0, 6, -1).nanos(5));
  }

  @Test
  void simplePacketsHaveNoTime() throws TrafficException {
    PcapQueries read =
        read(section().link(101, 0).packet(0, START, V4).simplePacket(V4.length, V4));
    assertEquals(2, read.requests().count());
    assertFalse(read.requests().isTimed());
    Request request = new Request();
    assertTrue(read.requests().open(0, 1).next(0, request));
    assertEquals(Request.ANY_TIME, request.dueNanos());
    // One that has no request takes the times from none.
    read = read(section().link(101, 0).packet(0, START, V4).simplePacket(4, new byte[4]));
    assertTrue(read.requests().isTimed());
  }

  /** The first interface says how much of them there is. */
  @Test
  void simplePacketsAreCutAsTheirInterfaceSays() throws TrafficException {
    PcapngWriter capture =
        section()
            .link(101, V4.length)
            .simplePacket(V4.length, V4)
            .simplePacket(V4.length + 9, V4)
            .simplePacket(V4.length, Arrays.copyOf(V4, 40));
    PcapQueries read = read(capture);
    assertEquals(2, read.counts().overUdp());
    assertEquals(1, read.counts().of(PassedOver.CUT));
  }

  @Test
  void faultsNameBlockAndOctet() {
    byte[] file = section().link(1, 0).packet(0, START, FRAME).octets();
    assertEquals(
        "block 1 (section header) at octet 0: the file ends within it",
        fault(Arrays.copyOf(file, 27)));
    assertEquals(
        "block 2 (interface) at octet 28: the file ends within it", fault(Arrays.copyOf(file, 40)));
    assertEquals(
        "block 2 (header) at octet 28: the file ends within it", fault(Arrays.copyOf(file, 30)));
    assertEquals(
        "block 3 (packet) at octet 48: the file ends within it",
        fault(Arrays.copyOf(file, file.length - 1)));
    assertEquals(
        "block 1 (section header) at octet 0: byte order: neither 1a2b3c4d nor 4d3c2b1a",
        fault(changed(file, 8, 0)));
    assertEquals(
        "block 1 (section header) at octet 0: version: 2.0 is not read",
        fault(changed(file, 12, 2)));
    assertEquals(
        "block 1 (section header) at octet 0: length: no room for its fields",
        fault(changed(file, 4, 20)));
    assertEquals(
        "block 2 (interface) at octet 28: length: 21 is no multiple of 4, or under 12",
        fault(changed(file, 32, 21)));
    assertEquals(
        "block 2 (interface) at octet 28: length: 8 is no multiple of 4, or under 12",
        fault(changed(file, 32, 8)));
    assertEquals(
        "block 2 (interface) at octet 28: length: 20 at its beginning and 24 at its end",
        fault(changed(file, 44, 24)));
    assertEquals(
        "block 3 (packet) at octet 48: interface: 1 is none of the section's 1",
        fault(changed(file, 56, 1)));
    assertEquals(
        "block 3 (packet) at octet 48: captured octets: 255 do not fit into the block",
        fault(changed(file, 68, 255)));
    assertEquals(
        "block 3 (packet) at octet 48: captured octets: 16,777,277 are not in 0..262,144",
        fault(changed(file, 71, 1)));
    assertEquals(
        "block 2 (packet) at octet 28: interface: 0 is none of the section's 0",
        fault(section().simplePacket(V4.length, V4)));
    // Interfaces are those of the section.
    assertEquals(
        "block 4 (packet) at octet 76: interface: 0 is none of the section's 0",
        fault(section().link(1, 0).section(ByteOrder.BIG_ENDIAN).packet(0, START, FRAME)));
  }

  private static byte[] changed(byte[] file, int at, int value) {
    byte[] changed = file.clone();
    changed[at] = (byte) value;
    return changed;
  }

  @Test
  void optionsAreChecked() {
    PcapngWriter capture = section();
    assertEquals(
        "block 2 (interface) at octet 28: if_tsresol: 2 octets instead of 1",
        fault(capture.link(1, 0, capture.option(9, new byte[2]))));
    capture = section();
    assertEquals(
        "block 2 (interface) at octet 28: if_tsoffset: 4 octets instead of 8",
        fault(capture.link(1, 0, capture.option(14, new byte[4]))));
    assertEquals(
        "block 2 (interface) at octet 28: option 9: its 65,535 octets go over the end",
        fault(section().link(1, 0, hex("0900ffff"))));
    assertEquals(
        "block 2 (interface) at octet 28: options: over 65,536 octets",
        fault(section().link(1, 0, new byte[(1 << 16) + 4])));
    PcapngWriter many = section();
    for (int i = 0; i < PcapngCapture.MAX_INTERFACES + 1; i++) {
      many.link(1, 0);
    }
    assertTrue(fault(many).endsWith("over 4,096 interfaces in a section"));
  }

  /** Every octet of a small file, changed in three ways: a result or an error, and soon. */
  @Test
  void changedFilesAreReadOrRefused() {
    PcapngWriter capture = section();
    capture
        .link(1, 0, capture.option(9, (byte) 9), capture.option(14, new byte[8]))
        .packet(0, START, FRAME)
        .packet(0, START, ethernet("0800"), ipv4(tcp(53, 7, 2, framed(QUERY)), 6, 0))
        .block(5, new byte[8])
        .simplePacket(FRAME.length, FRAME)
        .section(ByteOrder.BIG_ENDIAN)
        .link(101, 0)
        .oldPacket(0, START, V4);
    byte[] file = capture.octets();
    int[] outcomes = new int[2];
    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> {
          for (int at = 0; at < file.length; at++) {
            for (int change : new int[] {0x01, 0x80, 0xff}) {
              byte[] octets = file.clone();
              octets[at] ^= (byte) change;
              outcomes[outcome(octets)]++;
            }
            outcomes[outcome(Arrays.copyOf(file, at))]++;
          }
        });
    assertTrue(outcomes[0] > 100 && outcomes[1] > 100, Arrays.toString(outcomes));
  }

  private static int outcome(byte[] octets) {
    try {
      PcapQueries read = PcapQueries.read("c", new ByteArrayInputStream(octets), 53, null);
      assertTrue(read.requests().count() <= 4);
      return 0;
    } catch (TrafficException e) {
      assertTrue(e.getMessage().startsWith("c: error: "), e.getMessage());
      return 1;
    }
  }
}
