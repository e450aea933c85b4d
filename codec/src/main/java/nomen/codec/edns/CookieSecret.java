package nomen.codec.edns;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A server secret of 128 bits (RFC 9018 section 4.4). All servers behind one address share it.
 *
 * @param key0 its first eight octets, little-endian
 * @param key1 its last eight octets, little-endian
 */
public record CookieSecret(long key0, long key1) {
  /** The octets of a secret. */
  public static final int SIZE_OCTETS = 16;

  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /**
   * The secret with the given octets.
   *
   * @throws IllegalArgumentException if they are not 16
   */
  public static CookieSecret of(byte[] octets) {
    if (octets.length != SIZE_OCTETS) {
      throw new IllegalArgumentException("a cookie secret has 16 octets, not " + octets.length);
    }
    return new CookieSecret((long) WORD.get(octets, 0), (long) WORD.get(octets, 8));
  }

  /** Says nothing of the secret: it might be logged. */
  @Override
  public String toString() {
    return "CookieSecret";
  }
}
