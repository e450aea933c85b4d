package nomen.store.zone;

/**
 * All that a zone holds at one owner name, where it stands in a published page. Used again and
 * again like {@link RRsetView}, and as long right. Not thread-safe.
 */
public final class NodeView {
  private static final byte[] NOTHING = {};

  private byte[] octets = NOTHING;
  private int offset;
  private int end;

  /** A view of nothing. */
  public NodeView() {}

  void set(byte[] newOctets, int newOffset, int length) {
    octets = newOctets;
    offset = newOffset;
    end = newOffset + length;
  }

  /** Makes this a view of nothing. */
  public void clear() {
    set(NOTHING, 0, 0);
  }

  /** Makes this a view of what another one shows. */
  public void set(NodeView other) {
    octets = other.octets;
    offset = other.offset;
    end = other.end;
  }

  /** Whether there is nothing here: no node, or an empty non-terminal. */
  public boolean isEmpty() {
    return offset == end;
  }

  /**
   * Shows the RRset of a type; what {@code into} showed before is forgotten.
   *
   * @param type an RR type but RRSIG, whose records are found by what they cover
   * @return whether there is one
   */
  public boolean find(int type, RRsetView into) {
    return findOrder(2 * type, into);
  }

  /**
   * Shows the RRSIG records that cover a type; what {@code into} showed before is forgotten.
   *
   * @return whether there are any
   */
  public boolean findSignatures(int coveredType, RRsetView into) {
    return findOrder(2 * coveredType + 1, into);
  }

  /** Whether there is an RRset of a type (but RRSIG). */
  public boolean has(int type) {
    return indexOf(2 * type) >= 0;
  }

  /**
   * Shows the first RRset. All are walked by {@code first} and {@code next}: by ascending RR type,
   * and signatures directly behind what they cover.
   *
   * @return whether there is one
   */
  public boolean first(RRsetView into) {
    return show(isEmpty() ? end : NodeFormat.firstRRset(octets, offset), into);
  }

  /**
   * Shows the RRset behind the one shown.
   *
   * @param rrset what an earlier call of this node's methods showed
   * @return whether there is one; else {@code rrset} is empty
   */
  public boolean next(RRsetView rrset) {
    return show(rrset.first() + rrset.sizeOctets(), rrset);
  }

  private boolean show(int at, RRsetView into) {
    if (at >= end) {
      into.clear();
      return false;
    }
    into.set(octets, at);
    return true;
  }

  private boolean findOrder(int order, RRsetView into) {
    int at = indexOf(order);
    if (at < 0) {
      into.clear();
      return false;
    }
    into.set(octets, at);
    return true;
  }

  private int indexOf(int order) {
    if (isEmpty()) {
      return -1;
    }
    for (int at = NodeFormat.firstRRset(octets, offset);
        at < end;
        at = NodeFormat.nextRRset(octets, at)) {
      int here = NodeFormat.order(octets, at);
      if (here >= order) {
        return here == order ? at : -1;
      }
    }
    return -1;
  }

  /** Whether the owner name's own case is kept here, because it has upper case in it. */
  boolean hasOwnerCase() {
    return !isEmpty() && (octets[offset] & NodeFormat.FLAG_OWNER_CASE) != 0;
  }

  /** Copies the labels below the apex in their own case; gives the number of octets. */
  int copyOwnerCase(byte[] to) {
    int length = octets[offset + 1] & 0xff;
    System.arraycopy(octets, offset + 2, to, 0, length);
    return length;
  }
}
