package nomen.store.zone;

import nomen.codec.name.Labels;
import nomen.codec.name.Name;
import nomen.store.tree.NameKey;
import nomen.store.tree.TreeCursor;

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

  /** The name as an object of its own. */
  public Name toName() {
    return Name.ofWire(octets, 0);
  }

  /** Takes the name of the node at a cursor; {@code key} is room for {@link NameKey#MAX_OCTETS}. */
  void set(ZoneSnapshot zone, TreeCursor cursor, NodeView node, byte[] key) {
    int below =
        node.hasOwnerCase()
            ? node.copyOwnerCase(octets)
            : NameKey.copyLabels(key, cursor.copyKey(key), octets);
    byte[] origin = zone.originOctets();
    System.arraycopy(origin, 0, octets, below, origin.length);
    length = below + origin.length;
  }
}
