package nomen.server.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import nomen.codec.tsig.TsigAlgorithm;

/**
 * What a key is for: an algorithm, and how long its MACs are. Written as BIND writes it: {@code
 * hmac-sha256}, or {@code hmac-sha256-128} for MACs of 128 bits at least.
 *
 * @param algorithm the algorithm
 * @param macOctets the octets of the MACs that are sent, and the fewest that are accepted
 */
public record KeyAlgorithm(TsigAlgorithm algorithm, int macOctets) {
  /** What may be written, as the end of "allowed: ...". */
  static final String ALLOWED =
      Arrays.stream(TsigAlgorithm.values())
          .map(algorithm -> AddressText.quote(algorithm.toString()))
          .collect(
              Collectors.joining(
                  ", ", "", ", each also with the bits of a truncated MAC: \"hmac-sha256-128\""));

  private static final Pattern TRUNCATED = Pattern.compile("(.*[^-])-([0-9]{1,3})");

  /** How the algorithm is called in messages: also a name of old that BIND's files may have. */
  private static final String OLD_MD5 = "hmac-md5.sig-alg.reg.int";

  /** Scans the written form. */
  static KeyAlgorithm scan(String text) throws SettingException {
    String name = text.toLowerCase(Locale.ROOT);
    name = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    for (TsigAlgorithm algorithm : TsigAlgorithm.values()) {
      if (isName(algorithm, name)) {
        return new KeyAlgorithm(algorithm, algorithm.macOctets());
      }
      Matcher truncated = TRUNCATED.matcher(name);
      if (truncated.matches() && isName(algorithm, truncated.group(1))) {
        return new KeyAlgorithm(algorithm, octets(algorithm, truncated.group(2)));
      }
    }
    throw new SettingException(AddressText.quote(text) + " is not an algorithm");
  }

  private static boolean isName(TsigAlgorithm algorithm, String name) {
    return name.equals(algorithm.toString())
        || algorithm == TsigAlgorithm.HMAC_MD5 && name.equals(OLD_MD5);
  }

  private static int octets(TsigAlgorithm algorithm, String bits) throws SettingException {
    int octets = Integer.parseInt(bits) / Byte.SIZE;
    if (Integer.parseInt(bits) % Byte.SIZE != 0
        || octets < algorithm.minMacOctets()
        || octets > algorithm.macOctets()) {
      throw new SettingException(
          "a MAC of %s is truncated to a multiple of 8 from %d to %d bits, not to %s"
              .formatted(
                  algorithm,
                  algorithm.minMacOctets() * Byte.SIZE,
                  algorithm.macOctets() * Byte.SIZE,
                  bits));
    }
    return octets;
  }
}
