package nomen.codec.tsig;

import nomen.codec.message.Rcode;
import nomen.codec.wire.WireFormatException;
import nomen.codec.wire.WireReader;

/**
 * Checks the response to one signed request, of one message or, over TCP, of several (RFC 8945
 * sections 5.3.1 and 5.4). Not thread-safe.
 */
public final class TsigResponseVerifier {
  private final TsigKey key;
  private final TsigMac mac;
  private final WireReader reader = new WireReader(new byte[0]);
  private boolean first = true;
  private int unsigned;

  /**
   * A verifier.
   *
   * @param key the one that signed the request
   * @param requestMac the request's MAC
   */
  public TsigResponseVerifier(TsigKey key, byte[] requestMac) {
    this.key = key;
    this.mac = new TsigMac(key);
    mac.priorMac(requestMac);
  }

  /**
   * Checks the next message.
   *
   * @param octets the array that holds it
   * @param start where its first octet stands
   * @param length its octets
   * @param nowSeconds the time, in seconds since 1970
   * @return whether it and all before it are to be believed; if not, a later one must tell, and
   *     nothing may be done yet that cannot be undone
   * @throws TsigException if it is not to be believed; the response is worth nothing then, but one
   *     from the right server may still come (RFC 8945 section 5.4)
   */
  public boolean verify(byte[] octets, int start, int length, long nowSeconds)
      throws TsigException {
    reader.wrap(octets, start, length);
    try {
      int offset = TsigRecord.locate(reader);
      if (offset == TsigRecord.ABSENT) {
        passUnsigned(octets, start, length);
        return false;
      }
      verify(octets, start, offset, TsigRecord.read(reader, offset), nowSeconds);
      return true;
    } catch (WireFormatException e) {
      throw new TsigException(Rcode.FORMERR, "the response is malformed: " + e.getMessage());
    }
  }

  private void passUnsigned(byte[] octets, int start, int length) throws TsigException {
    if (first) {
      throw new TsigException(Rcode.FORMERR, "the response is not signed");
    }
    if (unsigned == TsigStreamSigner.MAX_UNSIGNED) {
      throw new TsigException(
          Rcode.FORMERR, "over %d messages in a row are not signed".formatted(unsigned));
    }
    unsigned++;
    mac.message(octets, start, start + length);
  }

  private void verify(byte[] octets, int start, int offset, TsigRecord tsig, long nowSeconds)
      throws TsigException {
    if (!tsig.keyName().equals(key.name())
        || !tsig.algorithmName().equals(key.algorithm().wireName())) {
      throw new TsigException(
          Rcode.BADKEY,
          "the response is signed with %s %s, the request with %s"
              .formatted(tsig.keyName(), tsig.algorithmName(), key));
    }
    boolean silent = tsig.macLength() == 0;
    if (silent && (tsig.error() == Rcode.BADKEY || tsig.error() == Rcode.BADSIG)) {
      throw new TsigException(
          tsig.error(),
          "the server says, unsigned, %s of %s".formatted(errorName(tsig.error()), key));
    }
    if (tsig.macLength() > key.algorithm().macOctets()
        || tsig.macLength() < key.algorithm().minMacOctets()) {
      throw new TsigException(Rcode.FORMERR, "no MAC of " + key.algorithm() + " is so long");
    }
    mac.signedMessage(octets, start, offset, tsig.originalId());
    if (first) {
      mac.variables(tsig.timeSigned(), tsig.fudge(), tsig.error(), tsig.otherData());
    } else {
      mac.timers(tsig.timeSigned(), tsig.fudge());
    }
    if (!mac.verify(tsig.mac())) {
      throw new TsigException(Rcode.BADSIG, "the response's signature is not of " + key);
    }
    if (tsig.error() != Rcode.NOERROR) {
      throw new TsigException(tsig.error(), "the server says " + explain(tsig));
    }
    if (!tsig.isTimely(nowSeconds)) {
      throw new TsigException(
          Rcode.BADTIME, "the response was signed at %d".formatted(tsig.timeSigned()));
    }
    if (tsig.macLength() < key.macOctets()) {
      throw new TsigException(
          Rcode.BADTRUNC, "the MAC has %d octets alone".formatted(tsig.macLength()));
    }
    mac.priorMac(tsig.mac());
    first = false;
    unsigned = 0;
  }

  private static String explain(TsigRecord tsig) {
    byte[] other = tsig.otherData();
    if (tsig.error() != Rcode.BADTIME || other.length != TsigSigner.TIME_OCTETS) {
      return errorName(tsig.error());
    }
    try {
      long time = new WireReader(other).readU48("Other Data");
      return "BADTIME: its clock shows %d".formatted(time);
    } catch (WireFormatException e) {
      throw new AssertionError("the length was checked", e);
    }
  }

  /** In TSIG's error field 16 is BADSIG. */
  private static String errorName(int error) {
    return error == Rcode.BADSIG ? "BADSIG" : Rcode.print(error);
  }
}
