package nomen.loadtest.traffic.file;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nomen.codec.tsig.TsigKey;
import nomen.loadtest.traffic.MessageOptions;
import nomen.loadtest.traffic.TrafficException;

/**
 * Reads a TSIG key from a file, so that its secret stands in no command line. The file holds one
 * key, as BIND writes it or as {@code -y} spells it:
 *
 * <pre>
 *   key "dhcp.example" {
 *     algorithm hmac-sha256;
 *     secret "Base64";
 *   };
 *
 *   hmac-sha256:dhcp.example:Base64
 * </pre>
 */
public final class KeyText {
  /** Largest file in octets; a key takes some hundred. */
  static final int MAX_OCTETS = 65_536;

  /** Quoted words first: base64 may hold two slashes. */
  private static final Pattern COMMENTS =
      Pattern.compile("(\"[^\"]*\")|/\\*(?s:.*?)\\*/|(?://|#)[^\n]*");

  private static final String WORD = "(?:\"([^\"]*)\"|([^\\s;{}\"]+))";
  private static final Pattern STATEMENT =
      Pattern.compile("(?s)\\s*key\\s+" + WORD + "\\s*\\{(.*?)\\}\\s*;?\\s*");
  private static final Pattern CLAUSE = Pattern.compile("\\s*(\\w+)\\s+" + WORD + "\\s*;\\s*");

  private KeyText() {}

  /**
   * Reads a file.
   *
   * @throws TrafficException if it cannot be read or holds no key; the message does not hold the
   *     secret
   */
  public static TsigKey read(Path file) throws TrafficException {
    String text;
    try {
      if (Files.size(file) > MAX_OCTETS) {
        throw error(file, "is longer than " + MAX_OCTETS + " octets");
      }
      text = Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw error(file, "cannot be read: " + e.getMessage());
    }
    try {
      return MessageOptions.parseKey(spelled(file, text));
    } catch (IllegalArgumentException e) {
      throw error(file, String.valueOf(e.getMessage()));
    }
  }

  /** The key as {@code -y} spells it. */
  private static String spelled(Path file, String text) throws TrafficException {
    String plain =
        COMMENTS
            .matcher(text)
            .replaceAll(
                found -> found.group(1) == null ? " " : Matcher.quoteReplacement(found.group()));
    if (!plain.strip().startsWith("key")) {
      return text.strip();
    }
    Matcher statement = STATEMENT.matcher(plain);
    if (!statement.matches()) {
      throw error(file, "key: is not one statement: key \"NAME\" { algorithm ...; secret ...; };");
    }
    String algorithm = "";
    String secret = "";
    Matcher clause = CLAUSE.matcher(statement.group(3));
    int end = 0;
    while (end < statement.group(3).length() && clause.find(end) && clause.start() == end) {
      String value = word(clause, 2);
      switch (clause.group(1)) {
        case "algorithm" -> algorithm = value;
        case "secret" -> secret = value;
        default -> throw error(file, "key: unknown clause " + clause.group(1));
      }
      end = clause.end();
    }
    if (end < statement.group(3).strip().length() || algorithm.isEmpty() || secret.isEmpty()) {
      throw error(file, "key: needs algorithm and secret, each with a semicolon");
    }
    return algorithm + ":" + word(statement, 1) + ":" + secret;
  }

  private static String word(Matcher matcher, int group) {
    String quoted = matcher.group(group);
    return quoted != null ? quoted : matcher.group(group + 1);
  }

  private static TrafficException error(Path file, String what) {
    return new TrafficException(file.toString(), 0, what);
  }
}
