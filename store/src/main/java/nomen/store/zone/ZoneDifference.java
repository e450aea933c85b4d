package nomen.store.zone;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import nomen.codec.name.Name;
import nomen.codec.rr.RRClass;
import nomen.codec.rr.RRType;
import nomen.codec.rr.RRTypes;
import nomen.codec.rr.Rdata;
import nomen.codec.rr.ResourceRecord;
import nomen.store.tree.NameKey;
import nomen.store.tree.TreeCursor;
import org.jspecify.annotations.Nullable;

/**
 * What differs between two states of a zone. Both are walked side by side in canonical order; what
 * they share, because one was made from the other, is gone over without a look. Names and records
 * are the same if their canonical forms are, so a change of case alone is no difference.
 */
public final class ZoneDifference {
  private final ZoneSnapshot from;
  private final ZoneSnapshot to;
  private final TreeCursor fromCursor = new TreeCursor();
  private final TreeCursor toCursor = new TreeCursor();
  private final NodeView fromNode = new NodeView();
  private final NodeView toNode = new NodeView();
  private final RRsetView fromRrset = new RRsetView();
  private final RRsetView toRrset = new RRsetView();
  private final byte[] fromKey = new byte[NameKey.MAX_OCTETS];
  private final byte[] toKey = new byte[NameKey.MAX_OCTETS];
  private final OwnerName ownerOctets = new OwnerName();
  private final List<ResourceRecord> removed = new ArrayList<>();
  private final List<ResourceRecord> added = new ArrayList<>();

  /** The name of the node of now, made when the first record of it differs. */
  private @Nullable Name owner;

  private ZoneDifference(ZoneSnapshot from, ZoneSnapshot to) {
    this.from = from;
    this.to = to;
  }

  /**
   * What leads from one state to another: records in canonical order but for the SOA, which comes
   * first. If only the TTL of an RRset differs, all of its records are there with both.
   *
   * @throws IllegalArgumentException if these are not states of one zone
   */
  public static Changeset between(ZoneSnapshot from, ZoneSnapshot to) {
    return Objects.requireNonNull(betweenAtMost(from, to, Long.MAX_VALUE));
  }

  /**
   * As {@link #between}, unless it is large: then no more time and memory are spent on it than on
   * one that just is not.
   *
   * @param maxRecords that may be removed and added in all
   * @return null if they are more
   */
  public static @Nullable Changeset betweenAtMost(
      ZoneSnapshot from, ZoneSnapshot to, long maxRecords) {
    if (!from.origin().equals(to.origin())) {
      throw new IllegalArgumentException(from.origin() + " and " + to.origin());
    }
    ZoneDifference difference = new ZoneDifference(from, to);
    if (!difference.walk(maxRecords)) {
      return null;
    }
    return new Changeset(
        from.origin(),
        (int) from.serial(),
        (int) to.serial(),
        difference.removed,
        difference.added);
  }

  private boolean walk(long maxRecords) {
    fromCursor.seekStart(from.tree());
    toCursor.seekStart(to.tree());
    fromCursor.next();
    toCursor.next();
    while ((long) removed.size() + added.size() <= maxRecords) {
      fromCursor.skipShared(toCursor);
      int order = compareNames();
      if (order == 0 && !fromCursor.isValid()) {
        return true;
      }
      show(fromCursor, order <= 0, fromNode);
      show(toCursor, order >= 0, toNode);
      owner = null;
      compareNodes();
      if (order <= 0) {
        fromCursor.next();
      }
      if (order >= 0) {
        toCursor.next();
      }
    }
    return false;
  }

  private static void show(TreeCursor cursor, boolean isHere, NodeView node) {
    if (isHere) {
      node.set(cursor.page(), cursor.valueOffset(), cursor.valueLength());
    } else {
      node.clear();
    }
  }

