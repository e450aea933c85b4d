package nomen.server.transfer.out;

import java.io.IOException;
import nomen.codec.message.MessageWriter;
import nomen.codec.message.Query;
import nomen.codec.rr.RRType;
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

  private final MessageWriter message = new MessageWriter();
  private final RecordWriter writer = new RecordWriter();
  private final byte[] octets = new byte[MAX_MESSAGE_OCTETS];
  private final Query query;
  private final int ednsPayload;
  private final AnswerStream to;
  private final TransportClock clock;
  private final @Nullable TsigStreamSigner signer;
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
    begin();
  }

  private void begin() {
    if (sentMessages == 0) {
      message.beginResponse(query, octets, MAX_MESSAGE_OCTETS);
    } else {
      message.beginResponse(query.octets(), query.start(), octets, MAX_MESSAGE_OCTETS);
    }
    if (query.hasEdns()) {
      message.addEdns(ednsPayload, query.dnssecOk());
    }
    if (signer != null && !message.reserve(signer.sizeOctets())) {
      throw new IllegalStateException("a question and a TSIG record fit");
    }
    writer.begin(message, query.qnameLabels());
  }

  /** The octets sent so far. */
  long octets() {
    return sentOctets;
  }

  /** The messages sent so far. */
  long messages() {
    return sentMessages;
  }

  /** The records sent so far. */
  long records() {
    return records;
  }

  /** Says that the following RRsets have another owner name than those before. */
  void nextOwner() {
    writer.nextOwner();
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
    RRType compressed = RecordWriter.compressedType(type);
    long fixed = RecordWriter.fixed(type, CLASS_IN, rrset.ttlSeconds());
    byte[] from = rrset.octets();
    int at = rrset.first();
    for (int left = rrset.count(); left > 0; left--) {
      int rdata = rrset.rdataOffset(at);
      int length = rrset.rdataLength(at);
      boolean written =
          hasRoom() && writer.write(owner, ownerOctets, fixed, compressed, from, rdata, length);
      if (!written) {
        nextMessage();
        if (!writer.write(owner, ownerOctets, fixed, compressed, from, rdata, length)) {
          throw new IOException("a record of " + length + " octets does not fit into a message");
        }
      }
      at = rrset.next(at);
    }
  }

  /** Writes a record. */
  void write(ResourceRecord record) throws IOException {
    if (!hasRoom() || !writer.write(record)) {
      nextMessage();
      if (!writer.write(record)) {
        throw new IOException(
            "a record of " + record.rdata().length() + " octets does not fit into a message");
      }
    }
  }

  private boolean hasRoom() {
    return writer.position() < FULL_OCTETS;
  }

  private void nextMessage() throws IOException {
    if (writer.count() > 0) {
      send();
      begin();
    }
  }

  private void send() throws IOException {
    writer.end(message);
    int length = message.finish();
    if (signer != null) {
      length = signer.sign(message, clock.millis() / MILLIS_PER_SECOND);
    }
    to.send(octets, 0, length);
    records += writer.count();
    sentOctets += length;
    sentMessages++;
  }

  /** Sends what is left, and returns when the client's connection has taken all. */
  void end() throws IOException {
    send();
    to.end();
  }
}
