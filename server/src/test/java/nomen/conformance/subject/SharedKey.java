package nomen.conformance.subject;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import nomen.codec.name.Name;
import nomen.codec.tsig.TsigAlgorithm;
import nomen.codec.tsig.TsigKey;

/**
 * A TSIG key that every subject knows: one for each algorithm, named for it, such as {@code
 * hmac-sha256.key.test.}.
 */
public record SharedKey(TsigAlgorithm algorithm) {
  /** All of them. */
  public static List<SharedKey> all() {
    List<SharedKey> keys = new ArrayList<>();
    for (TsigAlgorithm algorithm : TsigAlgorithm.values()) {
      keys.add(new SharedKey(algorithm));
    }
    return keys;
  }

  /** Its name, with a final dot. */
  public String name() {
    return algorithm + ".key.test.";
  }

  /** Its secret in Base64. */
  public String secret() {
    return Base64.getEncoder().encodeToString(octets());
  }

  /** The key for who signs with it. */
  public TsigKey key() {
    return new TsigKey(Name.parse(name()), algorithm, octets());
  }

  private byte[] octets() {
    byte[] octets = new byte[algorithm.macOctets()];
    for (int i = 0; i < octets.length; i++) {
      octets[i] = (byte) (31 * i + octets.length);
    }
    return octets;
  }
}
