package nomen.codec.message;

import java.util.Arrays;
import nomen.codec.edns.Edns;
import nomen.codec.edns.EdnsOption;
import nomen.codec.name.Name;
import nomen.codec.name.NameCompressor;
import nomen.codec.rr.ResourceRecord;
import nomen.codec.wire.WireWriter;
import org.jspecify.annotations.Nullable;

/**
 * Writes one message after another, from the header to the OPT record, without making objects.
 *
 * <pre>
 *   writer.beginResponse(query, octets, limit);      header and question, copied from the request
 *   writer.addEdns(1232, query.dnssecOk());          keeps room for OPT from here on
 *   writer.addOption(OptionCode.NSID, nsid, 0, n);   and for each option
 *   writer.reserve(tsigOctets);                      and for TSIG
 *   writer.section(Section.ANSWER);
 *   long mark = writer.mark();
 *   writer.beginRecord(12, type, qclass, ttl);       for each record of an RRset
 *   writer.wire().writeOctets(rdata);
 *   writer.endRecord();
 *   if (writer.overflowed()) {                       truncation on a whole RRset,
 *     writer.rollback(mark);
 *     writer.setFlags(Header.TC);                    if the RRset was required
 *   }
 *   writer.rcode(Rcode.NOERROR);
 *   int length = writer.finish();
 * </pre>
 *
 * <p>What does not fit is not written and the writer turns {@linkplain #overflowed() overflowed}:
 * it must be rolled back before it is finished. RFC 2181 section 9 has TC set if an RRset that the
 * response requires does not fit, and not for one that only helps.
 *
 * <p>The message begins at the first octet of the array, which must be another than the request's.
 * Not thread-safe.
 */
public final class MessageWriter {
  /** The most octets of options of one message: the longest NSID, texts and padding end there. */
  public static final int MAX_OPTIONS_OCTETS = 1024;

  /** The offset of QNAME in every message that has a question: the owner of most answers. */
  public static final int QNAME_OFFSET = Header.SIZE_OCTETS;

  /** An OPT record without options: root, type, class, TTL, RDLENGTH. */
  private static final int OPT_OCTETS = 11;

  private static final int TYPE_OPT = 41;

  private final WireWriter wire = new WireWriter(Header.SIZE_OCTETS);
  private final NameCompressor names = new NameCompressor();
  private final WireWriter options = new WireWriter(MAX_OPTIONS_OCTETS);
  private final int[] counts = new int[Section.COUNT];

  private int section;
  private int flags;
  private int rcode;
  private int limit;
  private int recordLengthAt;
  private boolean questionRemembered;
  private boolean edns;
  private boolean optWritten;
  private int ednsPayload;
  private int ednsFlags;

  /**
   * Begins a response: ID and opcode as in the request, of a query RD and CD too, QR set, and the
   * request's question octet by octet, so that the case of QNAME comes back.
   *
   * @param to takes the message from its first octet; another array than the request's
   * @param limit the octets that the message may have: 512 or more hold every header and question
   */
  public void beginResponse(Query query, byte[] to, int limit) {
    int length = query.questionEnd() - query.start();
    begin(query.id(), Header.echoed(query.flags()) | Header.QR, to, limit);
    if (query.hasQuestion()) {
      wire.writeOctets(query.octets(), query.qnameOffset(), length - Header.SIZE_OCTETS);
      counts[Section.QUESTION.index()] = 1;
    }
  }

  /**
   * Begins a response of which only these fields of the header are taken from a request that was
   * not read further.
   *
   * @param request the array that holds it
   * @param start the offset of its first octet
   */
  public void beginResponse(byte[] request, int start, byte[] to, int limit) {
    int echoed = Header.echoed(Header.flags(request, start));
    begin(Header.id(request, start), echoed | Header.QR, to, limit);
  }

  /**
   * Begins a message without question.
   *
   * @param flags the 16 bits from QR to CD; of the RCODE see {@link #rcode}
   */
  public void begin(int id, int flags, byte[] to, int limit) {
    wire.wrap(to, limit);
    names.reset();
    this.limit = limit;
    this.flags = flags & ~Header.RCODE_MASK;
    rcode = Rcode.NOERROR;
    section = 0;
    Arrays.fill(counts, 0);
    questionRemembered = false;
    edns = false;
    optWritten = false;
    wire.writeU16(id);
    wire.writeU16(this.flags);
    wire.writeU64(0);
  }

