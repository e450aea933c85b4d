package nomen.codec.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import nomen.codec.name.Labels;
import nomen.codec.name.Name;
import org.jspecify.annotations.Nullable;

/**
 * Reads wire format from a window of an array. Offsets are those of the array; compression pointers
 * count from the start of the window (RFC 1035 section 4.1.4).
 *
 * <p>It can be used again for another window, so that reading allocates nothing. Not thread-safe.
 *
 * <p>Names: a pointer must go strictly backwards, to before the run of labels that it ends, so
 * every chain of pointers ends. As each pointer costs two octets but can stand for 255, the work
 * for one message is bounded too: {@link #MAX_JUMPS} pointers followed and {@link #MAX_NAME_OCTETS}
 * octets of names made from one window.
 */
public final class WireReader {
  /**
   * The most compression pointers followed in one window. A message of 65,535 octets has at most
   * 5,956 records of at least 11 octets; a record has at most a few names.
   */
  public static final int MAX_JUMPS = 65_536;

  /**
   * The most octets of decompressed names made from one window: sixteen times the longest message.
   */
  public static final int MAX_NAME_OCTETS = 1 << 20;

  /** The bits by which a pointer is known from a label, and those of its offset. */
  private static final int POINTER = 0xc000;

  private static final int MAX_POINTER = 0x3fff;

  private static final VarHandle U16 =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle U32 =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private byte[] octets;
  private int start;
  private int end;
  private int position;
  private int jumps;
  private int nameOctets;

  /** The name that was made last, and the two octets of a pointer to where it begins; or 0. */
  private Name last = Name.ROOT;

  private int lastPointer;

  /** The pointers that were followed for it; it counts again each time that it is read. */
  private int lastJumps;

  /** A reader of a whole array. */
  public WireReader(byte[] octets) {
    this(octets, 0, octets.length);
  }

  /** A reader of a window; see {@link #wrap}. */
  public WireReader(byte[] octets, int offset, int length) {
    this.octets = octets;
    wrap(octets, offset, length);
  }

  /** Turns to another window and forgets all of this one. */
  public WireReader wrap(byte[] newOctets, int offset, int length) {
    if (offset < 0 || length < 0 || offset > newOctets.length - length) {
      throw new IndexOutOfBoundsException("window outside the array");
    }
    octets = newOctets;
    start = offset;
    position = offset;
    end = offset + length;
    jumps = 0;
    nameOctets = 0;
    lastPointer = 0;
    return this;
  }

  /** The array that is read. */
  public byte[] octets() {
    return octets;
  }

  /** Where the window begins in the array. */
  public int start() {
    return start;
  }

  /** The offset in the array of the next octet. */
  public int position() {
    return position;
  }

  /** Goes to an offset of the array, within the window. */
  public void position(int newPosition) {
    if (newPosition < start || newPosition > end) {
      throw new IndexOutOfBoundsException("position outside the window");
    }
    position = newPosition;
  }

  /** The offset in the array behind the last octet of the window. */
  public int end() {
    return end;
  }

  /** The octets that are left. */
  public int remaining() {
    return end - position;
  }

  /** Reads an unsigned octet. */
  public int readU8(String field) throws WireFormatException {
    need(1, field);
    return octets[position++] & 0xff;
  }

  /** Reads an unsigned 16-bit integer. */
  public int readU16(String field) throws WireFormatException {
    need(2, field);
    int value = (short) U16.get(octets, position) & 0xffff;
    position += 2;
    return value;
  }

  /** Reads 32 bits as a signed integer. */
  public int readI32(String field) throws WireFormatException {
    need(4, field);
    int value = (int) U32.get(octets, position);
    position += 4;
    return value;
  }

  /** Reads an unsigned 32-bit integer. */
  public long readU32(String field) throws WireFormatException {
    return readI32(field) & 0xffff_ffffL;
  }

  /** Reads an unsigned 48-bit integer (TSIG's time, RFC 8945 section 4.2). */
  public long readU48(String field) throws WireFormatException {
    long high = readU16(field);
    return high << 32 | readU32(field);
  }

  /** Passes over octets. */
  public void skip(int count, String field) throws WireFormatException {
    need(count, field);
    position += count;
  }

