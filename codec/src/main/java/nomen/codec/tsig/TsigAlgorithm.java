package nomen.codec.tsig;

import nomen.codec.name.Name;
import org.jspecify.annotations.Nullable;

/** The keyed hash functions of TSIG (RFC 8945 section 6). */
public enum TsigAlgorithm {
  /** Must not be used any more (RFC 8945 section 6), and is still the default of some clients. */
  HMAC_MD5("hmac-md5", "hmac-md5.sig-alg.reg.int.", "HmacMD5", 16),
  /** SHA-1. */
  HMAC_SHA1("hmac-sha1", "hmac-sha1.", "HmacSHA1", 20),
  /** SHA-2 of 224 bits. */
  HMAC_SHA224("hmac-sha224", "hmac-sha224.", "HmacSHA224", 28),
  /** SHA-2 of 256 bits, which every implementation has. */
  HMAC_SHA256("hmac-sha256", "hmac-sha256.", "HmacSHA256", 32),
  /** SHA-2 of 384 bits. */
  HMAC_SHA384("hmac-sha384", "hmac-sha384.", "HmacSHA384", 48),
  /** SHA-2 of 512 bits. */
  HMAC_SHA512("hmac-sha512", "hmac-sha512.", "HmacSHA512", 64);

  /** No MAC may be cut to fewer octets than this (RFC 8945 section 5.2.2.1). */
  private static final int MIN_TRUNCATED_OCTETS = 10;

  private static final TsigAlgorithm[] ALL = values();

  private final String text;

  @SuppressWarnings("ImmutableEnumChecker") // A name never changes; the checker cannot see it.
  private final Name wireName;

  private final String javaName;
  private final int macOctets;

  TsigAlgorithm(String text, String wireName, String javaName, int macOctets) {
    this.text = text;
    this.wireName = Name.parse(wireName);
    this.javaName = javaName;
    this.macOctets = macOctets;
  }

  /** The name in the Algorithm Name field of a TSIG record. */
  public Name wireName() {
    return wireName;
  }

  /** The octets of a whole MAC. */
  public int macOctets() {
    return macOctets;
  }

  /** The octets that a truncated MAC has at least: 10, or half (RFC 8945 section 5.2.2.1). */
  public int minMacOctets() {
    return Math.max(MIN_TRUNCATED_OCTETS, macOctets / 2);
  }

  /** What {@link javax.crypto.Mac} calls it. */
  String javaName() {
    return javaName;
  }

  /** The algorithm with a name in the Algorithm Name field, or null. */
  public static @Nullable TsigAlgorithm ofWireName(Name name) {
    for (TsigAlgorithm algorithm : ALL) {
      if (algorithm.wireName.equals(name)) {
        return algorithm;
      }
    }
    return null;
  }

  /** The name that files of keys and configurations use, such as {@code hmac-sha256}. */
  @Override
  public String toString() {
    return text;
  }
}
