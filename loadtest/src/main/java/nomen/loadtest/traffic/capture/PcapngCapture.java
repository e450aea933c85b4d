package nomen.loadtest.traffic.capture;

import java.util.ArrayList;
import java.util.List;
import nomen.loadtest.traffic.TrafficException;

/**
 * Reads a pcapng file (draft-ietf-opsawg-pcapng): sections, each of either byte order and with
 * interfaces of its own, and their packets. Blocks of other types are passed.
 *
 * <pre>
 *   block              type 4, octets of the block 4, body, octets of the block 4
 *   section header     magic 4, version 2 + 2, octets of the section 8, options
 *   interface          link type 2, reserved 2, longest 4, options
 *   enhanced packet    interface 4, time 8, captured octets 4, octets on the wire 4, data, options
 *   packet (obsolete)  interface 2, drops 2, then as an enhanced packet
 *   simple packet      octets on the wire 4, data; of the first interface, without a time
 *   option             code 2, octets 2, value; filled up to 4 octets, as the data of a packet is
 * </pre>
 */
final class PcapngCapture implements CaptureReader {
  /** The type of a section header, the same in either byte order. */
  static final int SECTION_HEADER = 0x0a0d0d0a;

  /** The most interfaces of a section. */
  static final int MAX_INTERFACES = 4096;

  /** The most octets of an interface's options. */
  static final int MAX_OPTIONS_OCTETS = 1 << 16;

  private static final int INTERFACE = 1;
  private static final int PACKET = 2;
  private static final int SIMPLE_PACKET = 3;
  private static final int ENHANCED_PACKET = 6;

  private static final int BYTE_ORDER_MAGIC = 0x1a2b3c4d;
  private static final int MAJOR_VERSION = 1;
  private static final int END_OF_OPTIONS = 0;
  private static final int TIME_RESOLUTION = 9;
  private static final int TIME_OFFSET = 14;

  /** Type, length, and the length once more. */
  private static final int FRAME_OCTETS = 12;

  private final CaptureInput in;
  private final byte[] fields = new byte[MAX_OPTIONS_OCTETS];
  private final List<CaptureInterface> interfaces = new ArrayList<>();
  private boolean begun;
  private long block;
  private long blockAt;
  private String kind = "";

  /** How many octets of the block stand ahead, the length at its end not included. */
  private long left;

  private long packets;
  private long lastNanos;

  /** Reads on behind the type of the first block, which is a section header. */
  PcapngCapture(CaptureInput in) {
    this.in = in;
  }

  @Override
  public boolean next(CapturedPacket into) throws TrafficException {
    while (true) {
      int type = SECTION_HEADER;
      block++;
      blockAt = begun ? in.position() : 0;
      if (begun) {
        kind = "header";
        int got = in.read(fields, 0, 4);
        if (got == 0) {
          return false;
        }
        if (got < 4) {
          throw ended();
        }
        type = (int) in.u32(fields, 0);
      }
      begun = true;
      kind =
          switch (type) {
            case SECTION_HEADER -> "section header";
            case INTERFACE -> "interface";
            case PACKET, SIMPLE_PACKET, ENHANCED_PACKET -> "packet";
            default -> "type 0x%08x".formatted(type);
          };
      long total = type == SECTION_HEADER ? sectionLength() : length();
      boolean found = false;
      switch (type) {
        case SECTION_HEADER -> section();
        case INTERFACE -> addInterface();
        case PACKET, SIMPLE_PACKET, ENHANCED_PACKET -> {
          packet(type, into);
          found = true;
        }
        default -> {}
      }
      finish(total);
      if (found) {
        return true;
      }
    }
  }

  /** Only with the byte order behind it the length of a section header can be read. */
  private long sectionLength() throws TrafficException {
    take(0, 8);
    in.bigEndian(true);
    if ((int) in.u32(fields, 4) != BYTE_ORDER_MAGIC) {
      in.bigEndian(false);
      if ((int) in.u32(fields, 4) != BYTE_ORDER_MAGIC) {
        throw error("byte order: neither 1a2b3c4d nor 4d3c2b1a");
      }
    }
    long total = checked(in.u32(fields, 0));
    left -= 4;
    return total;
  }

  private long length() throws TrafficException {
    take(0, 4);
    return checked(in.u32(fields, 0));
  }

  private long checked(long total) throws TrafficException {
    if (total % 4 != 0 || total < FRAME_OCTETS) {
      throw error("length: %,d is no multiple of 4, or under %d".formatted(total, FRAME_OCTETS));
    }
    left = total - FRAME_OCTETS;
    return total;
  }

  /** The length of a section counts for nothing: what is in it says itself how long it is. */
  private void section() throws TrafficException {
    need(0, 12);
    int major = in.u16(fields, 0);
    if (major != MAJOR_VERSION) {
      throw error("version: %d.%d is not read".formatted(major, in.u16(fields, 2)));
    }
    interfaces.clear();
  }

