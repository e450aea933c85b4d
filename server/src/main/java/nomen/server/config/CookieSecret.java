package nomen.server.config;

import java.util.HexFormat;

/**
 * A secret of 16 octets from which server cookies are made (RFC 9018 section 4.4), written as 32
 * hexadecimal digits. It never appears in a message.
 */
public final class CookieSecret {
  /** How many octets a secret has: the key of SipHash-2-4. */
  public static final int SIZE_OCTETS = 16;

  private final byte[] octets;

  /**
   * Makes a secret.
   *
   * @param octets {@link #SIZE_OCTETS} octets; copied
   */
  public CookieSecret(byte[] octets) {
    if (octets.length != SIZE_OCTETS) {
      throw new IllegalArgumentException("a cookie secret has 16 octets, not " + octets.length);
    }
    this.octets = octets.clone();
  }

  /** A copy of the octets. */
  public byte[] octets() {
    return octets.clone();
  }

  static CookieSecret scan(String text) throws SettingException {
    try {
      byte[] octets = HexFormat.of().parseHex(text);
      if (octets.length == SIZE_OCTETS) {
        return new CookieSecret(octets);
      }
    } catch (IllegalArgumentException notHexadecimal) {
      // Said below, without repeating the secret.
    }
    throw new SettingException("is not a secret of 16 octets");
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CookieSecret that && java.util.Arrays.equals(octets, that.octets);
  }

  @Override
  public int hashCode() {
    return java.util.Arrays.hashCode(octets);
  }

  @Override
  public String toString() {
    return "CookieSecret[hidden]";
  }
}
