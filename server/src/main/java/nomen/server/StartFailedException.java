package nomen.server;

/** A server that cannot start on this machine with this configuration; the message says why. */
public final class StartFailedException extends Exception {
  private static final long serialVersionUID = 1L;

  StartFailedException(String message) {
    super(message, null, false, false);
  }

  StartFailedException(Exception reason) {
    super(reason.getMessage(), reason);
  }
}
