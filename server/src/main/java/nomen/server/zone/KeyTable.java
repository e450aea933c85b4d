package nomen.server.zone;

import nomen.codec.tsig.Keyring;

/** The keys that the server shares with others at the moment. Any thread may read it. */
public final class KeyTable {
  private volatile Keyring keys;

  /** A table with these keys. */
  public KeyTable(Keyring keys) {
    this.keys = keys;
  }

  /** The keys now. What is verified with them is to be answered with them, so ask once. */
  public Keyring current() {
    return keys;
  }

  /** Puts other keys in the place of these. */
  public void replace(Keyring with) {
    keys = with;
  }
}
