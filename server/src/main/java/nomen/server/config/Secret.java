package nomen.server.config;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import nomen.codec.tsig.TsigKey;
import org.jspecify.annotations.Nullable;

/** A key's secret, written in Base64. It is never printed. */
public final class Secret {
  private final byte[] octets;

  private Secret(byte[] octets) {
    this.octets = octets;
  }

  /** Scans the written form. What is wrong is said without repeating it. */
  static Secret scan(String text) throws SettingException {
    byte[] octets;
    try {
      octets = Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw new SettingException("is not Base64");
    }
    if (octets.length < TsigKey.MIN_SECRET_OCTETS || octets.length > TsigKey.MAX_SECRET_OCTETS) {
      throw new SettingException("has " + octets.length + " octets");
    }
    return new Secret(octets);
  }

  /** A copy of the octets. */
  byte[] copyOctets() {
    return octets.clone();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Secret secret && MessageDigest.isEqual(octets, secret.octets);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(octets);
  }

  /** Says nothing of the secret: it might be logged. */
  @Override
  public String toString() {
    return "Secret";
  }
}
