package nomen.conformance.subject;

import java.util.Base64;

/**
 * A TSIG key that the subject knows.
 *
 * @param name absolute, with a final dot
 * @param algorithm as configurations write it: {@code hmac-sha256}
 * @param secret in base64
 */
public record ServedKey(String name, String algorithm, String secret) {
  /** The secret itself. */
  public byte[] octets() {
    return Base64.getDecoder().decode(secret);
  }
}
