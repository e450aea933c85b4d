package nomen.server.config;

import java.util.List;

/** A value that a setting cannot have. The message says what is wrong with it, for the operator. */
final class SettingException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<Finding> elsewhere;

  SettingException(String message) {
    super(message, null, false, false);
    elsewhere = List.of();
  }

  /** What is wrong with a file that the value names. */
  SettingException(List<Finding> elsewhere) {
    super("names a file that is wrong", null, false, false);
    this.elsewhere = List.copyOf(elsewhere);
  }

  /** What is wrong with a file that the value names; empty if the value itself is wrong. */
  List<Finding> elsewhere() {
    return elsewhere;
  }
}
