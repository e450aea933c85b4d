package nomen.store.log;

import java.io.IOException;

/**
 * A force failed: nobody knows which octets are on the disk, and a later force that succeeds says
 * nothing about them. What it was for is not tried again.
 */
public final class ForceFailedException extends IOException {
  private static final long serialVersionUID = 1;

  /** The message names the file. */
  public ForceFailedException(String message, IOException cause) {
    super(message, cause);
  }
}
