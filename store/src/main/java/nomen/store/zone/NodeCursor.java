package nomen.store.zone;

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
  private final OwnerName owner = new OwnerName();
  private final NodeView node = new NodeView();

  NodeCursor(ZoneSnapshot zone) {}

  /** Goes to the next node. */
  public boolean next() {
    return false;
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
