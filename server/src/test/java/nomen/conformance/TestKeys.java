package nomen.conformance;

import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import nomen.codec.tsig.TsigAlgorithm;
import nomen.conformance.subject.ServedKey;

/**
 * TSIG keys that the subject knows which serves the {@link TestZones}: one for each algorithm,
 * named for it, such as {@code hmac-sha256.key.test.}.
 */
public final class TestKeys {
  private TestKeys() {}

  /** All of them. */
  public static List<ServedKey> all() {
    return Arrays.stream(TsigAlgorithm.values()).map(TestKeys::served).toList();
  }

  private static ServedKey served(TsigAlgorithm algorithm) {
    String secret = Base64.getEncoder().encodeToString(secret(algorithm));
    return new ServedKey(name(algorithm), algorithm.toString(), secret);
  }

  /** The key for an algorithm: {@code hmac-sha256}. */
  public static ServedKey of(String algorithm) {
    return all().stream()
        .filter(key -> key.algorithm().equals(algorithm))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(algorithm));
  }

  private static String name(TsigAlgorithm algorithm) {
    return algorithm + ".key.test.";
  }

  private static byte[] secret(TsigAlgorithm algorithm) {
    byte[] octets = new byte[algorithm.macOctets()];
    for (int i = 0; i < octets.length; i++) {
      octets[i] = (byte) (31 * i + octets.length);
    }
    return octets;
  }
}
