package nomen.codec.message;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import nomen.codec.edns.Edns;
import nomen.codec.edns.EdnsReader;
import nomen.codec.name.Name;
import nomen.codec.rr.RRClass;
import nomen.codec.rr.RRType;
import nomen.codec.rr.RRTypes;
import nomen.codec.rr.Rdata;
import nomen.codec.rr.ResourceRecord;
import nomen.codec.wire.WireFormatException;
import nomen.codec.wire.WireReader;
import nomen.codec.wire.WireWriter;
import org.jspecify.annotations.Nullable;

/**
 * Reads a whole message, request or response, into objects. Nothing malformed is accepted in part:
 * every record must be as its type says, and every octet be accounted for.
 *
 * <p>One reader reads one message.
 */
public final class MessageReader {
  /** Of a record: an owner of one octet, type, class, TTL and RDLENGTH. */
  private static final int MIN_RECORD_OCTETS = 11;

  private final WireReader from;
  private final int flags;
  private final int headerAt;
  private int extendedRcode;
  private @Nullable Edns edns;
  private @Nullable WireWriter scratch;

  private MessageReader(WireReader from) {
    this.from = from;
    this.headerAt = from.start();
    this.flags = Header.flags(from.octets(), headerAt);
  }

  /**
   * Reads a message.
   *
   * @param octets the array that holds it
   * @param start the offset of its first octet
   * @param length its octets
   * @throws WireFormatException naming the place, the field and the rule
   */
  public static Message read(byte[] octets, int start, int length) throws WireFormatException {
    WireReader from = new WireReader(octets, start, length);
    from.skip(Header.SIZE_OCTETS, "header");
    return new MessageReader(from).read();
  }

  /** Reads a message that fills an array. */
  public static Message read(byte[] octets) throws WireFormatException {
    return read(octets, 0, octets.length);
  }

  private Message read() throws WireFormatException {
    List<Question> questions = readQuestions();
    List<ResourceRecord> answers = readSection(Section.ANSWER);
    List<ResourceRecord> authorities = readSection(Section.AUTHORITY);
    List<ResourceRecord> additionals = readSection(Section.ADDITIONAL);
    if (from.remaining() > 0) {
      throw new WireFormatException(
          from.position(), from.remaining() + " octets behind the last record");
    }
    return new Message(
        Header.id(from.octets(), headerAt),
        flags & ~Header.RCODE_MASK,
        extendedRcode << 4 | flags & Header.RCODE_MASK,
        questions,
        answers,
        authorities,
        additionals,
        edns);
  }

  private int count(Section section) {
    return Header.count(from.octets(), headerAt, section);
  }

  private List<Question> readQuestions() throws WireFormatException {
    int count = count(Section.QUESTION);
    int opcode = Header.opcode(flags);
    // RFC 9619 section 4: for responses too.
    if (opcode == Opcode.QUERY && count > 1) {
      throw new WireFormatException(headerAt + Header.COUNTS_OFFSET, "QDCOUNT: over 1");
    }
    // RFC 2136 section 2.3; a response may leave the section out (section 3.8).
    if (opcode == Opcode.UPDATE && (count > 1 || count == 0 && (flags & Header.QR) == 0)) {
      throw new WireFormatException(headerAt + Header.COUNTS_OFFSET, "ZOCOUNT: not 1");
    }
    if (count == 1) {
      return List.of(readQuestion());
    }
    List<Question> questions = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      questions.add(readQuestion());
    }
    return questions;
  }

  private Question readQuestion() throws WireFormatException {
    Name qname = from.readName("QNAME");
    RRType qtype = RRTypes.of(from.readU16("QTYPE"));
    return new Question(qname, qtype, RRClass.of(from.readU16("QCLASS")));
  }

  private List<ResourceRecord> readSection(Section section) throws WireFormatException {
    int count = count(section);
    if (count == 0) {
      return List.of();
    }
    // No more room than the message can have records for, whatever it says.
    ResourceRecord[] records =
        new ResourceRecord[Math.min(count, from.remaining() / MIN_RECORD_OCTETS)];
    int read = 0;
    for (int left = count - 1; left >= 0; left--) {
      int at = from.position();
      Name owner = from.readName("owner");
      RRType type = RRTypes.of(from.readU16("type"));
      int rrClass = from.readU16("class");
      int ttl = from.readI32("TTL");
      int length = from.readU16("RDLENGTH");
      if (type.equals(RRTypes.OPT)) {
        readOpt(section, at, owner, rrClass, ttl, length);
        continue;
      }
      // RFC 8945 section 5.1.
      if (type.equals(RRTypes.TSIG) && (section != Section.ADDITIONAL || left > 0)) {
        throw new WireFormatException(at, "TSIG: not the last record");
      }
      Rdata rdata = readRdata(section, type, rrClass, length);
      // RFC 2181 section 8: a TTL with the highest bit set counts as zero.
      records[read++] = new ResourceRecord(owner, RRClass.of(rrClass), Math.max(ttl, 0), rdata);
    }
    return List.of(read == records.length ? records : Arrays.copyOf(records, read));
  }

  private Rdata readRdata(Section section, RRType type, int rrClass, int length)
      throws WireFormatException {
    // RFC 2136 sections 2.4 and 2.5: records that stand for a whole RRset or name have no rdata.
    boolean standsForMany =
        Header.opcode(flags) == Opcode.UPDATE
            && section != Section.ADDITIONAL
            && (rrClass == RRClass.ANY.code() || rrClass == RRClass.NONE.code());
    if (length == 0 && standsForMany) {
      return Rdata.ofNothing(type);
    }
    int needed = Rdata.scratchOctets(type, length);
    if (needed == 0) {
      return Rdata.read(from, type, length);
    }
    WireWriter room = scratch;
    if (room == null || room.limit() < needed) {
      // Mostly made once, for all records: by itself it is larger than most of them.
      room = new WireWriter(needed);
      scratch = room;
    }
    return Rdata.read(from, type, length, room);
  }

  private void readOpt(Section section, int at, Name owner, int rrClass, int ttl, int length)
      throws WireFormatException {
    // RFC 6891 section 6.1.1.
    if (section != Section.ADDITIONAL || edns != null || !owner.isRoot()) {
      throw new WireFormatException(at, "OPT: not the only one, at the root, in ADDITIONAL");
    }
    int version = ttl >> 16 & 0xff;
    extendedRcode = ttl >>> 24;
    if (version != 0) {
      // What options of another version look like is not known.
      from.skip(length, "OPT rdata");
      edns = new Edns(rrClass, version, ttl & 0xffff, List.of());
      return;
    }
    boolean response = (flags & Header.QR) != 0;
    edns = new Edns(rrClass, version, ttl & 0xffff, EdnsReader.readOptions(from, length, response));
  }
}
