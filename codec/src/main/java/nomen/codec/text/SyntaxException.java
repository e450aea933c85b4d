package nomen.codec.text;

import org.jspecify.annotations.Nullable;

/**
 * Text that is not what the presentation format allows. It names the place, the field and the rule:
 *
 * <pre>
 *   example.com.zone:12:24: error: number over 65535, in preference of MX
 * </pre>
 *
 * <p>It has no stack trace: it says something about a text, not about this program, and a text can
 * cause any number of them.
 */
public final class SyntaxException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String source;
  private final int line;
  private final int column;
  private final @Nullable String field;
  private final @Nullable String type;

  /**
   * Makes one for a place.
   *
   * @param source the file, or whatever else the text came from
   * @param line counted from 1
   * @param column in octets, counted from 1
   * @param field the field's name, null if the text belongs to none
   * @param type the RR type or directive that the field belongs to, null if to none
   * @param what the rule that the text breaks
   */
  public SyntaxException(
      String source,
      int line,
      int column,
      @Nullable String field,
      @Nullable String type,
      String what) {
    super(what, null, false, false);
    this.source = source;
    this.line = line;
    this.column = column;
    this.field = field;
    this.type = type;
  }

  /** The file, or whatever else the text came from. */
  public String source() {
    return source;
  }

  /** The line, counted from 1. */
  public int line() {
    return line;
  }

  /** The column in octets, counted from 1. */
  public int column() {
    return column;
  }

  /** The field's name, null if the text belongs to none. */
  public @Nullable String field() {
    return field;
  }

  /** The RR type or directive that the field belongs to, null if to none. */
  public @Nullable String type() {
    return type;
  }

  /** The rule that the text breaks, without place and field. */
  public String what() {
    return String.valueOf(super.getMessage());
  }

  /** The rule and the field: {@code what, in field of type}. */
  public String description() {
    if (field == null) {
      return type == null ? what() : what() + ", in " + type;
    }
    return what() + ", in " + field + (type == null ? "" : " of " + type);
  }

  /** Place and description: {@code source:line:column: error: what, in field of type}. */
  @Override
  public String getMessage() {
    return source + ':' + line + ':' + column + ": error: " + description();
  }
}
