package nomen.codec.message;

import java.util.List;
import nomen.codec.edns.Edns;
import nomen.codec.rr.RRTypes;
import nomen.codec.rr.ResourceRecord;
import org.jspecify.annotations.Nullable;

/**
 * A whole message as objects (RFC 1035 section 4.1), for what is not in a hurry; the query path
 * uses {@link Query} and {@link MessageWriter}. Immutable.
 *
 * @param id 16 bits
 * @param flags the 16 bits from QR to CD, those of the RCODE zero; see {@link Header}
 * @param rcode 12 bits; over 15 only with EDNS
 * @param questions the question section, or an UPDATE's zone section
 * @param answers the answer section, or an UPDATE's prerequisites
 * @param authorities the authority section, or an UPDATE's updates
 * @param additionals the additional section without its OPT record; a TSIG record is the last
 * @param edns what the OPT record says, or null if there is none
 */
public record Message(
    int id,
    int flags,
    int rcode,
    List<Question> questions,
    List<ResourceRecord> answers,
    List<ResourceRecord> authorities,
    List<ResourceRecord> additionals,
    @Nullable Edns edns) {
  /** Checks ranges and copies the lists. */
  public Message {
    if ((id | flags) >>> 16 != 0 || (flags & Header.RCODE_MASK) != 0) {
      throw new IllegalArgumentException("ID or flags out of range");
    }
    if (rcode < 0 || rcode > (edns == null ? Header.RCODE_MASK : Rcode.MAX)) {
      throw new IllegalArgumentException("RCODE " + rcode + " does not fit");
    }
    questions = List.copyOf(questions);
    answers = List.copyOf(answers);
    authorities = List.copyOf(authorities);
    additionals = List.copyOf(additionals);
  }

  /** A request with one question and nothing else. */
  public static Message request(int id, int opcode, int flags, Question question) {
    return new Message(
        id,
        Header.opcodeFlags(opcode) | flags,
        Rcode.NOERROR,
        List.of(question),
        List.of(),
        List.of(),
        List.of(),
        null);
  }

  /** The opcode: see {@link Opcode}. */
  public int opcode() {
    return Header.opcode(flags);
  }

  /** Whether all of some flags are set. */
  public boolean has(int mask) {
    return (flags & mask) == mask;
  }

  /** The records of a section other than QUESTION. */
  public List<ResourceRecord> records(Section section) {
    return switch (section) {
      case QUESTION -> throw new IllegalArgumentException("questions are no records");
      case ANSWER -> answers;
      case AUTHORITY -> authorities;
      case ADDITIONAL -> additionals;
    };
  }

  /**
   * Writes the message, compressed. An RRset (records side by side with one owner, class and type)
   * that does not fit is left out as a whole, with all that follows in its section; TC is set for
   * it unless it is additional data (RFC 2181 section 9). A TSIG record always stays.
   *
   * @param to takes the message from its first octet
   * @param limit the octets that it may have
   * @return the octets that it has
   * @throws IllegalStateException if not even the questions, OPT and TSIG fit
   */
  public int write(MessageWriter with, byte[] to, int limit) {
    with.begin(id, flags, to, limit);
    for (Question question : questions) {
      with.writeQuestion(question.qname(), question.qtype().code(), question.qclass().code());
    }
    with.rcode(rcode);
    if (edns != null) {
      with.addEdns(edns.udpPayloadSize(), edns.version(), edns.flags());
      edns.options().forEach(with::addOption);
    }
    ResourceRecord tsig = tsig();
    // Uncompressed it has a length that is known beforehand.
    if (tsig != null && !with.reserve(tsig.owner().length() + 10 + tsig.rdata().length())) {
      throw new IllegalStateException("no room for TSIG");
    }
    writeSection(with, Section.ANSWER, answers);
    writeSection(with, Section.AUTHORITY, authorities);
    int last = additionals.size() - (tsig == null ? 0 : 1);
    writeSection(with, Section.ADDITIONAL, additionals.subList(0, last));
    int length = with.finish();
    if (tsig != null) {
      with.writeRecord(tsig);
      length = with.finish();
    }
    return length;
  }

  private static void writeSection(
      MessageWriter with, Section section, List<ResourceRecord> records) {
    with.section(section);
    for (int i = 0; i < records.size(); ) {
      long mark = with.mark();
      ResourceRecord first = records.get(i);
      do {
        with.writeRecord(records.get(i++));
      } while (i < records.size() && isOfRrset(records.get(i), first));
      if (with.overflowed()) {
        with.rollback(mark);
        if (section != Section.ADDITIONAL) {
          with.setFlags(Header.TC);
        }
        return;
      }
    }
  }

  private static boolean isOfRrset(ResourceRecord record, ResourceRecord first) {
    return record.type().equals(first.type())
        && record.rrClass().equals(first.rrClass())
        && record.owner().equals(first.owner());
  }

  /** The TSIG record, or null if the message has none. */
  public @Nullable ResourceRecord tsig() {
    if (additionals.isEmpty()) {
      return null;
    }
    ResourceRecord last = additionals.getLast();
    return last.type().equals(RRTypes.TSIG) ? last : null;
  }

  /** As {@code dig} prints it. */
  @Override
  public String toString() {
    return MessagePrinter.print(this);
  }
}
