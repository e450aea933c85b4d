package nomen.codec.edns;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Interoperable server cookies (RFC 9018 section 4), written and checked where they stand in a
 * COOKIE option, as pure functions of octets, secret and a given time:
 *
 * <pre>
 *   octet 0    client cookie, 8 octets
 *         8    version, 1
 *         9    reserved, 3 octets: 0 when made, hashed as they are when checked
 *        12    timestamp, seconds since 1970 modulo 2^32
 *        16    SipHash-2-4 of octets 0 to 15 and the client's address, 8 octets
 * </pre>
 */
public final class ServerCookie {
  /** The octets of a COOKIE option with such a server cookie. */
  public static final int OPTION_OCTETS = 24;

  /** The octets of a server cookie. */
  public static final int SIZE_OCTETS = 16;

  /** How long a cookie is good (RFC 9018 section 4.3). */
  public static final int MAX_AGE_SECONDS = 3600;

  /** How far in the future a cookie may have been made: clocks differ (RFC 9018 section 4.3). */
  public static final int MAX_AHEAD_SECONDS = 300;

  /** From this age on the client is given a new cookie (RFC 9018 section 4.3). */
  public static final int RENEW_AGE_SECONDS = 1800;

  private static final int CLIENT_OCTETS = 8;
  private static final int TIMESTAMP_AT = 12;
  private static final int HASHED_OCTETS = 16;
  private static final int VERSION = 1;

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle HASH =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** What a server cookie is worth. */
  public enum Validity {
    /** Made here, for this client, less than half an hour ago. */
    GOOD,
    /** Good, but old enough to be replaced. */
    GOOD_TO_RENEW,
    /** Made too long ago, or too far in the future. */
    OUT_OF_TIME,
    /** Not made with this secret for this client, or of another version or length. */
    BAD
  }

  private ServerCookie() {}

  /**
   * Writes the data of a COOKIE option: a client cookie and a server cookie made now.
   *
   * @param to takes 24 octets at {@code at}
   * @param client an array with the client cookie at {@code clientAt}
   * @param address an array with the client's address, 4 or 16 octets, at {@code addressAt}
   * @param nowSeconds the time, in seconds since 1970
   */
  public static void write(
      byte[] to,
      int at,
      byte[] client,
      int clientAt,
      byte[] address,
      int addressAt,
      int addressLength,
      CookieSecret secret,
      long nowSeconds) {
    System.arraycopy(client, clientAt, to, at, CLIENT_OCTETS);
    INT.set(to, at + CLIENT_OCTETS, VERSION << 24);
    INT.set(to, at + TIMESTAMP_AT, (int) nowSeconds);
    HASH.set(to, at + HASHED_OCTETS, hash(to, at, address, addressAt, addressLength, secret));
  }

  /**
   * Checks the server cookie in the data of a COOKIE option.
   *
   * @param option an array with the option's data, client cookie first, at {@code at}
   * @param serverLength the octets behind the client cookie
   * @param address an array with the client's address, 4 or 16 octets, at {@code addressAt}
   * @param nowSeconds the time, in seconds since 1970
   */
  public static Validity check(
      byte[] option,
      int at,
      int serverLength,
      byte[] address,
      int addressAt,
      int addressLength,
      CookieSecret secret,
      long nowSeconds) {
    if (serverLength != SIZE_OCTETS || option[at + CLIENT_OCTETS] != VERSION) {
      return Validity.BAD;
    }
    long hash = (long) HASH.get(option, at + HASHED_OCTETS);
    if (hash != hash(option, at, address, addressAt, addressLength, secret)) {
      return Validity.BAD;
    }
    // RFC 9018 section 4.3: compared with serial number arithmetic (RFC 1982), so that 2106 is a
    // year like others.
    int age = (int) nowSeconds - (int) INT.get(option, at + TIMESTAMP_AT);
    if (age > MAX_AGE_SECONDS || age < -MAX_AHEAD_SECONDS) {
      return Validity.OUT_OF_TIME;
    }
    return age > RENEW_AGE_SECONDS ? Validity.GOOD_TO_RENEW : Validity.GOOD;
  }

  private static long hash(
      byte[] option,
      int at,
      byte[] address,
      int addressAt,
      int addressLength,
      CookieSecret secret) {
    return SipHash.hash(
        secret.key0(), secret.key1(), option, at, HASHED_OCTETS, address, addressAt, addressLength);
  }
}
