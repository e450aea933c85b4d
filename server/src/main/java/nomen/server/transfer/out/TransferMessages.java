package nomen.server.transfer.out;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import nomen.codec.message.Header;
import nomen.codec.message.MessageWriter;
import nomen.codec.message.Query;
import nomen.codec.message.Section;
import nomen.codec.name.Labels;
import nomen.codec.rr.RRType;
import nomen.codec.rr.RRTypes;
import nomen.codec.rr.ResourceRecord;
import nomen.codec.tsig.TsigOutcome;
import nomen.codec.tsig.TsigStreamSigner;
import nomen.server.transport.AnswerStream;
import nomen.server.transport.TransportClock;
import nomen.store.zone.RRsetView;
import org.jspecify.annotations.Nullable;

/**
 * Puts the records of a transfer into messages, one message behind the other, and sends each that
 * is full (RFC 5936 section 2.2). The first has the question; all have AA, an OPT record if the
 * request has one, and a TSIG record if the request is signed.
 *
 * <p>A message is full when it has {@link #FULL_OCTETS}: up to there a compression pointer reaches.
 * A record that needs more room than that gets it, up to what a message can have. Not thread-safe.
 */
final class TransferMessages {
  /** From here on nothing in a message could be pointed at. */
  static final int FULL_OCTETS = MessageNames.MAX_POINTER + 1;

  private static final int MAX_MESSAGE_OCTETS = 65_535;
  private static final long MILLIS_PER_SECOND = 1000;
  private static final int CLASS_IN = 1;

  /** TYPE, CLASS, TTL, RDLENGTH. */
  private static final int FIXED_OCTETS = 10;

  private static final VarHandle U16 =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle U64 =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final MessageWriter message = new MessageWriter();
  private final byte[] octets = new byte[MAX_MESSAGE_OCTETS];
  private final Query query;
  private final int ednsPayload;
  private final AnswerStream to;
  private final TransportClock clock;
  private final @Nullable TsigStreamSigner signer;
  private final MessageNames names;
  private final byte[] recordOwner = new byte[Labels.MAX_NAME_OCTETS];
  private @Nullable ResourceRecord lastRecord;

  private boolean first = true;
  private boolean ownerWritten;
  private int position;
  private int hardLimit;
  private int softLimit;
  private int count;
  private long records;
  private long sentOctets;
  private long sentMessages;

  /**
   * For the answer to one request.
   *
   * @param query the request
   * @param ednsPayload what this server takes in a UDP message, for OPT records
   * @param signature the request's, null if it is not signed
   */
  TransferMessages(
      Query query,
      int ednsPayload,
      TsigOutcome.@Nullable Verified signature,
      AnswerStream to,
      TransportClock clock) {
    this.query = query;
    this.ednsPayload = ednsPayload;
    this.to = to;
    this.clock = clock;
    this.signer = signature == null ? null : new TsigStreamSigner(signature);
    this.names = new MessageNames(query.qnameLabels());
    begin();
  }

  private void begin() {
    if (first) {
      message.beginResponse(query, octets, MAX_MESSAGE_OCTETS);
    } else {
      message.beginResponse(query.octets(), query.start(), octets, MAX_MESSAGE_OCTETS);
    }
    message.setFlags(Header.AA);
    if (query.hasEdns()) {
      message.addEdns(ednsPayload, query.dnssecOk());
    }
    if (signer != null && !message.reserve(signer.sizeOctets())) {
      throw new IllegalStateException("a question and a TSIG record fit");
    }
    message.section(Section.ANSWER);
    names.begin(octets);
    if (first) {
      names.startAt(MessageWriter.QNAME_OFFSET);
    }
    position = message.wire().position();
    hardLimit = message.wire().limit();
    softLimit = Math.min(FULL_OCTETS, hardLimit);
    count = 0;
    ownerWritten = false;
  }

  /** The octets sent so far, and those of the message at hand. */
  long sizeOctets() {
    return sentOctets + position;
  }

  /** The messages sent so far. */
  long messages() {
    return sentMessages;
  }

  /** The records written so far. */
  long records() {
    return records;
  }

  /** Says that the following records have another owner name than those before. */
  void nextOwner() {
    ownerWritten = false;
  }

  /**
   * Writes an RRset.
   *
   * @param owner holds its owner name in uncompressed wire format from index 0; the same as of the
   *     RRset before, unless {@link #nextOwner} was called
   * @param ownerOctets the octets of that
   */
  void write(byte[] owner, int ownerOctets, RRsetView rrset) throws IOException {
    int type = rrset.type();
    RRType compressed = compressedType(type);
    long fixed = fixed(type, CLASS_IN, rrset.ttlSeconds());
    byte[] from = rrset.octets();
    int at = rrset.first();
    for (int left = rrset.count(); left > 0; left--) {
      int length = rrset.rdataLength(at);
      write(owner, ownerOctets, fixed, compressed, from, rrset.rdataOffset(at), length);
      at = rrset.next(at);
    }
  }

  /** Writes a record. */
  void write(ResourceRecord record) throws IOException {
    ResourceRecord before = lastRecord;
    if (before == null || !before.owner().equalsExactly(record.owner())) {
      ownerWritten = false;
      record.owner().copyTo(recordOwner, 0);
    }
    lastRecord = record;
    int type = record.type().code();
    byte[] rdata = record.rdata().toWire();
    write(
        recordOwner,
        record.owner().length(),
        fixed(type, record.rrClass().code(), record.ttlSeconds()),
        compressedType(type),
        rdata,
        0,
        rdata.length);
  }

  /** The type if names in its RDATA may be compressed (RFC 3597 section 4), else null. */
  private static @Nullable RRType compressedType(int code) {
    RRType type = RRTypes.known(code);
    return type != null && type.compressedNames() > 0 ? type : null;
  }

  private static long fixed(int type, int rrClass, int ttlSeconds) {
    return (long) type << 48 | (long) rrClass << 32 | ttlSeconds & 0xffff_ffffL;
  }

  private void write(
      byte[] owner,
      int ownerOctets,
      long fixed,
      @Nullable RRType compressed,
      byte[] from,
      int rdata,
      int length)
      throws IOException {
    int most = ownerOctets + FIXED_OCTETS + length;
    if (position >= softLimit || most > hardLimit - position) {
      nextMessage();
      if (most > hardLimit - position) {
        throw new IOException("a record of " + most + " octets does not fit into a message");
      }
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
  }

  private int writeCompressed(RRType type, byte[] from, int rdata, int length, int to) {
    int head = type.compressedNamesOffset();
    System.arraycopy(from, rdata, octets, to, head);
    int at = rdata + head;
    int end = to + head;
    for (int left = type.compressedNames(); left > 0; left--) {
      end = names.writeTarget(from, at, end);
      at += Labels.length(from, at);
    }
    int tail = rdata + length - at;
    System.arraycopy(from, at, octets, end, tail);
    return end + tail;
  }

  private void nextMessage() throws IOException {
    if (count > 0) {
      send();
      first = false;
      begin();
    }
  }

  private void send() throws IOException {
    message.wire().claim(position - message.wire().position());
    message.countRecords(count);
    int length = message.finish();
    if (signer != null) {
      length = signer.sign(message, clock.millis() / MILLIS_PER_SECOND);
    }
    to.send(octets, 0, length);
    records += count;
    sentOctets += length;
    sentMessages++;
  }

  /** Sends what is left, and returns when the client's connection has taken all. */
  void end() throws IOException {
    send();
    position = 0;
    to.end();
  }
}
