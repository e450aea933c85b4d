package nomen.codec.transfer;

import nomen.codec.message.Header;
import nomen.codec.message.Opcode;
import nomen.codec.message.Rcode;
import nomen.codec.message.Section;
import nomen.codec.name.Labels;
import nomen.codec.name.Name;
import nomen.codec.rr.RRClass;
import nomen.codec.rr.RRTypes;
import nomen.codec.wire.WireFormatException;
import nomen.codec.wire.WireReader;

/**
 * Finds out what the messages of an answer to AXFR or IXFR say. It reads no socket and no clock and
 * knows no zone: messages go in, one after another, and events come out, to a {@link TransferSink}.
 *
 * <p>What the messages are cut into has no meaning (RFC 5936 section 2.2), so the records of all
 * answer sections are one {@linkplain RecordSequence sequence}.
 *
 * <p>What is not as it must be ends it with a {@link TransferException}. Nothing but the answer
 * section counts; of the others it is only checked that they are there in full, and what RCODE an
 * OPT record adds. TSIG is for the caller to verify. Not thread-safe.
 */
public final class TransferInterpreter {
  private static final int TYPE_OPT = 41;

  private final TransferRequest request;
  private final TransferLimits limits;
  private final TransferSink sink;
  private final RecordSequence sequence;
  private final byte[] apex;
  private final WireReader from = new WireReader(new byte[0]);
  private final TransferRecord record = new TransferRecord();
  private final byte[] name = new byte[Labels.MAX_NAME_OCTETS];

  private long messages;
  private long octets;
  private long records;
  private int emptyMessages;
  private int answer;

  /** One for one answer. */
  public TransferInterpreter(TransferRequest request, TransferLimits limits, TransferSink sink) {
    this.request = request;
    this.limits = limits;
    this.sink = sink;
    apex = request.zone().toWire();
    sequence = new RecordSequence(request, limits.differenceRecords(), sink);
  }

  /**
   * Takes the next message.
   *
   * @param message the array that holds it, without the length that TCP has before it
   * @param offset of its first octet
   * @param length its octets
   * @return whether the transfer is over: nothing is to come
   * @throws TransferException if the transfer cannot be taken; it is over then, too
   */
  public boolean message(byte[] message, int offset, int length) throws TransferException {
    if (isOver()) {
      throw new IllegalStateException("a message behind the end of the transfer");
    }
    messages++;
    answer = 0;
    boolean understood = false;
    try {
      read(message, offset, length);
      understood = true;
    } finally {
      if (!understood) {
        sequence.end();
      }
    }
    return isOver();
  }

  /** Whether nothing is to come: the transfer was told in full, or has failed. */
  public boolean isOver() {
    return sequence.isOver();
  }

  /** The messages so far. */
  public long messages() {
    return messages;
  }

  /** The octets of the messages so far. */
  public long octets() {
    return octets;
  }

  /** The records of the answer sections so far. */
  public long records() {
    return records;
  }

  /** What is to be said if no message comes any more though the transfer is not over. */
  public TransferException cutShort() {
    return TransferException.ofZone(
        "cut short: it ended behind message "
            + messages
            + (!sequence.hasBegun() ? ", which had no record" : ", before the SOA that ends it"));
  }

  private void read(byte[] message, int offset, int length) throws TransferException {
    octets += length;
    if (octets > limits.octets()) {
      throw failed("the transfer has over " + limits.octets() + " octets");
    }
    if (messages > limits.messages()) {
      throw failed("the transfer has over " + limits.messages() + " messages");
    }
    try {
      from.wrap(message, offset, length);
      from.skip(Header.SIZE_OCTETS, "header");
      readHeader(message, offset);
    } catch (WireFormatException e) {
      int at = e.offset() - offset;
      throw new TransferException(
          messages, answer, answer == 0 ? "" : record.subject(), "octet " + at + ", " + e.rule());
    }
  }

  private void readHeader(byte[] message, int offset)
      throws TransferException, WireFormatException {
    int flags = Header.flags(message, offset);
    if (Header.id(message, offset) != request.id()) {
      throw failed("ID " + Header.id(message, offset) + ", asked with " + request.id());
    }
    if ((flags & Header.QR) == 0) {
      throw failed("QR is 0: not a response");
    }
    if (Header.opcode(flags) != Opcode.QUERY) {
      throw failed("opcode " + Opcode.print(Header.opcode(flags)) + ", not QUERY");
    }
    int rcode = flags & Header.RCODE_MASK;
    if (rcode != Rcode.NOERROR) {
      throw TransferException.ofRcode(messages, extended(message, offset) | rcode);
    }
    if ((flags & Header.TC) != 0) {
      if (!request.isDatagram()) {
        throw failed("TC is set, over TCP (RFC 5936 section 2.2.1)");
      }
      sequence.end();
      sink.overTcp();
      return;
    }
    readQuestion(Header.count(message, offset, Section.QUESTION));
    int answers = Header.count(message, offset, Section.ANSWER);
    for (int i = 0; i < answers && !sequence.isUpToDate(); i++) {
      readAnswer();
    }
    if (answer < answers) {
      // Up to date: what else the server sends needs no look.
      return;
    }
    answer = 0;
    passOver(Header.count(message, offset, Section.AUTHORITY));
    int extended = passOver(Header.count(message, offset, Section.ADDITIONAL));
    if (extended != 0) {
      throw TransferException.ofRcode(messages, extended);
    }
    if (from.remaining() > 0) {
      throw failed(from.remaining() + " octets behind the last record");
    }
    endMessage(answers);
  }

