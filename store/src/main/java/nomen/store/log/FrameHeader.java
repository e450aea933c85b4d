package nomen.store.log;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * What a frame begins with. A frame is what one force makes durable, all of it or nothing. Its
 * octets, in network order:
 *
 * <pre>
 *   0         4          8              16        20            24           28
 *   +---------+----------+--------------+---------+-------------+------------+----------
 *   | "NMF1"  | length   | first LSN    | records | records' CRC| header CRC | records ...
 *   +---------+----------+--------------+---------+-------------+------------+----------
 *
 *   length        octets of the frame with its header; zeros follow up to a multiple of 8
 *   first LSN     of its first record
 *   records       how many there are; 1 at least
 *   records' CRC  CRC32C of the records
 *   header CRC    CRC32C of the segment's salt and the 24 octets before this field
 * </pre>
 *
 * @param lsn the LSN of the first record
 * @param count the number of records
 * @param length the octets, those of the header included
 * @param recordsCrc the check sum of the records
 */
record FrameHeader(long lsn, int count, int length, int recordsCrc) {
  /** The octets of the header. */
  static final int OCTETS = 28;

  /** Frames stand at multiples of this. */
  static final int ALIGNMENT = 8;

  /** The most octets of a frame: 1 GiB. */
  static final int MAX_FRAME_OCTETS = 1 << 30;

  private static final int MAGIC = 0x4e4d4631;

  private static final int LENGTH_AT = 4;
  private static final int LSN_AT = 8;
  private static final int COUNT_AT = 16;
  private static final int RECORDS_CRC_AT = 20;
  private static final int HEADER_CRC_AT = 24;

  private static final VarHandle U32 =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle U64 =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  /** An offset rounded up to where a frame may stand. */
  static long align(long offset) {
    return (offset + ALIGNMENT - 1) & -ALIGNMENT;
  }

  /** Writes the header of a frame whose records stand behind it already. */
  static void write(byte[] frame, int length, long lsn, int count, long salt) {
    U32.set(frame, 0, MAGIC);
    U32.set(frame, LENGTH_AT, length);
    U64.set(frame, LSN_AT, lsn);
    U32.set(frame, COUNT_AT, count);
    U32.set(frame, RECORDS_CRC_AT, recordsCrc(frame, 0, length));
    U32.set(frame, HEADER_CRC_AT, headerCrc(frame, 0, salt));
  }

  /** The header at a place of an array that has room for one there; null if none stands there. */
  static @Nullable FrameHeader read(byte[] from, int at, long salt) {
    if ((int) U32.get(from, at) != MAGIC
        || (int) U32.get(from, at + HEADER_CRC_AT) != headerCrc(from, at, salt)) {
      return null;
    }
    FrameHeader header =
        new FrameHeader(
            (long) U64.get(from, at + LSN_AT),
            (int) U32.get(from, at + COUNT_AT),
            (int) U32.get(from, at + LENGTH_AT),
            (int) U32.get(from, at + RECORDS_CRC_AT));
    boolean possible =
        header.lsn > 0
            && header.count > 0
            && header.length > OCTETS
            && header.length <= MAX_FRAME_OCTETS;
    return possible ? header : null;
  }

  /** Whether the records of the frame at a place of an array that holds all of it are whole. */
  boolean matches(byte[] from, int at) {
    return recordsCrc(from, at, length) == recordsCrc;
  }

  private static int recordsCrc(byte[] frame, int at, int length) {
    CRC32C crc = new CRC32C();
    crc.update(frame, at + OCTETS, length - OCTETS);
    return (int) crc.getValue();
  }

  private static int headerCrc(byte[] frame, int at, long salt) {
    CRC32C crc = new CRC32C();
    for (int shift = Long.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
      crc.update((int) (salt >>> shift));
    }
    crc.update(frame, at, HEADER_CRC_AT);
    return (int) crc.getValue();
  }
}
