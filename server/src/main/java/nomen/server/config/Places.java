package nomen.server.config;

import java.util.function.IntUnaryOperator;
import org.tomlj.TomlPosition;

/**
 * Where a text that was parsed stands in its file.
 *
 * @param file its name in messages
 * @param lines gives the line of the file for a line of the text, both from 1
 */
record Places(String file, IntUnaryOperator lines) {
  /** A text that is the whole file. */
  static Places of(String file) {
    return new Places(file, line -> line);
  }

  /** A text that begins at a line of its file. */
  static Places from(String file, int first) {
    return new Places(file, line -> line + first - 1);
  }

  /** The line in the file. */
  int line(TomlPosition at) {
    return lines.applyAsInt(at.line());
  }

  /** Something that is wrong at a position of the text. */
  Finding finding(TomlPosition at, String key, String message) {
    return new Finding(file, line(at), at.column(), key, message);
  }
}
