package nomen.store.update;

import org.jspecify.annotations.Nullable;

/** A change was not made, and will not be; the message says why. */
public final class NotCommittedException extends Exception {
  private static final long serialVersionUID = 1;

  NotCommittedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