  /** Reads octets into an array of their own. */
  public byte[] readOctets(int count, String field) throws WireFormatException {
    need(count, field);
    byte[] copy = new byte[count];
    System.arraycopy(octets, position, copy, 0, count);
    position += count;
    return copy;
  }

  /**
   * Reads a name, decompressing it, into an array in wire format with its case kept.
   *
   * @param to takes up to {@link Labels#MAX_NAME_OCTETS} octets from {@code toOffset}
   * @return the octets written, the final zero included
   */
  public int readName(byte[] to, int toOffset, String field) throws WireFormatException {
    return passName(to, toOffset, field);
  }

  /**
   * The octets of the name that comes next when it is decompressed, the final zero included. It is
   * still there to be read.
   */
  public int nameLength(String field) throws WireFormatException {
    int at = position;
    int jumpsBefore = jumps;
    int octetsBefore = nameOctets;
    int length = passName(null, 0, field);
    position = at;
    jumps = jumpsBefore;
    nameOctets = octetsBefore;
    return length;
  }

  /** Reads a name and keeps it in an array, if there is one. */
  private int passName(byte @Nullable [] to, int toOffset, String field)
      throws WireFormatException {
    int at = position;
    int runStart = at;
    int after = -1;
    int length = 0;
    while (true) {
      if (at >= end) {
        throw new WireFormatException(at, field + ": name runs past the end");
      }
      int label = octets[at] & 0xff;
      if (label == 0) {
        if (to != null) {
          to[toOffset + length] = 0;
        }
        length++;
        position = after >= 0 ? after : at + 1;
        countName(length, at, field);
        return length;
      }
      if (label <= Labels.MAX_LABEL_OCTETS) {
        // The root's octet must still fit behind this label.
        if (length + label + 2 > Labels.MAX_NAME_OCTETS) {
          throw new WireFormatException(at, field + ": name of over 255 octets");
        }
        if (at + 1 + label > end) {
          throw new WireFormatException(at, field + ": label runs past the end");
        }
        if (to != null) {
          System.arraycopy(octets, at, to, toOffset + length, label + 1);
        }
        length += label + 1;
        at += label + 1;
      } else if (label >= 0xc0) {
        if (at + 2 > end) {
          throw new WireFormatException(at, field + ": compression pointer cut short");
        }
        int target = start + ((label & 0x3f) << 8 | octets[at + 1] & 0xff);
        if (target >= runStart) {
          throw new WireFormatException(at, field + ": compression pointer not backwards");
        }
        countJumps(1, at, field);
        if (after < 0) {
          after = at + 2;
        }
        at = target;
        runStart = target;
      } else {
        throw new WireFormatException(at, field + ": label type other than 00 and 11");
      }
    }
  }

  private void countJumps(int more, int at, String field) throws WireFormatException {
    jumps += more;
    if (jumps > MAX_JUMPS) {
      throw new WireFormatException(at, field + ": too many compression pointers");
    }
  }

  private void countName(int length, int at, String field) throws WireFormatException {
    nameOctets += length;
    if (nameOctets > MAX_NAME_OCTETS) {
      throw new WireFormatException(at, field + ": names of over 1 MiB in one message");
    }
  }

  /**
   * Reads a name, decompressing it. One that is a pointer to the name that was read before it this
   * way, as owners of an RRset are, is that same object.
   */
  public Name readName(String field) throws WireFormatException {
    int at = position;
    int first = end - at >= 2 ? (short) U16.get(octets, at) & 0xffff : 0;
    boolean pointer = first >= POINTER;
    // It points backwards: with position(int) the last name may have been read further on.
    if (pointer && first == lastPointer && start + (first & MAX_POINTER) < at) {
      countJumps(lastJumps, at, field);
      countName(last.length(), at, field);
      position = at + 2;
      return last;
    }
    int before = jumps;
    Name name = Name.read(this, field);
    last = name;
    // A pointer to where it begins is one more.
    lastJumps = jumps - before + (pointer ? 0 : 1);
    lastPointer = pointer ? first : at - start <= MAX_POINTER ? POINTER | at - start : 0;
    return name;
  }

  private void need(int count, String field) throws WireFormatException {
    // A negative count comes from a length field that is shorter than what it should cover.
    if (count < 0 || count > end - position) {
      throw new WireFormatException(
          position, field + ": needs " + count + " octets, has " + (end - position));
    }
  }
}