  /** The end comes behind every name. */
  private int compareNames() {
    if (!fromCursor.isValid() || !toCursor.isValid()) {
      return Boolean.compare(!fromCursor.isValid(), !toCursor.isValid());
    }
    int fromLength = fromCursor.copyKey(fromKey);
    int toLength = toCursor.copyKey(toKey);
    return Arrays.compareUnsigned(fromKey, 0, fromLength, toKey, 0, toLength);
  }

  private void compareNodes() {
    boolean fromMore = fromNode.first(fromRrset);
    boolean toMore = toNode.first(toRrset);
    while (fromMore || toMore) {
      int order = !toMore ? -1 : !fromMore ? 1 : Integer.compare(order(fromRrset), order(toRrset));
      if (order == 0 && fromRrset.ttlSeconds() == toRrset.ttlSeconds()) {
        compareRrsets();
      } else {
        if (order <= 0) {
          emitAll(fromRrset, removed);
        }
        if (order >= 0) {
          emitAll(toRrset, added);
        }
      }
      fromMore = order <= 0 ? fromNode.next(fromRrset) : fromMore;
      toMore = order >= 0 ? toNode.next(toRrset) : toMore;
    }
  }

  private static int order(RRsetView rrset) {
    int type = rrset.type();
    return type == TypeCodes.RRSIG ? 2 * rrset.coveredType() + 1 : 2 * type;
  }

  private void compareRrsets() {
    int type = fromRrset.type();
    int fromAt = fromRrset.first();
    int fromEnd = fromAt + fromRrset.sizeOctets();
    int toAt = toRrset.first();
    int toEnd = toAt + toRrset.sizeOctets();
    byte[] a = fromRrset.octets();
    byte[] b = toRrset.octets();
    if (Arrays.equals(a, fromAt, fromEnd, b, toAt, toEnd)) {
      return;
    }
    while (fromAt < fromEnd || toAt < toEnd) {
      int order = toAt == toEnd ? -1 : fromAt == fromEnd ? 1 : compareRecords(type, fromAt, toAt);
      if (order < 0) {
        emit(fromRrset, fromAt, removed);
      } else if (order > 0) {
        emit(toRrset, toAt, added);
      }
      fromAt = order <= 0 ? fromRrset.next(fromAt) : fromAt;
      toAt = order >= 0 ? toRrset.next(toAt) : toAt;
    }
  }

  private int compareRecords(int type, int fromAt, int toAt) {
    int fromRdata = fromRrset.rdataOffset(fromAt);
    int toRdata = toRrset.rdataOffset(toAt);
    return NodeFormat.compareRdata(
        type,
        fromRrset.octets(),
        fromRdata,
        fromRdata + fromRrset.rdataLength(fromAt),
        toRrset.octets(),
        toRdata,
        toRdata + toRrset.rdataLength(toAt));
  }

  private void emitAll(RRsetView rrset, List<ResourceRecord> list) {
    int place = rrset.first();
    for (int i = 0; i < rrset.count(); i++, place = rrset.next(place)) {
      emit(rrset, place, list);
    }
  }

  private void emit(RRsetView rrset, int place, List<ResourceRecord> list) {
    RRType type = RRTypes.of(rrset.type());
    Rdata rdata =
        Rdata.ofValid(type, rrset.octets(), rrset.rdataOffset(place), rrset.rdataLength(place));
    ResourceRecord record = new ResourceRecord(owner(), RRClass.IN, rrset.ttlSeconds(), rdata);
    // The apex is the first node, so next to nothing has to make room.
    list.add(rrset.type() == TypeCodes.SOA ? 0 : list.size(), record);
  }

  private Name owner() {
    Name name = owner;
    if (name == null) {
      if (fromNode.isEmpty()) {
        ownerOctets.set(to, toCursor, toNode, toKey);
      } else {
        ownerOctets.set(from, fromCursor, fromNode, fromKey);
      }
      name = ownerOctets.toName();
      owner = name;
    }
    return name;
  }
}
