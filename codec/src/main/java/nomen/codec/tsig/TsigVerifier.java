package nomen.codec.tsig;

import nomen.codec.message.Header;
import nomen.codec.message.Rcode;
import nomen.codec.wire.WireFormatException;
import nomen.codec.wire.WireReader;

/** Checks the TSIG records of requests. Each thread has its own: not thread-safe. */
public final class TsigVerifier {
  private final TsigMacs macs;
  private final WireReader reader = new WireReader(new byte[Header.SIZE_OCTETS]);

  /**
   * A verifier.
   *
   * @param macs those of this thread
   */
  public TsigVerifier(TsigMacs macs) {
    this.macs = macs;
  }

  /**
   * Checks a request in the order of RFC 8945 section 5.2: the key, the MAC, the time, and at last
   * whether the MAC is cut shorter than the key allows.
   *
   * @param octets the array that holds the request
   * @param start where its first octet stands
   * @param length its octets
   * @param tsigOffset where its TSIG record stands in the array, as {@link
   *     nomen.codec.message.Query#tsigOffset} or {@link TsigRecord#locate} tells
   * @param nowSeconds the time, in seconds since 1970
   */
  public TsigOutcome verify(
      Keyring keys, byte[] octets, int start, int length, int tsigOffset, long nowSeconds) {
    TsigRecord tsig;
    try {
      tsig = TsigRecord.read(reader.wrap(octets, start, length), tsigOffset);
    } catch (WireFormatException e) {
      return new TsigOutcome.Malformed(e);
    }
    TsigKey key = keys.find(tsig.keyName());
    if (key == null || !key.algorithm().wireName().equals(tsig.algorithmName())) {
      return new TsigOutcome.Rejected(Rcode.BADKEY, null, tsig);
    }
    TsigAlgorithm algorithm = key.algorithm();
    if (tsig.macLength() > algorithm.macOctets() || tsig.macLength() < algorithm.minMacOctets()) {
      return new TsigOutcome.Malformed(
          new WireFormatException(
              tsigOffset, "TSIG MAC Size: no MAC of %s is so long".formatted(algorithm)));
    }
    boolean genuine =
        macs.of(key)
            .begin()
            .signedMessage(octets, start, tsigOffset, tsig.originalId())
            .variables(tsig.timeSigned(), tsig.fudge(), tsig.error(), tsig.otherData())
            .verify(tsig.mac());
    if (!genuine) {
      return new TsigOutcome.Rejected(Rcode.BADSIG, null, tsig);
    }
    if (!tsig.isTimely(nowSeconds)) {
      return new TsigOutcome.Rejected(Rcode.BADTIME, key, tsig);
    }
    if (tsig.macLength() < key.macOctets()) {
      return new TsigOutcome.Rejected(Rcode.BADTRUNC, key, tsig);
    }
    return new TsigOutcome.Verified(key, tsig);
  }
}