  /** Writes a question; only directly behind the header. */
  public void writeQuestion(Name qname, int qtype, int qclass) {
    if (section != 0) {
      throw new IllegalStateException("question behind another section");
    }
    names().write(wire, qname);
    wire.writeU16(qtype);
    wire.writeU16(qclass);
    if (!wire.overflowed()) {
      counts[0]++;
    }
  }

  /** Where record data is written. */
  public WireWriter wire() {
    return wire;
  }

  /** What compresses names in record data. */
  public NameCompressor names() {
    // Most responses are written without one compressed name but pointers to QNAME: remembering the
    // question waits for the first.
    if (!questionRemembered) {
      questionRemembered = true;
      if (counts[0] > 0) {
        names.add(wire.octets(), QNAME_OFFSET);
      }
    }
    return names;
  }

  /** Sets flags of the header: AA, TC, RA, AD, in any combination. */
  public void setFlags(int mask) {
    flags |= mask & ~Header.RCODE_MASK;
  }

  /** Clears flags of the header. */
  public void clearFlags(int mask) {
    flags &= ~mask;
  }

  /** The 16 bits from QR to CD as they will be written; the RCODE's are zero. */
  public int flags() {
    return flags;
  }

  /** Sets the RCODE: up to 15, or up to {@link Rcode#MAX} in a message with OPT. */
  public void rcode(int newRcode) {
    if (newRcode < 0 || newRcode > Rcode.MAX) {
      throw new IllegalArgumentException("RCODE of over 12 bits: " + newRcode);
    }
    rcode = newRcode;
  }

  /** The RCODE as it will be written. */
  public int rcode() {
    return rcode;
  }

  /** Goes on to a section; sections come in their order. */
  public void section(Section next) {
    if (next.index() < section) {
      throw new IllegalStateException("section " + next + " behind a later one");
    }
    section = next.index();
  }

  /** The records (or questions) that a section has so far, OPT not counted before the end. */
  public int count(Section of) {
    return counts[of.index()];
  }

  /** The octets that still fit beside what is reserved. */
  public int remaining() {
    return wire.remaining();
  }

  /** Whether something did not fit since the beginning or the last rollback. */
  public boolean overflowed() {
    return wire.overflowed();
  }

  /** The present state, to go back to: position, section and its count. */
  public long mark() {
    return (long) wire.position() << 32 | (long) section << 16 | counts[section];
  }

  /** Goes back to a mark: what was written since then never was. Flags and options stay. */
  public void rollback(long mark) {
    int position = (int) (mark >>> 32);
    wire.rollback(position);
    names.rollback(position);
    section = (int) (mark >>> 16) & 3;
    counts[section] = (int) mark & 0xffff;
    Arrays.fill(counts, section + 1, counts.length, 0);
  }

  /**
   * Begins a record whose owner stands in the message already, as QNAME does at {@link
   * #QNAME_OFFSET}.
   *
   * @param ownerOffset its offset: below 16,384
   */
  public void beginRecord(int ownerOffset, int type, int rrClass, int ttlSeconds) {
    if (wire.octets()[ownerOffset] == 0) {
      // A pointer to the root would be longer than the root.
      wire.writeU8(0);
    } else {
      wire.writeU16(0xc000 | ownerOffset);
    }
    writeFixed(type, rrClass, ttlSeconds);
  }

  /**
   * Begins a record; its owner is compressed.
   *
   * @param owner an array that holds the name in uncompressed wire format at {@code at}
   */
  public void beginRecord(byte[] owner, int at, int type, int rrClass, int ttlSeconds) {
    names().write(wire, owner, at);
    writeFixed(type, rrClass, ttlSeconds);
  }

  /** Begins a record; its owner is compressed. */
  public void beginRecord(Name owner, int type, int rrClass, int ttlSeconds) {
    names().write(wire, owner);
    writeFixed(type, rrClass, ttlSeconds);
  }

  /** Writes a whole record, its names compressed where RFC 3597 section 4 allows it. */
  public void writeRecord(ResourceRecord record) {
    names().write(wire, record.owner());
    wire.writeU16(record.type().code());
    wire.writeU16(record.rrClass().code());
    wire.writeU32(record.ttlSeconds());
    record.rdata().write(wire, names);
    if (!wire.overflowed()) {
      counts[section]++;
    }
  }

