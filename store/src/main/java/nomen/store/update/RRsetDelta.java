package nomen.store.update;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import nomen.codec.rr.RRType;
import nomen.codec.rr.RRTypes;
import nomen.codec.rr.Rdata;
import nomen.codec.rr.ResourceRecord;
import org.jspecify.annotations.Nullable;

/** What a difference does to one RRset. */
final class RRsetDelta {
  private final Rdata first;
  private final Set<Rdata> removed = new LinkedHashSet<>();
  private final Set<Rdata> added = new LinkedHashSet<>();
  private int ttlFrom = -1;
  private int ttlTo = -1;

  private RRsetDelta(Rdata first) {
    this.first = first;
  }

  /** Those of one owner name, of its removed and its added records. */
  static List<RRsetDelta> of(List<ResourceRecord> removed, List<ResourceRecord> added) {
    List<RRsetDelta> deltas = new ArrayList<>(1);
    for (ResourceRecord record : removed) {
      RRsetDelta delta = find(deltas, record.rdata());
      delta.removed.add(record.rdata());
      delta.ttlFrom = record.ttlSeconds();
    }
    for (ResourceRecord record : added) {
      RRsetDelta delta = find(deltas, record.rdata());
      delta.added.add(record.rdata());
      delta.ttlTo = record.ttlSeconds();
    }
    return deltas;
  }

  private static RRsetDelta find(List<RRsetDelta> deltas, Rdata rdata) {
    // Records of an RRset stand side by side, and names have few RRsets.
    for (int i = deltas.size() - 1; i >= 0; i--) {
      if (isSameRrset(deltas.get(i).first, rdata)) {
        return deltas.get(i);
      }
    }
    RRsetDelta delta = new RRsetDelta(rdata);
    deltas.add(delta);
    return delta;
  }

  private static boolean isSameRrset(Rdata a, Rdata b) {
    return a.type().equals(b.type())
        && (!a.type().equals(RRTypes.RRSIG)
            || a.octet(0) == b.octet(0) && a.octet(1) == b.octet(1));
  }

  RRType type() {
    return first.type();
  }

  /** One of the records, which says what RRset this is. */
  Rdata first() {
    return first;
  }

  /** Records that are only in the state before. */
  List<Rdata> onlyBefore() {
    return without(removed, added);
  }

  /** Records that are only in the state after. */
  List<Rdata> onlyAfter() {
    return without(added, removed);
  }

  private static List<Rdata> without(Set<Rdata> these, Set<Rdata> those) {
    return these.stream().filter(rdata -> !those.contains(rdata)).toList();
  }

  /** Of an RRset of one record: the one before, or null. */
  @Nullable Rdata before() {
    return removed.isEmpty() ? null : removed.iterator().next();
  }

  /** Of an RRset of one record: the one after, or null. */
  @Nullable Rdata after() {
    return added.isEmpty() ? null : added.iterator().next();
  }

  /** Whether the state before surely had some of it. */
  boolean wasThere() {
    return !removed.isEmpty();
  }

  boolean isTtlChanged() {
    return ttlFrom >= 0 && ttlTo >= 0 && ttlFrom != ttlTo;
  }

  /** -1 if it is not known. */
  int ttlFrom() {
    return ttlFrom;
  }

  /** -1 if nothing was added: the TTL is as before then, or there is none. */
  int ttlTo() {
    return ttlTo;
  }
}
