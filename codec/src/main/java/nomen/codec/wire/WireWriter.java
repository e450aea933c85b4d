package nomen.codec.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import nomen.codec.name.Name;

/**
 * Writes wire format into an array up to a limit.
 *
 * <p>What does not fit is not written at all: the writer turns {@linkplain #overflowed()
 * overflowed} and ignores everything until it is {@linkplain #rollback rolled back} to a mark. So
 * code that writes a section needs one test behind each RRset and no exception, and truncation
 * falls on whole RRsets (RFC 2181 section 9). The limit can be lowered for a while to keep room for
 * what must come last (OPT, TSIG).
 *
 * <p>It can be used again, so that writing allocates nothing. Not thread-safe.
 */
public final class WireWriter {
  /** The most octets of a message (RFC 1035 section 4.2.2). */
  public static final int MAX_MESSAGE_OCTETS = 65_535;

  private static final VarHandle U16 =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle U32 =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle U64 =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private byte[] octets;
  private int position;
  private int limit;
  private boolean overflowed;

  /** A writer with an array of its own that takes {@code capacity} octets. */
  public WireWriter(int capacity) {
    this(new byte[capacity]);
  }

  /** A writer into an array, from its start to its end. */
  public WireWriter(byte[] octets) {
    this.octets = octets;
    this.limit = octets.length;
  }

  /** Turns to the start of an array and forgets all else. */
  public WireWriter wrap(byte[] newOctets, int newLimit) {
    octets = newOctets;
    position = 0;
    overflowed = false;
    limit(newLimit);
    return this;
  }

  /** Starts again from the first octet, with a limit. */
  public WireWriter reset(int newLimit) {
    return wrap(octets, newLimit);
  }

  /** The array that is written. */
  public byte[] octets() {
    return octets;
  }

  /** The octets written so far; the next one goes there. */
  public int position() {
    return position;
  }

  /** The octets that may be written in all. */
  public int limit() {
    return limit;
  }

  /** Sets how many octets may be written in all. */
  public void limit(int newLimit) {
    if (newLimit < 0 || newLimit > octets.length) {
      throw new IndexOutOfBoundsException("limit outside the array");
    }
    limit = newLimit;
  }

  /** The octets that still fit. */
  public int remaining() {
    return limit - position;
  }

  /** Whether something did not fit since the last reset or rollback. */
  public boolean overflowed() {
    return overflowed;
  }

  /** Goes back to an earlier position: what was written since then never was. */
  public void rollback(int mark) {
    if (mark < 0 || mark > position) {
      throw new IndexOutOfBoundsException("rollback to where nothing was written");
    }
    position = mark;
    overflowed = false;
  }

  /**
   * Makes room for octets that the caller writes itself.
   *
   * @param count 0 or more
   * @return the offset at which to write them, or -1 if they do not fit
   */
  public int claim(int count) {
    if (count < 0) {
      throw new IllegalArgumentException("negative count of octets");
    }
    if (overflowed || count > limit - position) {
      overflowed = true;
      return -1;
    }
    int at = position;
    position = at + count;
    return at;
  }

  /** Writes an octet. */
  public void writeU8(int value) {
    int at = claim(1);
    if (at >= 0) {
      octets[at] = (byte) value;
    }
  }

  /** Writes 16 bits. */
  public void writeU16(int value) {
    int at = claim(2);
    if (at >= 0) {
      U16.set(octets, at, (short) value);
    }
  }

  /** Writes 32 bits. */
  public void writeU32(int value) {
    int at = claim(4);
    if (at >= 0) {
      U32.set(octets, at, value);
    }
  }

  /** Writes 48 bits. */
  public void writeU48(long value) {
    int at = claim(6);
    if (at >= 0) {
      U16.set(octets, at, (short) (value >>> 32));
      U32.set(octets, at + 2, (int) value);
    }
  }

  /** Writes 64 bits. */
  public void writeU64(long value) {
    int at = claim(8);
    if (at >= 0) {
      U64.set(octets, at, value);
    }
  }

  /** Writes octets as they are. */
  public void writeOctets(byte[] from, int offset, int length) {
    int at = claim(length);
    if (at >= 0) {
      System.arraycopy(from, offset, octets, at, length);
    }
  }

  /** Writes octets as they are. */
  public void writeOctets(byte[] from) {
    writeOctets(from, 0, from.length);
  }

  /** Writes a name uncompressed, in the case that it has. */
  public void writeName(Name name) {
    int at = claim(name.length());
    if (at >= 0) {
      name.copyTo(octets, at);
    }
  }

  /** Changes 16 bits that were written before. */
  public void patchU16(int at, int value) {
    if (at + 2 > position) {
      throw new IndexOutOfBoundsException("patch where nothing was written");
    }
    U16.set(octets, at, (short) value);
  }

  /** Reads 16 bits that were written before. */
  public int peekU16(int at) {
    return (short) U16.get(octets, at) & 0xffff;
  }

  /** A copy of what was written. */
  public byte[] toOctets() {
    byte[] copy = new byte[position];
    System.arraycopy(octets, 0, copy, 0, position);
    return copy;
  }
}
