package nomen.server.storage;

/** A data directory that cannot be used; the message names the file and says why. */
public final class StorageException extends Exception {
  private static final long serialVersionUID = 1L;

  StorageException(String message, Throwable cause) {
    super(message, cause);
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
