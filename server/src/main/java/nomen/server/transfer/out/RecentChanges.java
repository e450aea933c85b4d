package nomen.server.transfer.out;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import nomen.codec.name.Name;
import nomen.codec.rr.ResourceRecord;
import nomen.store.log.LogRecord;
import nomen.store.update.PublishedState;
import nomen.store.update.WriterListener;
import nomen.store.zone.Changeset;
import org.jspecify.annotations.Nullable;

/**
 * The newest changes of all zones, in memory, so that a secondary that comes at once gets them
 * without a look at the disk. The oldest go when there are too many.
 *
 * <p>The changes of a zone are a chain from the newest back. The writer's thread alone hangs on and
 * cuts off; any thread walks without a lock, and finds the end of the chain somewhere.
 */
final class RecentChanges implements WriterListener {
  /** What all changes may take in a large heap, counted as {@link #sizeOctets} does. */
  static final long MAX_OCTETS = 32L << 20;

  /** The part of a smaller heap that they may take: one in so many. */
  static final int HEAP_SHARE = 16;

  /** About what a record takes in memory beside its owner name and its RDATA. */
  private static final int RECORD_OCTETS = 160;

  private static final class Link {
    final Changeset change;
    final long octets;
    volatile @Nullable Link older;

    /** For the writer's thread. */
    @Nullable Link newer;

    Link(Changeset change, long octets) {
      this.change = change;
      this.octets = octets;
    }
  }

  private final long maxOctets;
  private final Predicate<Name> isTransferred;
  private final Map<Name, Link> newest = new ConcurrentHashMap<>();

  /** All links that are in a chain, the oldest first; for the writer's thread. */
  private final Deque<Link> byAge = new ArrayDeque<>();

  private long octets;

  /**
   * Holds none yet.
   *
   * @param isTransferred whether anybody may ask for the changes of a zone; those of others are not
   *     kept, for what is kept for some time costs the collector
   */
  RecentChanges(long maxOctets, Predicate<Name> isTransferred) {
    this.maxOctets = maxOctets;
    this.isTransferred = isTransferred;
  }

  /** What all changes may take in a heap of this size. */
  static long maxOctets(long heapOctets) {
    return Math.min(heapOctets / HEAP_SHARE, MAX_OCTETS);
  }

  @Override
  public void committed(PublishedState state, List<LogRecord> records) {
    Name last = null;
    boolean isKept = false;
    for (LogRecord record : records) {
      if (!record.zone().equals(last)) {
        last = record.zone();
        isKept = isTransferred.test(last);
      }
      switch (record) {
        case LogRecord.Change change -> {
          if (isKept) {
            add(change.changeset());
          }
        }
        // What was before leads to nothing from here on.
        case LogRecord.Load load -> newest.remove(load.zone());
        case LogRecord.Removal removal -> newest.remove(removal.zone());
      }
    }
  }

  private void add(Changeset change) {
    if (change.serialFrom() == change.serialTo()) {
      return;
    }
    Link link = new Link(change, sizeOctets(change));
    Link last = newest.get(change.zone());
    if (last != null && last.change.serialTo() == change.serialFrom()) {
      link.older = last;
      last.newer = link;
    }
    newest.put(change.zone(), link);
    byAge.add(link);
    octets += link.octets;
    while (octets > maxOctets) {
      forget(byAge.remove());
    }
  }

  private void forget(Link oldest) {
    octets -= oldest.octets;
    Link following = oldest.newer;
    if (following != null) {
      following.older = null;
    } else {
      newest.remove(oldest.change.zone(), oldest);
    }
  }

  /** About the octets that a change takes in memory. */
  static long sizeOctets(Changeset change) {
    long sum = 0;
    for (List<ResourceRecord> records : List.of(change.removed(), change.added())) {
      for (ResourceRecord record : records) {
        sum += RECORD_OCTETS + RecordWriter.sizeOctets(record);
      }
    }
    return sum;
  }

  /**
   * The changes that lead from one serial of a zone to another, the oldest first.
   *
   * @param mostOctets what they may have, counted as {@link #sizeOctets} does
   * @return null if not all are here, or they have more
   */
  @Nullable List<Changeset> find(Name zone, int serialFrom, int serialTo, long mostOctets) {
    Link link = newest.get(zone);
    while (link != null && link.change.serialTo() != serialTo) {
      link = link.older;
    }
    List<Changeset> found = new ArrayList<>();
    long sum = 0;
    while (link != null) {
      Changeset change = link.change;
      sum += link.octets;
      if (sum > mostOctets) {
        return null;
      }
      found.add(change);
      if (change.serialFrom() == serialFrom) {
        Collections.reverse(found);
        return found;
      }
      link = link.older;
    }
    return null;
  }
}
