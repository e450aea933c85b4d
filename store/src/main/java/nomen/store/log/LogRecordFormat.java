package nomen.store.log;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import nomen.codec.name.Name;
import nomen.codec.rr.Rdata;
import nomen.codec.rr.ResourceRecord;
import nomen.store.zone.Changeset;
import org.jspecify.annotations.Nullable;

/**
 * A record of the log in octets, in network order:
 *
 * <pre>
 *   0         4      5      6         7      8        16       24       32       40
 *   +---------+------+------+---------+------+--------+--------+--------+--------+
 *   | length  | kind | via  | address | key  | LSN    | time   | base   | digest |
 *   +---------+------+------+---------+------+--------+--------+--------+--------+
 *   40            44           48         52       56      58     60
 *   +-------------+------------+----------+--------+-------+------+
 *   | serial from | serial to  | removed  | added  | port  | rule |
 *   +-------------+------------+----------+--------+-------+------+
 *   60: zone, key, address, rule, removed RRs, added RRs, with nothing between them
 *
 *   length    octets of the record, this field included
 *   kind      1 Change, 2 Load, 3 Removal
 *   via       see Author.Via
 *   address   octets of the address: 0, 4 or 16. A scope (RFC 4007) is not kept.
 *   key       octets of the name of the key, 0 for none
 *   time      milliseconds since 1970
 *   base, digest, serial from, serial to    0 where the kind has none
 *   removed, added    how many RRs
 *   rule      octets of the rule's text, which is UTF-8
 *   zone      a name in wire format, not compressed; so is the name of the key
 *   RR        owner name, type, class, TTL, RDLENGTH, rdata as in RFC 1035 section 3.2.1; no name
 *             is compressed
 * </pre>
 */
final class LogRecordFormat {
  private static final int CHANGE = 1;
  private static final int LOAD = 2;
  private static final int REMOVAL = 3;

  private static final int KIND_AT = 4;
  private static final int VIA_AT = 5;
  private static final int ADDRESS_AT = 6;
  private static final int KEY_AT = 7;
  private static final int LSN_AT = 8;
  private static final int TIME_AT = 16;
  private static final int BASE_AT = 24;
  private static final int DIGEST_AT = 32;
  private static final int FROM_AT = 40;
  private static final int TO_AT = 44;
  private static final int REMOVED_AT = 48;
  private static final int ADDED_AT = 52;
  private static final int PORT_AT = 56;
  private static final int RULE_AT = 58;
  private static final int ZONE_AT = 60;

  /** Octets of an RR besides its owner name and rdata. */
  private static final int RR_FIXED = 10;

  private static final int MAX_ADDRESS_OCTETS = 16;
  private static final int MAX_U16 = 0xffff;

  private static final VarHandle U16 =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle U32 =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle U64 =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private LogRecordFormat() {}

  /**
   * The octets that a record needs at most.
   *
   * @throws IllegalArgumentException if the format cannot hold it
   */
  static long maxOctets(LogRecord record) {
    Author author = record.author();
    InetSocketAddress address = author.address();
    if (address != null && address.isUnresolved()) {
      throw new IllegalArgumentException("address of an author that is a host name: " + address);
    }
    // A character of a Java string becomes at most 3 octets of UTF-8.
    long rule = 3L * author.rule().length();
    if (rule > MAX_U16) {
      throw new IllegalArgumentException("rule of an author with over 21845 characters");
    }
    Name key = author.key();
    long octets = ZONE_AT + record.zone().length() + MAX_ADDRESS_OCTETS + rule;
    octets += key == null ? 0 : key.length();
    if (record instanceof LogRecord.Change change) {
      octets += octets(change.changeset().removed()) + octets(change.changeset().added());
    }
    return octets;
  }

  private static long octets(List<ResourceRecord> records) {
    long octets = 0;
    for (ResourceRecord record : records) {
      octets += record.owner().length() + RR_FIXED + record.rdata().length();
    }
    return octets;
  }

  /**
   * Writes a record into an array that has room for it.
   *
   * @return the offset behind it
   */
  static int write(LogRecord record, byte[] to, int at) {
    Author author = record.author();
    Name key = author.key();
    to[at + VIA_AT] = (byte) author.via().code();
    to[at + KEY_AT] = (byte) (key == null ? 0 : key.length());
    U64.set(to, at + LSN_AT, record.lsn());
    U64.set(to, at + TIME_AT, record.timeMillis());
    int end = at + ZONE_AT;
    end += record.zone().copyTo(to, end);
    end += key == null ? 0 : key.copyTo(to, end);
    end = writeAddress(author.address(), to, at, end);
    byte[] rule = author.rule().getBytes(StandardCharsets.UTF_8);
    U16.set(to, at + RULE_AT, (short) rule.length);
    System.arraycopy(rule, 0, to, end, rule.length);
    end += rule.length;
    switch (record) {
      case LogRecord.Change change -> {
        Changeset changes = change.changeset();
        writeKind(CHANGE, change.base(), change.requestDigest(), to, at);
        writeSerials(changes.serialFrom(), changes.serialTo(), to, at);
        U32.set(to, at + REMOVED_AT, changes.removed().size());
        U32.set(to, at + ADDED_AT, changes.added().size());
        end = writeRecords(changes.removed(), to, end);
        end = writeRecords(changes.added(), to, end);
      }
      case LogRecord.Load load -> {
        writeKind(LOAD, load.base(), 0, to, at);
        writeSerials(0, load.serial(), to, at);
        U64.set(to, at + REMOVED_AT, 0L);
      }
      case LogRecord.Removal _ -> {
        writeKind(REMOVAL, 0, 0, to, at);
        writeSerials(0, 0, to, at);
        U64.set(to, at + REMOVED_AT, 0L);
      }
    }
    U32.set(to, at, end - at);
    return end;
  }

