package nomen.store.log;

import java.io.IOException;

/**
 * Octets that were durable are not what they were: nobody may go on as if they had never been. The
 * message names the file, the offset in it and the rule.
 */
public final class CorruptLogException extends IOException {
  private static final long serialVersionUID = 1;

  private final String file;
  private final long offset;

  /**
   * Damage at a place.
   *
   * @param file the path in the data directory
   * @param offset in octets
   */
  public CorruptLogException(String file, long offset, String reason) {
    super(file + ": at octet " + offset + ": " + reason);
    this.file = file;
    this.offset = offset;
  }

  /** The path in the data directory. */
  public String file() {
    return file;
  }

  /** Where the damage begins, in octets from the start of the file. */
  public long offset() {
    return offset;
  }
}
