package nomen.bench.tsig;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import javax.crypto.spec.SecretKeySpec;
import nomen.codec.name.Name;
import nomen.codec.tsig.TsigAlgorithm;
import nomen.codec.tsig.TsigKey;
import org.xbill.DNS.TSIG;

/** One key as each library has it, and the time at which all is signed. */
final class Keys {
  static final long NOW_SECONDS = 1_700_000_000L;

  private static final byte[] SECRET = new byte[32];

  /** Nothing of it stands in the questions: dnsjava would compress it, and Nomen does not. */
  private static final Name NAME = Name.parse("dhcp-key.");

  private Keys() {}

  static TsigKey nomen() {
    return new TsigKey(NAME, TsigAlgorithm.HMAC_SHA256, SECRET);
  }

  static TSIG dnsjava() {
    try {
      return new TSIG(
          TSIG.HMAC_SHA256,
          new org.xbill.DNS.Name(NAME.toWire()),
          new SecretKeySpec(SECRET, "Hmac"),
          Clock.fixed(Instant.ofEpochSecond(NOW_SECONDS), ZoneOffset.UTC));
    } catch (IOException e) {
      throw new IllegalStateException("a name that is none", e);
    }
  }
}
