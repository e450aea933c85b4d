package nomen.loadtest.traffic;

/**
 * Input from which no traffic can be made. The message names place, field and rule:
 *
 * <pre>
 *   queries.txt:12: error: type: unknown type BOGUS
 * </pre>
 */
public final class TrafficException extends Exception {
  private static final long serialVersionUID = 1;

  private final String file;
  private final long line;

  /**
   * Something is wrong at a place.
   *
   * @param file as the user knows it
   * @param line counted from 1; 0 if the whole file is meant
   * @param what field and rule
   */
  public TrafficException(String file, long line, String what) {
    super(what, null, false, false);
    this.file = file;
    this.line = line;
  }

  /** The file, as the user knows it. */
  public String file() {
    return file;
  }

  /** The line, counted from 1; the record in a file without lines; 0 if the whole file is meant. */
  public long line() {
    return line;
  }

  /** Field and rule, without the place. */
  public String what() {
    return String.valueOf(super.getMessage());
  }

  /** Place, field and rule: {@code file:line: error: what}. */
  @Override
  public String getMessage() {
    return file + (line == 0 ? "" : ":" + line) + ": error: " + what();
  }
}