  private void writeFixed(int type, int rrClass, int ttlSeconds) {
    wire.writeU16(type);
    wire.writeU16(rrClass);
    wire.writeU32(ttlSeconds);
    recordLengthAt = wire.position();
    wire.writeU16(0);
  }

  /** Ends the record that was begun last: sets its RDLENGTH and counts it. */
  public void endRecord() {
    if (!wire.overflowed()) {
      wire.patchU16(recordLengthAt, wire.position() - recordLengthAt - 2);
      counts[section]++;
    }
  }

  /** Counts records whose octets the caller wrote, all of them. */
  public void countRecords(int records) {
    counts[section] += records;
  }

  /**
   * Keeps room for what comes behind the OPT record (TSIG), or for later options.
   *
   * @return false if there is not so much room left; then nothing is kept
   */
  public boolean reserve(int octets) {
    if (octets > wire.remaining()) {
      return false;
    }
    wire.limit(wire.limit() - octets);
    return true;
  }

  /**
   * Lets the message end with an OPT record and keeps room for it.
   *
   * @param udpPayloadSize what this side takes in a UDP message
   * @param dnssecOk the DO flag, which a response copies (RFC 3225 section 3)
   */
  public void addEdns(int udpPayloadSize, boolean dnssecOk) {
    addEdns(udpPayloadSize, 0, dnssecOk ? Edns.DO : 0);
  }

  /** As {@link #addEdns(int, boolean)}, of any version and with any flags. */
  public void addEdns(int udpPayloadSize, int version, int newFlags) {
    if (edns || !reserve(OPT_OCTETS)) {
      throw new IllegalStateException("a second OPT record, or no room for it");
    }
    edns = true;
    ednsPayload = udpPayloadSize;
    ednsFlags = version << 16 | newFlags;
    options.reset(MAX_OPTIONS_OCTETS);
  }

  /** Whether the message will end with an OPT record. */
  public boolean hasEdns() {
    return edns;
  }

  /**
   * Adds an EDNS option and keeps room for it.
   *
   * @return false if there is no OPT record, or no room: then it is left out
   */
  public boolean addOption(int code, byte[] data, int offset, int length) {
    if (beginOption(code, length) == null) {
      return false;
    }
    options.writeOctets(data, offset, length);
    return true;
  }

  /** Adds an EDNS option, as {@link #addOption(int, byte[], int, int)}. */
  public boolean addOption(EdnsOption option) {
    int before = options.position();
    if (!edns) {
      return false;
    }
    option.write(options);
    if (options.overflowed() || !reserve(options.position() - before)) {
      options.rollback(before);
      return false;
    }
    return true;
  }

  /**
   * Adds an EDNS option, whose data the caller writes, and keeps room for it.
   *
   * @param length the octets that the caller must write
   * @return where to write them; null if there is no OPT record, or no room: then it is left out
   */
  public @Nullable WireWriter beginOption(int code, int length) {
    int octets = 4 + length;
    if (!edns || octets > options.remaining() || !reserve(octets)) {
      return null;
    }
    options.writeU16(code);
    options.writeU16(length);
    return options;
  }

  /**
   * Ends the message: writes OPT, if there is one, and the header's flags, RCODE and counts. The
   * room that was reserved is free from then on: a TSIG record can be written behind it, as a
   * record of the additional section, and the message be finished again.
   *
   * @return the octets of the message
   * @throws IllegalStateException if the writer is overflowed, or the RCODE needs OPT and there is
   *     none
   */
  public int finish() {
    if (wire.overflowed()) {
      throw new IllegalStateException("message finished while overflowed");
    }
    if (rcode > Header.RCODE_MASK && !edns) {
      throw new IllegalStateException(Rcode.print(rcode) + " without OPT record");
    }
    wire.limit(limit);
    if (edns && !optWritten) {
      optWritten = true;
      writeOpt();
    }
    wire.patchU16(Header.FLAGS_OFFSET, flags | rcode & Header.RCODE_MASK);
    for (int i = 0; i < counts.length; i++) {
      wire.patchU16(Header.COUNTS_OFFSET + 2 * i, counts[i]);
    }
    return wire.position();
  }

  private void writeOpt() {
    section = Section.ADDITIONAL.index();
    wire.writeU8(0);
    writeFixed(TYPE_OPT, ednsPayload, (rcode >> 4) << 24 | ednsFlags);
    wire.writeOctets(options.octets(), 0, options.position());
    endRecord();
  }
}
