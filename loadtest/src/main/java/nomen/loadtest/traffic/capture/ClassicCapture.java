package nomen.loadtest.traffic.capture;

import nomen.loadtest.traffic.TrafficException;

/**
 * Reads a classic capture file, of either byte order, with times in microseconds or nanoseconds
 * (draft-ietf-opsawg-pcap).
 *
 * <pre>
 *   file     magic 4, version 2 + 2, reserved 4 + 4, longest 4, link type 4
 *   packet   seconds 4, fraction 4, captured octets 4, octets on the wire 4, data
 * </pre>
 */
final class ClassicCapture implements CaptureReader {
  private static final int MICROSECONDS = 0xa1b2c3d4;
  private static final int NANOSECONDS = 0xa1b23c4d;
  private static final int MAGIC_OCTETS = 4;
  private static final int FILE_HEADER_OCTETS = 24;
  private static final int PACKET_HEADER_OCTETS = 16;
  private static final int LINK_TYPE_AT = 20 - MAGIC_OCTETS;

  /** Above it stands how long the frame check sequence is, which goes for padding here. */
  private static final int LINK_TYPE_MASK = 0xffff;

  private static final long NANOS = 1_000_000_000L;

  private final CaptureInput in;
  private final int nanosOfUnit;
  private final int linkType;
  private final byte[] header = new byte[FILE_HEADER_OCTETS];
  private long number;

  /** Whether a file may begin so; the magic's byte order is that of the file's other numbers. */
  static boolean isMagic(int magic) {
    return magic == MICROSECONDS || magic == NANOSECONDS;
  }

  /** Reads what of the file's header stands behind the magic. */
  ClassicCapture(CaptureInput in, int magic) throws TrafficException {
    this.in = in;
    int rest = FILE_HEADER_OCTETS - MAGIC_OCTETS;
    if (in.read(header, 0, rest) < rest) {
      throw new TrafficException(in.file(), 0, "header: the file ends within it");
    }
    nanosOfUnit = magic == MICROSECONDS ? 1000 : 1;
    linkType = (int) in.u32(header, LINK_TYPE_AT) & LINK_TYPE_MASK;
    if (!LinkHeader.isKnown(linkType)) {
      throw new TrafficException(in.file(), 0, "link type: " + linkType + " is not read");
    }
  }

  @Override
  public boolean next(CapturedPacket into) throws TrafficException {
    int got = in.read(header, 0, PACKET_HEADER_OCTETS);
    if (got == 0) {
      return false;
    }
    number++;
    if (got < PACKET_HEADER_OCTETS) {
      throw error("header: the file ends within it");
    }
    long length = in.u32(header, 8);
    if (length > CapturedPacket.MAX_OCTETS) {
      throw error(
          "length: %,d octets are not in 0..%,d".formatted(length, CapturedPacket.MAX_OCTETS));
    }
    got = in.read(into.data, 0, (int) length);
    if (got < length) {
      throw error("packet: the file ends after %,d of %,d octets".formatted(got, length));
    }
    into.length = (int) length;
    into.cut = in.u32(header, 12) > length;
    into.linkType = linkType;
    into.timed = true;
    into.nanos = in.u32(header, 0) * NANOS + in.u32(header, 4) * nanosOfUnit;
    into.number = number;
    return true;
  }

  private TrafficException error(String what) {
    return new TrafficException(in.file(), number, what);
  }
}
