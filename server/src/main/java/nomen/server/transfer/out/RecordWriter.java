package nomen.server.transfer.out;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import nomen.codec.message.Header;
import nomen.codec.message.MessageWriter;
import nomen.codec.message.Section;
import nomen.codec.name.Labels;
import nomen.codec.rr.RRType;
import nomen.codec.rr.RRTypes;
import nomen.codec.rr.ResourceRecord;
import org.jspecify.annotations.Nullable;

/**
 * Writes the records of a transfer into the answer section of one message after another, each
 * record as it is but for the compression of its names. It is made for millions of records: it
 * writes where they go at once, and the message hears of them at the end. Not thread-safe.
 */
final class RecordWriter {
  /** TYPE, CLASS, TTL, RDLENGTH. */
  static final int FIXED_OCTETS = 10;

  private static final VarHandle U16 =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle U64 =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final byte[] NOTHING = {};

  private final MessageNames names = new MessageNames();
  private final byte[] recordOwner = new byte[Labels.MAX_NAME_OCTETS];
  private @Nullable ResourceRecord before;
  private byte[] octets = NOTHING;
  private int position;
  private int limit;
  private int count;
  private boolean ownerWritten;

  RecordWriter() {}

  /**
   * Turns to a message that was begun, with the question or with nothing but the header, and in
   * which room is reserved for all that is to come behind the records.
   *
   * @param apexLabels the labels of the zone's apex
   */
  void begin(MessageWriter message, int apexLabels) {
    message.setFlags(Header.AA);
    message.section(Section.ANSWER);
    octets = message.wire().octets();
    position = message.wire().position();
    limit = message.wire().limit();
    names.begin(octets, apexLabels);
    if (message.count(Section.QUESTION) > 0) {
      names.startAt(MessageWriter.QNAME_OFFSET);
    }
    count = 0;
    ownerWritten = false;
  }

  /** The octets of the message so far. */
  int position() {
    return position;
  }

  /** The records in the message so far. */
  int count() {
    return count;
  }

  /** Tells the message of the records. */
  void end(MessageWriter message) {
    message.wire().claim(position - message.wire().position());
    message.countRecords(count);
  }

  /** Says that the following records have another owner name than those before. */
  void nextOwner() {
    ownerWritten = false;
  }

  /**
   * Writes a record, whose owner name may be another than that of the one before.
   *
   * @return false if it may not fit; then nothing is written
   */
  boolean write(ResourceRecord record) {
    ResourceRecord last = before;
    if (last == null || !last.owner().equalsExactly(record.owner())) {
      ownerWritten = false;
      record.owner().copyTo(recordOwner, 0);
    }
    before = record;
    int type = record.type().code();
    byte[] rdata = record.rdata().toWire();
    return write(
        recordOwner,
        record.owner().length(),
        fixed(type, record.rrClass().code(), record.ttlSeconds()),
        compressedType(type),
        rdata,
        0,
        rdata.length);
  }

  /** The most octets that a record takes. */
  static int sizeOctets(ResourceRecord record) {
    return record.owner().length() + FIXED_OCTETS + record.rdata().length();
  }

  /** The type if names in its RDATA may be compressed (RFC 3597 section 4), else null. */
  static @Nullable RRType compressedType(int code) {
    RRType type = RRTypes.known(code);
    return type != null && type.compressedNames() > 0 ? type : null;
  }

  /** TYPE, CLASS and TTL side by side. */
  static long fixed(int type, int rrClass, int ttlSeconds) {
    return (long) type << 48 | (long) rrClass << 32 | ttlSeconds & 0xffff_ffffL;
  }

  /**
   * Writes a record.
   *
   * @param owner holds its owner name in uncompressed wire format from index 0; the same as of the
   *     record before, unless {@link #nextOwner} was called
   * @param ownerOctets the octets of that
   * @param fixed see {@link #fixed}
   * @param compressed see {@link #compressedType}
   * @param from holds the RDATA, {@code length} octets from {@code rdata}
   * @return false if it may not fit; then nothing is written
   */
  boolean write(
      byte[] owner,
      int ownerOctets,
      long fixed,
      @Nullable RRType compressed,
      byte[] from,
      int rdata,
      int length) {
    if (ownerOctets + FIXED_OCTETS + length > limit - position) {
      return false;
    }
    int at = ownerWritten ? names.writeOwnerAgain(position) : names.writeOwner(owner, position);
    ownerWritten = true;
    U64.set(octets, at, fixed);
    int lengthAt = at + FIXED_OCTETS - 2;
    at += FIXED_OCTETS;
    if (compressed == null || length == 0) {
      System.arraycopy(from, rdata, octets, at, length);
      at += length;
    } else {
      at = writeCompressed(compressed, from, rdata, length, at);
    }
    U16.set(octets, lengthAt, (short) (at - lengthAt - 2));
    position = at;
    count++;
    return true;
  }

  private int writeCompressed(RRType type, byte[] from, int rdata, int length, int to) {
    int head = type.compressedNamesOffset();
    System.arraycopy(from, rdata, octets, to, head);
    int at = rdata + head;
    int end = to + head;
    for (int left = type.compressedNames(); left > 0; left--) {
      end = names.writeTarget(from, at, end);
      at += names.targetOctets();
    }
    int tail = rdata + length - at;
    System.arraycopy(from, at, octets, end, tail);
    return end + tail;
  }
}
