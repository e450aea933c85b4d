package nomen.server.config;

import org.tomlj.TomlArray;
import org.tomlj.TomlTable;

/**
 * How a value of one Java type is written in TOML.
 *
 * @param type the Java type
 * @param allowed what may be written, as the end of "allowed: ..."
 * @param scanner from TOML to Java
 */
record ValueType<T>(Class<T> type, String allowed, Scanner<T> scanner) {
  /**
   * Makes a Java value of a TOML value: String, Long, Double, Boolean, a time, an array, a table.
   */
  @FunctionalInterface
  interface Scanner<T> {
    T scan(Object value) throws SettingException;
  }

  /** Makes a Java value of a TOML string. */
  @FunctionalInterface
  interface TextScanner<T> {
    T scan(String text) throws SettingException;
  }

  /** A type whose values are written as TOML strings. */
  static <T> ValueType<T> text(Class<T> type, String allowed, TextScanner<T> scanner) {
    return new ValueType<>(
        type,
        allowed,
        value -> {
          if (value instanceof String text) {
            return scanner.scan(text);
          }
          throw wrongKind(value);
        });
  }

  /** The value, or why it is none. */
  T scan(Object value) throws SettingException {
    return scanner.scan(value);
  }

  static SettingException wrongKind(Object value) {
    return new SettingException("is " + kindOf(value));
  }

  /** What a TOML value is, with its article. */
  static String kindOf(Object value) {
    return switch (value) {
      case String _ -> "a string";
      case Long _ -> "an integer";
      case Double _ -> "a floating-point number";
      case Boolean _ -> "a boolean";
      case TomlArray _ -> "an array";
      case TomlTable _ -> "a table";
      default -> "a date or time";
    };
  }
}
