package nomen.codec.tsig;

import nomen.codec.message.Rcode;
import nomen.codec.wire.WireFormatException;
import org.jspecify.annotations.Nullable;

/**
 * What the check of a request's TSIG record found, and all that is needed to sign the response. It
 * holds no octets of the message and may go to another thread.
 */
public sealed interface TsigOutcome {
  /** The RCODE of a response to it: NOERROR if the request may be looked at further. */
  int rcode();

  /** The octets that a response must have left for its TSIG record; 0 if it gets none. */
  int sizeOctets();

  /** The request was signed by somebody who has the key, within the allowed time. */
  record Verified(TsigKey key, TsigRecord request) implements TsigOutcome {
    @Override
    public int rcode() {
      return Rcode.NOERROR;
    }

    @Override
    public int sizeOctets() {
      return TsigRecord.sizeOctets(request.keyName(), request.algorithmName(), key.macOctets(), 0);
    }
  }

  /**
   * The request is not to be believed (RFC 8945 section 5.2); the response says why.
   *
   * @param error BADKEY, BADSIG, BADTIME or BADTRUNC of {@link Rcode}
   * @param signedBy the key that signs the response; null for BADKEY and BADSIG, of which the
   *     response is unsigned (section 5.3.2)
   */
  record Rejected(int error, @Nullable TsigKey signedBy, TsigRecord request)
      implements TsigOutcome {
    @Override
    public int rcode() {
      return Rcode.NOTAUTH;
    }

    @Override
    public int sizeOctets() {
      TsigKey key = signedBy;
      return TsigRecord.sizeOctets(
          request.keyName(),
          request.algorithmName(),
          key == null ? 0 : key.macOctets(),
          error == Rcode.BADTIME ? TsigSigner.TIME_OCTETS : 0);
    }
  }

  /** The record is not as RFC 8945 section 4.2 has it, or its MAC is of a length that none has. */
  record Malformed(WireFormatException why) implements TsigOutcome {
    @Override
    public int rcode() {
      return Rcode.FORMERR;
    }

    @Override
    public int sizeOctets() {
      return 0;
    }
  }
}
