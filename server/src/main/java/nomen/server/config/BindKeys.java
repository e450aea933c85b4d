package nomen.server.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nomen.codec.name.Name;
import org.jspecify.annotations.Nullable;

/**
 * Scans BIND's key statements:
 *
 * <pre>
 *   key "dhcp.example" {
 *     algorithm hmac-sha256;
 *     secret "Base64";
 *   };
 * </pre>
 *
 * Comments are those of BIND: from {@code //} or {@code #} to the end of the line, and between
 * <code>/*</code> and <code>*&#47;</code>. The file holds key statements and nothing else. The
 * first error of a statement ends it, and the scan goes on after its brace; a secret is never
 * repeated.
 */
final class BindKeys {
  private static final String END = "the end of the file";

  private final String file;
  private final int[] text;
  private int at;
  private int line = 1;
  private int column = 1;

  /** The place and text of the last token; a quoted one has its quotes taken off. */
  private int tokenLine;

  private int tokenColumn;
  private String token = "";
  private boolean quoted;

  BindKeys(String file, String text) {
    this.file = file;
    this.text = text.codePoints().toArray();
  }

  /** Whether what comes first is a table of TOML; both have comments that begin with #. */
  boolean isToml() throws SettingException {
    skipSpaceAndComments();
    return at < text.length && text[at] == '[';
  }

  List<KeyFile.Entry> read() throws SettingException {
    List<KeyFile.Entry> keys = new ArrayList<>();
    List<Finding> findings = new ArrayList<>();
    int statements = 0;
    while (true) {
      try {
        if (!next()) {
          break;
        }
        if (quoted || !token.equals("key")) {
          throw refuse("", "is %s; allowed: a key statement: key \"NAME\" { ... };");
        }
        statements++;
        keys.add(readKey("key[" + statements + "]"));
      } catch (SettingException e) {
        findings.addAll(e.elsewhere());
        if (!skipStatement()) {
          break;
        }
      }
    }
    if (!findings.isEmpty()) {
      throw new SettingException(findings);
    }
    return keys;
  }

  /** Goes to the end of a statement with an error in it; false if there is none. */
  private boolean skipStatement() {
    try {
      while (!isMark("}")) {
        if (!next()) {
          return false;
        }
      }
      int from = at;
      int fromLine = line;
      int fromColumn = column;
      if (next() && !isMark(";")) {
        at = from;
        line = fromLine;
        column = fromColumn;
      }
      return true;
    } catch (SettingException e) {
      // Where nothing ends, nothing begins either.
      return false;
    }
  }

  private KeyFile.Entry readKey(String path) throws SettingException {
    int startLine = tokenLine;
    int startColumn = tokenColumn;
    Name name = null;
    KeyAlgorithm algorithm = null;
    Secret secret = null;
    needWord(path, "the key's name");
    try {
      name = Name.parse(token);
    } catch (IllegalArgumentException e) {
      throw at(path + ".name", "is not a name: " + e.getMessage());
    }
    need(path, "{");
    Map<String, Integer> lines = new HashMap<>();
    while (true) {
      if (!next()) {
        throw refuse(path, "is %s; allowed: algorithm, secret or }");
      }
      if (isMark("}")) {
        break;
      }
      String clause = token;
      if (isMark(clause) || !clause.equals("algorithm") && !clause.equals("secret")) {
        throw refuse(path, "is %s; allowed: algorithm, secret or }");
      }
      String key = path + "." + clause;
      Integer before = lines.putIfAbsent(clause, tokenLine);
      if (before != null) {
        throw at(key, "duplicate " + clause + ", first defined in line " + before);
      }
      needWord(key, "a value");
      try {
        if (clause.equals("algorithm")) {
          algorithm = KeyAlgorithm.scan(token);
        } else {
          secret = Secret.scan(token);
        }
      } catch (SettingException e) {
        String allowed =
            clause.equals("algorithm") ? KeyAlgorithm.ALLOWED : ValueTypes.SECRET_ALLOWED;
        throw at(key, e.getMessage() + "; allowed: " + allowed);
      }
      need(key, ";");
    }
    requireClause(algorithm, path + ".algorithm", startLine, startColumn);
    requireClause(secret, path + ".secret", startLine, startColumn);
    need(path, ";");
    if (algorithm == null || secret == null) {
      throw new AssertionError("both were required");
    }
    return new KeyFile.Entry(new KeySettings(name, algorithm, secret), startLine, startColumn);
  }

  private void requireClause(@Nullable Object value, String key, int atLine, int atColumn)
      throws SettingException {
    if (value == null) {
      throw new SettingException(List.of(new Finding(file, atLine, atColumn, key, "is missing")));
    }
  }

  private boolean isMark(String mark) {
    return !quoted && token.equals(mark) && "{};".contains(mark);
  }

  private void need(String key, String mark) throws SettingException {
    if (!next() || !isMark(mark)) {
      // Not the token itself: it may be a part of a secret.
      throw at(key, "lacks " + AddressText.quote(mark) + " here");
    }
  }

  private void needWord(String key, String what) throws SettingException {
    if (!next() || !quoted && isMark(token)) {
      throw at(key, "lacks " + what + " here");
    }
  }

  private SettingException refuse(String key, String message) {
    return at(key, message.formatted(token.equals(END) ? END : AddressText.quote(token)));
  }

  private SettingException at(String key, String message) {
    return new SettingException(List.of(new Finding(file, tokenLine, tokenColumn, key, message)));
  }

  /** Goes to the next token: a word, a quoted text, or one of the marks. False at the end. */
  private boolean next() throws SettingException {
    skipSpaceAndComments();
    tokenLine = line;
    tokenColumn = column;
    quoted = false;
    if (at == text.length) {
      token = END;
      return false;
    }
    StringBuilder word = new StringBuilder();
    if (text[at] == '"') {
      quoted = true;
      step();
      while (at < text.length && text[at] != '"' && text[at] != '\n') {
        word.appendCodePoint(step());
      }
      if (at == text.length || text[at] == '\n') {
        throw at("", "the quotation that begins here does not end in its line");
      }
      step();
    } else if (isMarkAt()) {
      word.appendCodePoint(step());
    } else {
      while (at < text.length && !isMarkAt() && !isSpaceAt() && text[at] != '"') {
        word.appendCodePoint(step());
      }
    }
    token = word.toString();
    return true;
  }

  private void skipSpaceAndComments() throws SettingException {
    while (at < text.length) {
      if (isSpaceAt()) {
        step();
      } else if (text[at] == '#' || startsWith("//")) {
        while (at < text.length && text[at] != '\n') {
          step();
        }
      } else if (startsWith("/*")) {
        skipComment();
      } else {
        return;
      }
    }
  }

  private void skipComment() throws SettingException {
    tokenLine = line;
    tokenColumn = column;
    step();
    step();
    while (!startsWith("*/")) {
      if (at == text.length) {
        throw at("", "the comment that begins here does not end");
      }
      step();
    }
    step();
    step();
  }

  private boolean startsWith(String mark) {
    return at + 1 < text.length && text[at] == mark.charAt(0) && text[at + 1] == mark.charAt(1);
  }

  private boolean isMarkAt() {
    return text[at] == '{' || text[at] == '}' || text[at] == ';';
  }

  private boolean isSpaceAt() {
    return Character.isWhitespace(text[at]);
  }

  private int step() {
    int read = text[at++];
    line += read == '\n' ? 1 : 0;
    column = read == '\n' ? 1 : column + 1;
    return read;
  }
}
