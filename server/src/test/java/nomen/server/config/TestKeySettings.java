package nomen.server.config;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import nomen.codec.name.Name;
import nomen.codec.tsig.TsigAlgorithm;

/** Keys as a configuration holds them, for tests of other packages. */
public final class TestKeySettings {
  /** The secret of all of them. */
  public static final byte[] SECRET = "open sesame!".getBytes(StandardCharsets.US_ASCII);

  private TestKeySettings() {}

  /** A key for hmac-sha256. */
  public static KeySettings of(String name) {
    try {
      return new KeySettings(
          Name.parse(name),
          new KeyAlgorithm(TsigAlgorithm.HMAC_SHA256, TsigAlgorithm.HMAC_SHA256.macOctets()),
          Secret.scan(Base64.getEncoder().encodeToString(SECRET)));
    } catch (SettingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
