package nomen.server.config;

/** A value that a setting cannot have. The message says what is wrong with it, for the operator. */
final class SettingException extends Exception {
  private static final long serialVersionUID = 1L;

  SettingException(String message) {
    super(message, null, false, false);
  }
}
