package nomen.store.zone;

import nomen.store.tree.NameKey;
import nomen.store.tree.TreeCursor;

/**
 * Walks the nodes of a snapshot in canonical order (RFC 4034 section 6.1), the apex first. Empty
 * non-terminals are no nodes; occluded names and glue are. Not thread-safe.
 *
 * <pre>{@code
 * NodeCursor nodes = zone.nodes();
 * while (nodes.next()) {
 *   print(nodes.owner(), nodes.node());
 * }
 * }</pre>
 */
public final class NodeCursor {
  private final ZoneSnapshot zone;
  private final TreeCursor cursor = new TreeCursor();
  private final byte[] key = new byte[NameKey.MAX_OCTETS];
  private final OwnerName owner = new OwnerName();
  private final NodeView node = new NodeView();

  NodeCursor(ZoneSnapshot zone) {
    this.zone = zone;
    cursor.seekStart(zone.tree());
  }

  /**
   * Goes to the next node.
   *
   * @return whether there is one
   */
  public boolean next() {
    if (!cursor.next()) {
      node.clear();
      return false;
    }
    node.set(cursor.page(), cursor.valueOffset(), cursor.valueLength());
    owner.set(zone, cursor, node, key);
    return true;
  }

  /** The node's owner name, in the case that the zone has it in; filled again by {@link #next}. */
  public OwnerName owner() {
    return owner;
  }

  /** The node; set again by {@link #next}. */
  public NodeView node() {
    return node;
  }
}
