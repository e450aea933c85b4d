package nomen.codec.tsig;

import nomen.codec.message.Header;
import nomen.codec.message.MessageWriter;
import nomen.codec.message.Rcode;
import nomen.codec.message.Section;
import nomen.codec.name.Name;
import nomen.codec.wire.WireWriter;

/**
 * Signs messages. Each thread has its own: not thread-safe.
 *
 * <p>The record goes behind a message that is {@linkplain MessageWriter#finish finished}, into room
 * that was {@linkplain MessageWriter#reserve reserved} before.
 */
public final class TsigSigner {
  /** By how many seconds clocks may differ (RFC 8945 section 10 recommends 300). */
  public static final int FUDGE_SECONDS = 300;

  /** A time in the other data. */
  static final int TIME_OCTETS = 6;

  private static final byte[] NOTHING = {};

  private final TsigMacs macs;

  /**
   * A signer.
   *
   * @param macs those of this thread
   */
  public TsigSigner(TsigMacs macs) {
    this.macs = macs;
  }

  /** The octets that a request must have left for its TSIG record. */
  public static int sizeOctets(TsigKey key) {
    return TsigRecord.sizeOctets(key.name(), key.algorithm().wireName(), key.macOctets(), 0);
  }

  /**
   * Signs a response (RFC 8945 section 5.3), or says in an unsigned TSIG record what is wrong with
   * the request's (5.3.2). To a {@linkplain TsigOutcome.Malformed malformed} one nothing is added.
   *
   * @param message a finished response with {@link TsigOutcome#sizeOctets} left
   * @param request what was found out about the request
   * @param nowSeconds the time, in seconds since 1970
   * @return the octets of the message
   */
  public int signResponse(MessageWriter message, TsigOutcome request, long nowSeconds) {
    return switch (request) {
      case TsigOutcome.Malformed _ -> message.finish();
      case TsigOutcome.Verified verified ->
          signResponse(message, verified.key(), verified.request(), 0, nowSeconds);
      case TsigOutcome.Rejected rejected ->
          rejected.signedBy() == null
              ? addUnsigned(message, rejected, nowSeconds)
              : signResponse(
                  message, rejected.signedBy(), rejected.request(), rejected.error(), nowSeconds);
    };
  }

  private int signResponse(
      MessageWriter message, TsigKey key, TsigRecord request, int error, long nowSeconds) {
    // RFC 8945 section 5.2.3: to a client whose clock is wrong its own time comes back, so that it
    // can believe the answer, and the server's in the other data.
    boolean wrongTime = error == Rcode.BADTIME;
    long timeSigned = wrongTime ? request.timeSigned() : nowSeconds;
    byte[] other = wrongTime ? time(nowSeconds) : NOTHING;
    byte[] mac =
        macs.of(key)
            .begin()
            .priorMac(request.mac())
            .message(message.wire().octets(), 0, message.wire().position())
            .variables(timeSigned, FUDGE_SECONDS, error, other)
            .sign();
    return append(
        message, request.keyName(), request.algorithmName(), timeSigned, mac, error, other);
  }

  private static int addUnsigned(
      MessageWriter message, TsigOutcome.Rejected rejected, long nowSeconds) {
    TsigRecord request = rejected.request();
    return append(
        message,
        request.keyName(),
        request.algorithmName(),
        nowSeconds,
        NOTHING,
        rejected.error(),
        NOTHING);
  }

  /**
   * Signs a request.
   *
   * @param message a finished request with {@link #sizeOctets} left
   * @param nowSeconds the time, in seconds since 1970
   * @return the MAC, which the response's signature covers
   */
  public byte[] signRequest(MessageWriter message, TsigKey key, long nowSeconds) {
    byte[] mac =
        macs.of(key)
            .begin()
            .message(message.wire().octets(), 0, message.wire().position())
            .variables(nowSeconds, FUDGE_SECONDS, 0, NOTHING)
            .sign();
    append(message, key.name(), key.algorithm().wireName(), nowSeconds, mac, 0, NOTHING);
    return mac;
  }

  /** Adds the record to a message and finishes it again. */
  static int append(
      MessageWriter message,
      Name keyName,
      Name algorithmName,
      long timeSigned,
      byte[] mac,
      int error,
      byte[] otherData) {
    WireWriter wire = message.wire();
    int size = TsigRecord.sizeOctets(keyName, algorithmName, mac.length, otherData.length);
    if (wire.remaining() < size) {
      throw new IllegalStateException("no room for TSIG was reserved");
    }
    int end = wire.position() + size;
    message.section(Section.ADDITIONAL);
    wire.writeName(keyName);
    wire.writeU16(TsigRecord.TYPE);
    wire.writeU16(TsigRecord.CLASS_ANY);
    wire.writeU32(0);
    wire.writeU16(end - wire.position() - 2);
    wire.writeName(algorithmName);
    wire.writeU48(timeSigned);
    wire.writeU16(FUDGE_SECONDS);
    wire.writeU16(mac.length);
    wire.writeOctets(mac);
    wire.writeU16(Header.id(wire.octets(), 0));
    wire.writeU16(error);
    wire.writeU16(otherData.length);
    wire.writeOctets(otherData);
    message.countRecords(1);
    return message.finish();
  }

  private static byte[] time(long seconds) {
    WireWriter writer = new WireWriter(TIME_OCTETS);
    writer.writeU48(seconds);
    return writer.octets();
  }
}
