package nomen.codec.tsig;

import java.security.MessageDigest;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import nomen.codec.name.Name;

/**
 * A secret that a server and its clients share, with the name by which they speak of it and the
 * algorithm that it is for. Two keys are equal only if they are the same object: a secret is
 * nothing to compare by chance.
 */
public final class TsigKey {
  /** The fewest octets of a secret. Less can be guessed; RFC 8945 section 8 wants more. */
  public static final int MIN_SECRET_OCTETS = 8;

  /** The most octets of a secret: more than a block of the hash makes it no better (RFC 2104). */
  public static final int MAX_SECRET_OCTETS = 512;

  private final Name name;
  private final TsigAlgorithm algorithm;
  private final int macOctets;
  private final byte[] secret;

  /** A key whose MACs are not truncated. */
  public TsigKey(Name name, TsigAlgorithm algorithm, byte[] secret) {
    this(name, algorithm, algorithm.macOctets(), secret);
  }

  /**
   * A key.
   *
   * @param macOctets the octets of the MACs that are sent, and the fewest that are accepted: from
   *     {@link TsigAlgorithm#minMacOctets} to {@link TsigAlgorithm#macOctets}
   * @param secret copied
   * @throws IllegalArgumentException if a size is outside its limits; the message does not hold the
   *     secret
   */
  public TsigKey(Name name, TsigAlgorithm algorithm, int macOctets, byte[] secret) {
    if (secret.length < MIN_SECRET_OCTETS || secret.length > MAX_SECRET_OCTETS) {
      throw new IllegalArgumentException(
          "a secret has %d to %d octets, not %d"
              .formatted(MIN_SECRET_OCTETS, MAX_SECRET_OCTETS, secret.length));
    }
    if (macOctets < algorithm.minMacOctets() || macOctets > algorithm.macOctets()) {
      throw new IllegalArgumentException(
          "a MAC of %s has %d to %d octets, not %d"
              .formatted(algorithm, algorithm.minMacOctets(), algorithm.macOctets(), macOctets));
    }
    this.name = name;
    this.algorithm = algorithm;
    this.macOctets = macOctets;
    this.secret = secret.clone();
  }

  /** Its name. */
  public Name name() {
    return name;
  }

  /** What it is for: with another algorithm it is another key (RFC 8945 section 5.2.1). */
  public TsigAlgorithm algorithm() {
    return algorithm;
  }

  /** The octets of the MACs that are sent, and the fewest that are accepted. */
  public int macOctets() {
    return macOctets;
  }

  SecretKey secretKey() {
    return new SecretKeySpec(secret, algorithm.javaName());
  }

  /** Whether the secret is this one; takes the same time for every other of its length. */
  public boolean hasSecret(byte[] other) {
    return MessageDigest.isEqual(secret, other);
  }

  /** A copy of the secret, for who writes the key to a file. */
  public byte[] copySecret() {
    return secret.clone();
  }

  /** Name and algorithm; never the secret: it might be logged. */
  @Override
  public String toString() {
    return name + " " + algorithm;
  }
}
