package nomen.store.log;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import nomen.codec.name.Name;
import nomen.codec.rr.RRClass;
import nomen.codec.rr.RRTypes;
import nomen.codec.rr.Rdata;
import nomen.codec.rr.ResourceRecord;

/** Reads the parts of a record that have no fixed place: see {@link LogRecordFormat}. */
final class LogRecordReader {
  private static final VarHandle U16 =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle U32 =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  /** Octets of an RR besides its owner name and rdata. */
  private static final int RR_FIXED = 10;

  private final byte[] from;
  private final int end;
  private int at;

  LogRecordReader(byte[] from, int at, int end) {
    this.from = from;
    this.at = at;
    this.end = end;
  }

  /** The name that stands here. */
  Name name() {
    Name name = Name.ofWire(from, at);
    skip(name.length());
    return name;
  }

  /** A copy of the octets that stand here. */
  byte[] octets(int count) {
    int start = at;
    skip(count);
    return Arrays.copyOfRange(from, start, at);
  }

  /** The RRs that stand here. Their rdata was valid when it was written, and is as it was. */
  List<ResourceRecord> records(int count) {
    if (count < 0 || count > (end - at) / RR_FIXED) {
      throw new IllegalArgumentException("record that claims " + count + " RRs");
    }
    List<ResourceRecord> records = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      Name owner = name();
      int fixed = at;
      skip(RR_FIXED);
      int length = u16(fixed + 8);
      int start = at;
      skip(length);
      Rdata rdata = Rdata.ofValid(RRTypes.of(u16(fixed)), from, start, length);
      int ttlSeconds = (int) U32.get(from, fixed + 4);
      records.add(new ResourceRecord(owner, RRClass.of(u16(fixed + 2)), ttlSeconds, rdata));
    }
    return records;
  }

  /** Checks that all was read. */
  void finish() {
    if (at != end) {
      throw new IllegalArgumentException((end - at) + " octets behind a record's parts");
    }
  }

  private int u16(int offset) {
    return (short) U16.get(from, offset) & 0xffff;
  }

  private void skip(int count) {
    if (count < 0 || count > end - at) {
      throw new IllegalArgumentException("part that reaches past its record");
    }
    at += count;
  }
}
