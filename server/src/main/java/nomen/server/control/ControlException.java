package nomen.server.control;

/** A control socket that cannot be made or reached; the message says which and why. */
public final class ControlException extends Exception {
  private static final long serialVersionUID = 1L;

  ControlException(String message) {
    super(message, null, false, false);
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
