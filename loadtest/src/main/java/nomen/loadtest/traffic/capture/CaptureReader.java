package nomen.loadtest.traffic.capture;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import nomen.loadtest.traffic.TrafficException;

/**
 * Reads the packets of a classic capture file, of either byte order, with times in microseconds or
 * nanoseconds (draft-ietf-opsawg-pcap).
 *
 * <pre>
 *   file     magic 4, version 2 + 2, reserved 4 + 4, longest 4, link type 4
 *   packet   seconds 4, fraction 4, captured octets 4, octets on the wire 4, data
 * </pre>
 */
final class CaptureReader {
  /** The most octets of a packet that are taken. */
  static final int MAX_PACKET_OCTETS = 1 << 18;

  private static final int FILE_HEADER_OCTETS = 24;
  private static final int PACKET_HEADER_OCTETS = 16;
  private static final int MICROSECONDS = 0xa1b2c3d4;
  private static final int NANOSECONDS = 0xa1b23c4d;
  private static final int PCAPNG = 0x0a0d0d0a;
  private static final int LINK_TYPE_AT = 20;
  private static final int LINK_TYPE_MASK = 0x0fff_ffff;
  private static final long NANOS = 1_000_000_000L;

  private static final VarHandle BIG =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LITTLE =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private final String file;
  private final InputStream in;
  private final VarHandle order;
  private final int nanosOfUnit;
  private final int linkType;
  private final byte[] header = new byte[FILE_HEADER_OCTETS];
  private final byte[] data = new byte[MAX_PACKET_OCTETS];
  private int length;
  private int wireLength;
  private long nanos;
  private long number;

  /** Reads the header of the file. */
  CaptureReader(String file, InputStream from) throws TrafficException {
    this.file = file;
    this.in = new BufferedInputStream(from, 1 << 16);
    if (fill(header, FILE_HEADER_OCTETS) < FILE_HEADER_OCTETS) {
      throw new TrafficException(file, 0, "header: the file ends within it");
    }
    int big = (int) BIG.get(header, 0);
    int little = (int) LITTLE.get(header, 0);
    if (big == MICROSECONDS || big == NANOSECONDS) {
      order = BIG;
    } else if (little == MICROSECONDS || little == NANOSECONDS) {
      order = LITTLE;
    } else if (big == PCAPNG) {
      throw new TrafficException(
          file, 0, "magic: pcapng is not read; editcap -F pcap, or tcpdump -r and -w, converts it");
    } else {
      throw new TrafficException(file, 0, "magic: 0x%08x is none of a capture file".formatted(big));
    }
    nanosOfUnit = u32(header, 0) == MICROSECONDS ? 1000 : 1;
    linkType = u32(header, LINK_TYPE_AT) & LINK_TYPE_MASK;
  }

  /** The link type, of all packets. */
  int linkType() {
    return linkType;
  }

  /**
   * Goes to the next packet.
   *
   * @return false at the end of the file
   */
  boolean next() throws TrafficException {
    int got = fill(header, PACKET_HEADER_OCTETS);
    if (got == 0) {
      return false;
    }
    number++;
    if (got < PACKET_HEADER_OCTETS) {
      throw error("header: the file ends within it");
    }
    long seconds = u32(header, 0) & 0xffff_ffffL;
    nanos = seconds * NANOS + (u32(header, 4) & 0xffff_ffffL) * nanosOfUnit;
    length = u32(header, 8);
    wireLength = u32(header, 12);
    if (length < 0 || length > MAX_PACKET_OCTETS) {
      throw error(
          "length: %,d octets are not in 0..%,d"
              .formatted(length & 0xffff_ffffL, MAX_PACKET_OCTETS));
    }
    got = fill(data, length);
    if (got < length) {
      throw error("packet: the file ends after %,d of %,d octets".formatted(got, length));
    }
    return true;
  }

  /** The octets of the packet, from index 0; valid until the next call of {@link #next}. */
  byte[] data() {
    return data;
  }

  /** How many octets of the packet were captured. */
  int length() {
    return length;
  }

  /** Whether the packet had more octets than were captured. */
  boolean isCut() {
    return wireLength != length;
  }

  /** When it was captured, in nanoseconds since 1970. */
  long nanos() {
    return nanos;
  }

  /** Its number in the file, counted from 1. */
  long number() {
    return number;
  }

  private TrafficException error(String what) {
    return new TrafficException(file, number, what);
  }

  private int u32(byte[] octets, int at) {
    return (int) order.get(octets, at);
  }

  private int fill(byte[] to, int count) throws TrafficException {
    try {
      return in.readNBytes(to, 0, count);
    } catch (IOException e) {
      throw new TrafficException(file, number, "cannot be read: " + e.getMessage());
    }
  }
}
