package nomen.store.log;

import java.io.IOException;

/** A file of the data directory is not what was written there. */
public final class DamagedFileException extends IOException {
  private static final long serialVersionUID = 1;

  /**
   * Damage at a place.
   *
   * @param file the file's name
   * @param offset where the part that is damaged begins, in octets from the start
   * @param what is wrong with it
   */
  public DamagedFileException(String file, long offset, String what) {
    super(file + ": damaged at octet " + offset + ": " + what);
  }
}
