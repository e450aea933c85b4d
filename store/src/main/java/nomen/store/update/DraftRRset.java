package nomen.store.update;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nomen.codec.name.Name;
import nomen.codec.rr.RRClass;
import nomen.codec.rr.RRType;
import nomen.codec.rr.RRTypes;
import nomen.codec.rr.Rdata;
import nomen.codec.rr.ResourceRecord;
import nomen.store.zone.RRsetSize;
import nomen.store.zone.RRsetView;
import nomen.store.zone.ZoneEditor;
import org.jspecify.annotations.Nullable;

/**
 * An RRset, or the signatures that cover a type, as it is to become: what the zone has, which of it
 * goes, and what comes. So the difference is the least there can be, whatever was added and removed
 * on the way, and a large RRset costs little if one record of it changes.
 */
final class DraftRRset {
  /** After so many searches through the zone's records it pays to index them. */
  private static final int SEARCHES_BEFORE_INDEX = 8;

  private final RRType type;
  private final int coveredType;
  private final RRsetView before;
  private final int countBefore;

  private int ttlSeconds;
  private @Nullable BitSet removed;
  private Set<Rdata> added = Collections.emptySet();
  private int searches;
  private @Nullable Map<Rdata, Integer> index;

  /** The operation that made it grow last, counted from 0; -1 if it did not. */
  private int grownBy = -1;

  /**
   * A draft that changes nothing yet.
   *
   * @param coveredType what the signatures cover; -1 if they are none
   * @param before what the zone has; kept
   */
  DraftRRset(RRType type, int coveredType, RRsetView before) {
    this.type = type;
    this.coveredType = coveredType;
    this.before = before;
    countBefore = before.count();
    ttlSeconds = countBefore == 0 ? 0 : before.ttlSeconds();
  }

  RRType type() {
    return type;
  }

  /** What the signatures cover; -1 if these are none. */
  int coveredType() {
    return coveredType;
  }

  /** What it is sorted and found by among those of its name. */
  int order() {
    return order(type.code(), coveredType);
  }

  static int order(int type, int coveredType) {
    return coveredType < 0 ? 2 * type : 2 * coveredType + 1;
  }

  /** As in "A", or "RRSIG A". */
  String label() {
    return coveredType < 0 ? type.mnemonic() : type + " " + RRTypes.of(coveredType);
  }

  int count() {
    return countBefore - removedCount() + added.size();
  }

  private int removedCount() {
    return removed == null ? 0 : removed.cardinality();
  }

  /** The least octets that it takes in a message; see {@link RRsetSize}. */
  long octets() {
    long octets = RRsetSize.octets(before);
    int place = before.first();
    for (int i = 0; removed != null && i < countBefore; i++, place = before.next(place)) {
      if (removed.get(i)) {
        octets -= RRsetSize.recordOctets(type, before.rdataLength(place));
      }
    }
    for (Rdata rdata : added) {
      octets += RRsetSize.recordOctets(type, rdata.length());
    }
    return octets;
  }

  long octetsBefore() {
    return RRsetSize.octets(before);
  }

  int countBefore() {
    return countBefore;
  }

  /** Counts only while there are records. */
  int ttlSeconds() {
    return ttlSeconds;
  }

  void setTtl(int newTtlSeconds) {
    ttlSeconds = newTtlSeconds;
  }

  int grownBy() {
    return grownBy;
  }

  /** The index of a record of the zone, gone or not; -1 if the zone has none such. */
  private int indexBefore(Rdata rdata) {
    if (countBefore > SEARCHES_BEFORE_INDEX
        && index == null
        && ++searches > SEARCHES_BEFORE_INDEX) {
      index = HashMap.newHashMap(countBefore);
      int place = before.first();
      for (int i = 0; i < countBefore; i++, place = before.next(place)) {
        index.put(rdataAt(place), i);
      }
    }
    if (index != null) {
      return index.getOrDefault(rdata, -1);
    }
    int place = before.first();
    for (int i = 0; i < countBefore; i++, place = before.next(place)) {
      if (rdata.matches(before.octets(), before.rdataOffset(place), before.rdataLength(place))) {
        return i;
      }
    }
    return -1;
  }

  private Rdata rdataAt(int place) {
    return Rdata.ofValid(
        type, before.octets(), before.rdataOffset(place), before.rdataLength(place));
  }

