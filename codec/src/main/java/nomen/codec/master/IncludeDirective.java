package nomen.codec.master;

import java.nio.charset.StandardCharsets;
import nomen.codec.name.Name;
import nomen.codec.text.SyntaxException;
import nomen.codec.text.Tokenizer;
import org.jspecify.annotations.Nullable;

/**
 * Another file that stands in the place of the directive (RFC 1035 section 5.1):
 *
 * <pre>
 *   $INCLUDE file [origin]
 * </pre>
 *
 * @param file its name as it was written, in UTF-8
 * @param source what the file with the directive is called
 * @param line where the name stands
 * @param column where the name stands
 * @param origin of relative names in the file; null for that of the file with the directive
 */
public record IncludeDirective(
    String file, String source, int line, int column, @Nullable Name origin) {
  /** The most files open at a time: the first one, and those that include each other. */
  public static final int MAX_DEPTH = 16;

  /**
   * The most files that one master file includes, each as often as it is: depth alone bounds
   * little.
   */
  public static final int MAX_FILES = 10_000;

  private static final String DIRECTIVE = "$INCLUDE";

  /**
   * Scans the fields.
   *
   * @param records says what the origin may be relative to
   */
  public static IncludeDirective scan(Tokenizer tokenizer, RecordScanner records)
      throws SyntaxException {
    Directive.need(tokenizer, "file", DIRECTIVE);
    int line = tokenizer.line();
    int column = tokenizer.column();
    String file =
        new String(
            tokenizer.octets(), tokenizer.start(), tokenizer.length(), StandardCharsets.UTF_8);
    Name origin = null;
    if (tokenizer.next()) {
      origin = records.name(tokenizer, "origin", DIRECTIVE);
      Directive.needEnd(tokenizer, DIRECTIVE);
    }
    return new IncludeDirective(file, tokenizer.name(), line, column, origin);
  }

  /** An error at the file's name. */
  public SyntaxException error(String what) {
    return new SyntaxException(source, line, column, "file", DIRECTIVE, what);
  }
}