  private void addInterface() throws TrafficException {
    need(0, 8);
    if (interfaces.size() == MAX_INTERFACES) {
      throw error("over %,d interfaces in a section".formatted(MAX_INTERFACES));
    }
    int linkType = in.u16(fields, 0);
    long longest = in.u32(fields, 4);
    if (left > MAX_OPTIONS_OCTETS) {
      throw error("options: over %,d octets".formatted(MAX_OPTIONS_OCTETS));
    }
    int end = (int) left;
    need(0, end);
    int resolution = CaptureInterface.USUAL_RESOLUTION;
    long offset = 0;
    int at = 0;
    while (at + 4 <= end) {
      int code = in.u16(fields, at);
      int octets = in.u16(fields, at + 2);
      int value = at + 4;
      if (code == END_OF_OPTIONS) {
        break;
      }
      if (octets > end - value) {
        throw error("option %d: its %,d octets go over the end".formatted(code, octets));
      }
      if (code == TIME_RESOLUTION) {
        needOctets("if_tsresol", octets, 1);
        resolution = fields[value] & 0xff;
        if (!CaptureInterface.isResolution(resolution)) {
          throw error("if_tsresol: 0x%02x is finer than is read".formatted(resolution));
        }
      } else if (code == TIME_OFFSET) {
        needOctets("if_tsoffset", octets, 8);
        offset = in.i64(fields, value);
      }
      at = value + padded(octets);
    }
    interfaces.add(new CaptureInterface(linkType, longest, resolution, offset));
  }

  private void needOctets(String option, int octets, int wanted) throws TrafficException {
    if (octets != wanted) {
      throw error("%s: %d octets instead of %d".formatted(option, octets, wanted));
    }
  }

  private void packet(int type, CapturedPacket into) throws TrafficException {
    into.number = ++packets;
    long captured;
    long original;
    if (type == SIMPLE_PACKET) {
      need(0, 4);
      CaptureInterface of = interfaceOf(0);
      original = in.u32(fields, 0);
      // Its padding is not told from its data but by what was to be captured.
      long most = of.longest() == 0 ? original : Math.min(original, of.longest());
      captured = Math.min(most, left);
      into.timed = false;
      into.linkType = of.linkType();
    } else {
      need(0, 20);
      CaptureInterface of = interfaceOf(type == PACKET ? in.u16(fields, 0) : in.u32(fields, 0));
      lastNanos = of.nanos(in.u32(fields, 4) << 32 | in.u32(fields, 8));
      if (lastNanos == CaptureInterface.NO_TIME) {
        throw error(
            "time: before 1970, or over %,d seconds behind it"
                .formatted(CaptureInterface.MAX_SECONDS));
      }
      captured = in.u32(fields, 12);
      original = in.u32(fields, 16);
      into.timed = true;
      into.linkType = of.linkType();
    }
    into.nanos = lastNanos;
    if (captured > CapturedPacket.MAX_OCTETS) {
      throw error(
          "captured octets: %,d are not in 0..%,d".formatted(captured, CapturedPacket.MAX_OCTETS));
    }
    if (captured > left) {
      throw error("captured octets: %,d do not fit into the block".formatted(captured));
    }
    int length = (int) captured;
    if (in.read(into.data, 0, length) < length) {
      throw ended();
    }
    left -= length;
    into.length = length;
    into.cut = original > captured;
  }

  private CaptureInterface interfaceOf(long id) throws TrafficException {
    if (id >= interfaces.size()) {
      throw error("interface: %,d is none of the section's %,d".formatted(id, interfaces.size()));
    }
    return interfaces.get((int) id);
  }

  /** Passes what is left of the body, and looks whether the length at its end is the same. */
  private void finish(long total) throws TrafficException {
    if (!in.skip(left)) {
      throw ended();
    }
    take(0, 4);
    if (in.u32(fields, 0) != total) {
      throw error(
          "length: %,d at its beginning and %,d at its end".formatted(total, in.u32(fields, 0)));
    }
  }

  /** Reads fields of the body. */
  private void need(int at, int count) throws TrafficException {
    if (count > left) {
      throw error("length: no room for its fields");
    }
    take(at, count);
    left -= count;
  }

  private void take(int at, int count) throws TrafficException {
    if (in.read(fields, at, count) < count) {
      throw ended();
    }
  }

  private static int padded(int octets) {
    return octets + 3 & ~3;
  }

  private TrafficException ended() {
    return error("the file ends within it");
  }

  /** Blocks of all types count, so the number of a packet would name another place. */
  private TrafficException error(String what) {
    return new TrafficException(
        in.file(), 0, "block %,d (%s) at octet %,d: %s".formatted(block, kind, blockAt, what));
  }
}