  private boolean isRemoved(int indexBefore) {
    return removed != null && removed.get(indexBefore);
  }

  boolean contains(Rdata rdata) {
    int at = indexBefore(rdata);
    return at >= 0 ? !isRemoved(at) : added.contains(rdata);
  }

  /**
   * Adds a record unless it is there.
   *
   * @param operation see {@link #grownBy}
   */
  void add(Rdata rdata, int operation) {
    int at = indexBefore(rdata);
    boolean isNew;
    if (at >= 0) {
      isNew = isRemoved(at);
      if (isNew && removed != null) {
        removed.clear(at);
      }
    } else {
      if (added.isEmpty()) {
        added = new LinkedHashSet<>();
      }
      isNew = added.add(rdata);
    }
    if (isNew) {
      grownBy = operation;
    }
  }

  /** Removes a record if it is there. */
  void remove(Rdata rdata) {
    int at = indexBefore(rdata);
    if (at < 0) {
      added.remove(rdata);
    } else {
      removed().set(at);
    }
  }

  private BitSet removed() {
    BitSet set = removed;
    if (set == null) {
      set = new BitSet(countBefore);
      removed = set;
    }
    return set;
  }

  void clear() {
    added = Collections.emptySet();
    removed().set(0, countBefore);
  }

  /** Takes back all that was drafted. */
  void reset() {
    added = Collections.emptySet();
    removed = null;
    ttlSeconds = countBefore == 0 ? 0 : before.ttlSeconds();
  }

  /** What is there now. */
  List<Rdata> rdatas() {
    List<Rdata> rdatas = new ArrayList<>(count());
    int place = before.first();
    for (int i = 0; i < countBefore; i++, place = before.next(place)) {
      if (!isRemoved(i)) {
        rdatas.add(rdataAt(place));
      }
    }
    rdatas.addAll(added);
    return rdatas;
  }

  private boolean isTtlChanged() {
    return countBefore > 0 && before.ttlSeconds() != ttlSeconds && count() > 0;
  }

  boolean isChanged() {
    return !added.isEmpty() || removed != null && !removed.isEmpty() || isTtlChanged();
  }

  /** Tells the difference; records in canonical order. */
  void difference(Name owner, List<ResourceRecord> from, List<ResourceRecord> to) {
    int first = to.size();
    boolean all = isTtlChanged();
    int place = before.first();
    for (int i = 0; i < countBefore; i++, place = before.next(place)) {
      boolean gone = isRemoved(i);
      if (gone || all) {
        Rdata rdata = rdataAt(place);
        from.add(new ResourceRecord(owner, RRClass.IN, before.ttlSeconds(), rdata));
        if (!gone) {
          to.add(new ResourceRecord(owner, RRClass.IN, ttlSeconds, rdata));
        }
      }
    }
    for (Rdata rdata : added) {
      to.add(new ResourceRecord(owner, RRClass.IN, ttlSeconds, rdata));
    }
    if (to.size() - first > 1 && !added.isEmpty()) {
      to.subList(first, to.size()).sort(Comparator.comparing(ResourceRecord::rdata));
    }
  }

  /** Makes the zone's RRset what this says. */
  void apply(Name owner, ZoneEditor editor) {
    if (isTtlChanged() && coveredType >= 0) {
      // Signatures of other types have a TTL of their own.
      List<Rdata> all = rdatas();
      removeFrom(editor, owner, true);
      all.forEach(rdata -> editor.add(owner, type.code(), ttlSeconds, rdata.toWire()));
      return;
    }
    if (count() == 0 && coveredType < 0) {
      editor.removeRRset(owner, type.code());
      return;
    }
    removeFrom(editor, owner, false);
    if (isTtlChanged()) {
      editor.setTtl(owner, type.code(), ttlSeconds);
    }
    for (Rdata rdata : added) {
      editor.add(owner, type.code(), ttlSeconds, rdata.toWire());
    }
  }

  private void removeFrom(ZoneEditor editor, Name owner, boolean all) {
    if (!all && removed == null) {
      return;
    }
    int place = before.first();
    for (int i = 0; i < countBefore; i++, place = before.next(place)) {
      if (all || isRemoved(i)) {
        editor.removeRecord(owner, type.code(), rdataAt(place).toWire());
      }
    }
  }
}