  private void readQuestion(int questions) throws TransferException, WireFormatException {
    if (questions == 0 && messages > 1) {
      return;
    }
    if (questions != 1) {
      throw failed("QDCOUNT " + questions + (messages == 1 ? ", not 1" : ", neither 0 nor 1"));
    }
    from.readName(name, 0, "QNAME");
    int qtype = from.readU16("QTYPE");
    int qclass = from.readU16("QCLASS");
    if (Labels.length(name, 0) != apex.length
        || !Labels.equalIgnoringCase(name, 0, apex, 0, apex.length)) {
      throw failed("QNAME " + Name.ofWire(name, 0) + ", asked for " + request.zone());
    }
    if (qtype != request.qtype().code()) {
      throw failed("QTYPE " + RRTypes.of(qtype) + ", asked for " + request.qtype());
    }
    if (qclass != RRClass.IN.code()) {
      throw failed("QCLASS " + RRClass.of(qclass) + ", asked for IN");
    }
  }

  private void readAnswer() throws TransferException, WireFormatException {
    answer++;
    records++;
    record.clear();
    if (sequence.isOver()) {
      throw failed("a record behind the SOA that ends the transfer");
    }
    if (records > limits.records()) {
      throw failed("the transfer has over " + limits.records() + " records");
    }
    record.readStart(from);
    if (record.rrClass() != RRClass.IN.code()) {
      throw failed("class " + RRClass.of(record.rrClass()) + ", not IN");
    }
    if (record.type().isMeta()) {
      throw failed("a zone cannot hold " + record.type());
    }
    if (!record.isAtOrBelow(apex)) {
      throw failed("the owner is not at or below " + request.zone());
    }
    record.readRest(from);
    if (record.isSoa() && record.ownerLength() != apex.length) {
      throw failed("SOA below the apex");
    }
    try {
      sequence.take(record);
    } catch (RefusedRecordException e) {
      throw failed(String.valueOf(e.getMessage()));
    }
  }

  /**
   * Passes over records, and sees that they are there.
   *
   * @return the upper bits of the RCODE that an OPT record among them has, in their place
   */
  private int passOver(int count) throws WireFormatException {
    int extended = 0;
    for (int i = 0; i < count; i++) {
      from.readName(name, 0, "owner");
      int type = from.readU16("type");
      from.readU16("class");
      int ttl = from.readI32("TTL");
      from.skip(from.readU16("RDLENGTH"), "rdata");
      extended = type == TYPE_OPT ? ttl >>> 24 << 4 : extended;
    }
    return extended;
  }

  /** The upper bits of the RCODE of a message that has an error in its header. */
  private int extended(byte[] message, int offset) {
    try {
      for (int i = Header.count(message, offset, Section.QUESTION); i > 0; i--) {
        from.readName(name, 0, "QNAME");
        from.skip(4, "QTYPE and QCLASS");
      }
      passOver(Header.count(message, offset, Section.ANSWER));
      passOver(Header.count(message, offset, Section.AUTHORITY));
      return passOver(Header.count(message, offset, Section.ADDITIONAL));
    } catch (WireFormatException e) {
      // That it is an error is known, and what is behind it is not worth another one.
      return 0;
    }
  }

  private void endMessage(int answers) throws TransferException {
    emptyMessages = answers == 0 ? emptyMessages + 1 : 0;
    if (answers == 0 && !sequence.hasBegun()) {
      throw failed("no record in the first message");
    }
    if (emptyMessages > TransferLimits.MAX_EMPTY_MESSAGES) {
      throw failed(emptyMessages + " messages without records follow each other");
    }
    if (request.isDatagram() && !isOver()) {
      if (!sequence.isNewerSoaAlone()) {
        throw failed("ends before the SOA that ends the transfer, and TC is not set");
      }
      sequence.end();
      sink.overTcp();
    }
  }

  private TransferException failed(String rule) {
    return new TransferException(messages, answer, answer == 0 ? "" : record.subject(), rule);
  }
}