  private static void writeKind(int kind, long base, long digest, byte[] to, int at) {
    to[at + KIND_AT] = (byte) kind;
    U64.set(to, at + BASE_AT, base);
    U64.set(to, at + DIGEST_AT, digest);
  }

  private static void writeSerials(int serialFrom, int serialTo, byte[] to, int at) {
    U32.set(to, at + FROM_AT, serialFrom);
    U32.set(to, at + TO_AT, serialTo);
  }

  private static int writeAddress(@Nullable InetSocketAddress address, byte[] to, int at, int end) {
    byte[] octets = address == null ? new byte[0] : address.getAddress().getAddress();
    to[at + ADDRESS_AT] = (byte) octets.length;
    U16.set(to, at + PORT_AT, (short) (address == null ? 0 : address.getPort()));
    System.arraycopy(octets, 0, to, end, octets.length);
    return end + octets.length;
  }

  private static int writeRecords(List<ResourceRecord> records, byte[] to, int start) {
    int at = start;
    // By index: a change of one record is what matters for speed, and needs no iterator.
    for (int i = 0; i < records.size(); i++) {
      ResourceRecord record = records.get(i);
      Rdata rdata = record.rdata();
      at += record.owner().copyTo(to, at);
      U16.set(to, at, (short) rdata.type().code());
      U16.set(to, at + 2, (short) record.rrClass().code());
      U32.set(to, at + 4, record.ttlSeconds());
      U16.set(to, at + 8, (short) rdata.length());
      at += RR_FIXED;
      at += rdata.copyTo(to, at);
    }
    return at;
  }

  /**
   * The octets of the record at a place.
   *
   * @param end the end of its frame
   * @throws IllegalArgumentException if there is no room for it
   */
  static int length(byte[] from, int at, int end) {
    if (end - at < ZONE_AT) {
      throw new IllegalArgumentException("the frame ends in a record");
    }
    int length = (int) U32.get(from, at);
    if (length < ZONE_AT || length > end - at) {
      throw new IllegalArgumentException("record of " + length + " octets");
    }
    return length;
  }

  /** The LSN of the record at a place. */
  static long lsn(byte[] from, int at) {
    return (long) U64.get(from, at + LSN_AT);
  }

  /** The time of the record at a place, in milliseconds since 1970. */
  static long timeMillis(byte[] from, int at) {
    return (long) U64.get(from, at + TIME_AT);
  }

  /** What a request is known by if it comes again; 0 if it cannot. */
  static long requestDigest(byte[] from, int at) {
    return (long) U64.get(from, at + DIGEST_AT);
  }

  /** Whether the record at a place is one of a change. */
  static boolean isChange(byte[] from, int at) {
    return from[at + KIND_AT] == CHANGE;
  }

  /** Whether the record at a place is one of a zone that was begun. */
  static boolean isLoad(byte[] from, int at) {
    return from[at + KIND_AT] == LOAD;
  }

  /** The serial that the record at a place starts from. */
  static int serialFrom(byte[] from, int at) {
    return (int) U32.get(from, at + FROM_AT);
  }

  /** The serial that the record at a place led to. */
  static int serialTo(byte[] from, int at) {
    return (int) U32.get(from, at + TO_AT);
  }

  /** The zone of the record at a place. */
  static Name zone(byte[] from, int at) {
    return Name.ofWire(from, at + ZONE_AT);
  }

  /**
   * Reads the record at a place.
   *
   * @param end the end of the record
   * @throws IllegalArgumentException if it is none, saying why
   */
  static LogRecord read(byte[] from, int at, int end) {
    LogRecordReader reader = new LogRecordReader(from, at + ZONE_AT, end);
    Name zone = reader.name();
    Name key = from[at + KEY_AT] == 0 ? null : reader.name();
    byte[] address = reader.octets(from[at + ADDRESS_AT]);
    String rule =
        new String(
            reader.octets((short) U16.get(from, at + RULE_AT) & MAX_U16), StandardCharsets.UTF_8);
    Author author =
        new Author(
            via(from[at + VIA_AT]),
            key,
            address(address, (short) U16.get(from, at + PORT_AT) & MAX_U16),
            rule);
    long base = (long) U64.get(from, at + BASE_AT);
    LogRecord record =
        switch (from[at + KIND_AT]) {
          case CHANGE -> {
            List<ResourceRecord> removed = reader.records((int) U32.get(from, at + REMOVED_AT));
            List<ResourceRecord> added = reader.records((int) U32.get(from, at + ADDED_AT));
            Changeset changes =
                new Changeset(zone, serialFrom(from, at), serialTo(from, at), removed, added);
            long digest = (long) U64.get(from, at + DIGEST_AT);
            yield new LogRecord.Change(
                lsn(from, at), timeMillis(from, at), author, digest, base, changes);
          }
          case LOAD ->
              new LogRecord.Load(
                  lsn(from, at), timeMillis(from, at), zone, author, base, serialTo(from, at));
          case REMOVAL -> new LogRecord.Removal(lsn(from, at), timeMillis(from, at), zone, author);
          default ->
              throw new IllegalArgumentException("record of kind " + (from[at + KIND_AT] & 0xff));
        };
    reader.finish();
    return record;
  }

  private static Author.Via via(int code) {
    for (Author.Via via : Author.Via.values()) {
      if (via.code() == code) {
        return via;
      }
    }
    throw new IllegalArgumentException("author that came by way " + (code & 0xff));
  }

  private static @Nullable InetSocketAddress address(byte[] octets, int port) {
    if (octets.length == 0) {
      return null;
    }
    try {
      return new InetSocketAddress(InetAddress.getByAddress(octets), port);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("address of " + octets.length + " octets", e);
    }
  }
}
