package nomen.codec.tsig;

import nomen.codec.message.MessageWriter;
import nomen.codec.wire.WireWriter;

/**
 * Signs a response of several messages over TCP (RFC 8945 section 5.3.1): the first like any
 * response, each of the others with the MAC before it and the timers alone. Messages in between may
 * go unsigned; the next signature covers them too. Not thread-safe.
 */
public final class TsigStreamSigner {
  /** The most messages in a row without TSIG that a client must accept. */
  public static final int MAX_UNSIGNED = 99;

  private static final byte[] NO_OTHER_DATA = {};

  private final TsigKey key;
  private final TsigRecord request;
  private final TsigMac mac;
  private boolean first = true;
  private int unsigned;

  /** The signer of the response to one request. */
  public TsigStreamSigner(TsigOutcome.Verified request) {
    this.key = request.key();
    this.request = request.request();
    // A hash of its own, as it is left half done between two messages.
    this.mac = new TsigMac(key);
    mac.priorMac(this.request.mac());
  }

  /** The octets that each signed message must have left for its TSIG record. */
  public int sizeOctets() {
    return TsigRecord.sizeOctets(
        request.keyName(), request.algorithmName(), key.macOctets(), NO_OTHER_DATA.length);
  }

  /**
   * Signs the next message; the first and the last one must be.
   *
   * @param message a finished response with {@link #sizeOctets} left
   * @param nowSeconds the time, in seconds since 1970
   * @return the octets of the message
   */
  public int sign(MessageWriter message, long nowSeconds) {
    WireWriter wire = message.wire();
    mac.message(wire.octets(), 0, wire.position());
    if (first) {
      mac.variables(nowSeconds, TsigSigner.FUDGE_SECONDS, 0, NO_OTHER_DATA);
    } else {
      mac.timers(nowSeconds, TsigSigner.FUDGE_SECONDS);
    }
    byte[] made = mac.sign();
    mac.priorMac(made);
    first = false;
    unsigned = 0;
    return TsigSigner.append(
        message, request.keyName(), request.algorithmName(), nowSeconds, made, 0, NO_OTHER_DATA);
  }

  /**
   * Takes note of a finished message that is sent without TSIG.
   *
   * @throws IllegalStateException for the first message, and for more than {@value #MAX_UNSIGNED}
   *     in a row
   */
  public void passUnsigned(MessageWriter message) {
    if (first || unsigned == MAX_UNSIGNED) {
      throw new IllegalStateException("this message must be signed");
    }
    unsigned++;
    mac.message(message.wire().octets(), 0, message.wire().position());
  }
}
