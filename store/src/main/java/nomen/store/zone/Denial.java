package nomen.store.zone;

import java.util.Arrays;
import nomen.store.tree.NameKey;
import nomen.store.tree.TreeCursor;

/**
 * The NSEC records that prove an outcome (RFC 4035 section 3.1.3), each once: at most two. Empty in
 * a zone without NSEC. Belongs to a {@link ZoneLookup}, whose next lookup empties it.
 */
public final class Denial {
  /** The most NSEC records that one answer needs: one for the name, one for the wildcard. */
  public static final int MAX_RECORDS = 2;

  /**
   * The most nodes without NSEC that are passed on the way back to the one that covers a name.
   * Whole delegations are passed in one step; this bounds a zone that is signed in part.
   */
  static final int MAX_STEPS = 1000;

  private final OwnerName[] owners = {new OwnerName(), new OwnerName()};
  private final NodeView[] nodes = {new NodeView(), new NodeView()};
  private final byte[] found = new byte[NameKey.MAX_OCTETS];
  private int count;

  Denial() {}

  /** The number of owner names whose NSEC RRset belongs into the answer. */
  public int count() {
    return count;
  }

  /** An owner name, in the case that the zone has it in. */
  public OwnerName owner(int index) {
    return owners[index];
  }

  /** The node there: it has an NSEC RRset, and its signatures if the zone is signed. */
  public NodeView node(int index) {
    return nodes[index];
  }

  void clear() {
    count = 0;
  }

  /** Adds the NSEC at a name, if there is one. */
  void match(ZoneSnapshot zone, TreeCursor cursor, NameKey key, int length) {
    if (cursor.seekFloor(zone.tree(), key.octets(), length)) {
      add(zone, cursor);
    }
  }

  /** Adds the NSEC at a name; for an empty non-terminal the one that covers it. */
  void matchOrCover(ZoneSnapshot zone, TreeCursor cursor, NameKey key, int length) {
    if (cursor.seekFloor(zone.tree(), key.octets(), length)) {
      add(zone, cursor);
    } else {
      coverFromCursor(zone, cursor);
    }
  }

  /** Adds the NSEC that covers a name that does not exist. */
  void cover(ZoneSnapshot zone, TreeCursor cursor, NameKey key, int length) {
    if (!cursor.seekFloor(zone.tree(), key.octets(), length)) {
      coverFromCursor(zone, cursor);
    }
  }

  private void coverFromCursor(ZoneSnapshot zone, TreeCursor cursor) {
    for (int step = 0; step < MAX_STEPS && cursor.isValid(); step++) {
      if (add(zone, cursor)) {
        return;
      }
      // Glue has no NSEC; its zone cut may have one.
      if (!seekCutAbove(zone, cursor)) {
        cursor.previous();
      }
    }
  }

  /** Goes from an occluded node to the one that occludes it. */
  private boolean seekCutAbove(ZoneSnapshot zone, TreeCursor cursor) {
    int length = cursor.copyKey(found);
    int depth = 0;
    for (int i = 0; i < length - 1 && depth <= zone.deepestBreak(); i++) {
      if (found[i] == 0) {
        depth++;
        if (zone.hasBreaks(depth) && isBreak(zone, cursor, i + 1)) {
          return true;
        }
      }
    }
    cursor.seekFloor(zone.tree(), found, length);
    return false;
  }

  private boolean isBreak(ZoneSnapshot zone, TreeCursor cursor, int length) {
    if (!cursor.seekFloor(zone.tree(), found, length)) {
      return false;
    }
    NodeView here = nodes[count];
    here.set(cursor.page(), cursor.valueOffset(), cursor.valueLength());
    return here.has(TypeCodes.NS) || here.has(TypeCodes.DNAME);
  }

  /** Adds the node at the cursor unless it has no NSEC; says whether it has one. */
  private boolean add(ZoneSnapshot zone, TreeCursor cursor) {
    if (count == MAX_RECORDS) {
      return true;
    }
    NodeView node = nodes[count];
    node.set(cursor.page(), cursor.valueOffset(), cursor.valueLength());
    if (!node.has(TypeCodes.NSEC)) {
      return false;
    }
    OwnerName owner = owners[count];
    owner.set(zone, cursor, node, found);
    if (count == 0 || !isSame(owners[0], owner)) {
      count++;
    }
    return true;
  }

  private static boolean isSame(OwnerName a, OwnerName b) {
    return Arrays.equals(a.octets(), 0, a.length(), b.octets(), 0, b.length());
  }
}
