package nomen.store.log;

import java.io.IOException;

/**
 * The log could not take a batch, and is as it was before: the disk had no room for the next
 * segment, or the process no descriptor. The batch is to be discarded; the next one may succeed.
 */
public final class NothingWrittenException extends IOException {
  private static final long serialVersionUID = 1;

  /** The message is that of the cause. */
  public NothingWrittenException(Throwable cause) {
    super(cause instanceof IOException ? cause.getMessage() : cause.toString(), cause);
  }
}
