package nomen.store.zone;

import nomen.codec.name.Labels;
import nomen.codec.name.Name;

/** An owner name in wire format in an array that is used again and again. Not thread-safe. */
public final class OwnerName {
  private final byte[] octets = new byte[Labels.MAX_NAME_OCTETS];
  private int length;

  /** A buffer without a name yet. */
  public OwnerName() {}

  /** The array whose first {@link #length()} octets are the name, the final zero included. */
  public byte[] octets() {
    return octets;
  }

  /** The octets of the name in wire format, the final zero included. */
  public int length() {
    return length;
  }

  void length(int newLength) {
    length = newLength;
  }

  /** The name as an object of its own. */
  public Name toName() {
    return Name.ofWire(octets, 0);
  }
}
