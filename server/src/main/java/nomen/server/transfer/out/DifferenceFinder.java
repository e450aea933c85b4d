package nomen.server.transfer.out;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import nomen.codec.name.Name;
import nomen.store.log.History;
import nomen.store.log.HistoryCursor;
import nomen.store.log.LogRecord;
import nomen.store.zone.Changeset;
import org.jspecify.annotations.Nullable;

/**
 * Finds what leads from one serial of a zone to another: in memory, or in the log.
 *
 * <p>Several differences are put together into one, which is never longer (RFC 1995 section 5), as
 * long as they fit into {@link #MAX_CONDENSED_OCTETS}; more than that is read from the log as it is
 * sent. Differences that have more records than the zone are not sent, the zone is.
 */
final class DifferenceFinder {
  /** What may be held in memory for one client, counted as {@link RecentChanges} does. */
  static final long MAX_CONDENSED_OCTETS = 16L << 20;

  /** So many records fit into one message, which costs the same whatever the size of the zone. */
  static final long FEW_RECORDS = 200;

  private final RecentChanges recent;
  private final @Nullable History history;
  private final long maxCondensedOctets;
  private final TransferCounters counters;

  /**
   * A finder.
   *
   * @param history null if there is no log
   * @param maxCondensedOctets {@link #MAX_CONDENSED_OCTETS}, or what a test wants
   */
  DifferenceFinder(
      RecentChanges recent,
      @Nullable History history,
      long maxCondensedOctets,
      TransferCounters counters) {
    this.recent = recent;
    this.history = history;
    this.maxCondensedOctets = maxCondensedOctets;
    this.counters = counters;
  }

  /**
   * Finds differences without a look at the disk, if they are few.
   *
   * @param mostOctets that they may have in memory
   */
  Differences.@Nullable InMemory findRecent(
      Name zone, int serialFrom, int serialTo, long mostOctets) {
    List<Changeset> changes = recent.find(zone, serialFrom, serialTo, mostOctets);
    return changes == null ? null : Differences.InMemory.of(changes);
  }

  /**
   * Finds differences, wherever they are. It may read from disk.
   *
   * @param zoneRecords the records that the zone has
   * @return null if the whole zone is to be sent
   * @throws IOException if the log cannot be read
   */
  @Nullable Differences find(Name zone, int serialFrom, int serialTo, long zoneRecords)
      throws IOException {
    long mostRecords = Math.max(zoneRecords, FEW_RECORDS);
    Differences.InMemory known = findRecent(zone, serialFrom, serialTo, maxCondensedOctets);
    if (known != null) {
      return known.records() > mostRecords ? null : known;
    }
    HistoryCursor<LogRecord.Change> cursor = open(zone, serialFrom, serialTo);
    if (cursor == null) {
      return null;
    }
    counters.add(TransferCounter.READ_FROM_LOG, 1);
    try (cursor) {
      List<Changeset> changes = new ArrayList<>();
      long octets = 0;
      long records = 0;
      for (LogRecord.Change next = cursor.next(); next != null; next = cursor.next()) {
        octets += RecentChanges.sizeOctets(next.changeset());
        records += Differences.recordsOf(next.changeset());
        if (octets <= maxCondensedOctets) {
          changes.add(next.changeset());
        } else {
          // Nothing of this is kept: it is read once more if it is to be sent.
          changes.clear();
          if (records > mostRecords) {
            return null;
          }
        }
      }
      if (octets <= maxCondensedOctets) {
        Differences.InMemory found = Differences.InMemory.of(changes);
        return found.records() > mostRecords ? null : found;
      }
    }
    HistoryCursor<LogRecord.Change> again = open(zone, serialFrom, serialTo);
    return again == null ? null : new Differences.InLog(again);
  }

  private @Nullable HistoryCursor<LogRecord.Change> open(Name zone, int serialFrom, int serialTo)
      throws IOException {
    return history == null ? null : history.changes(zone, serialFrom, serialTo).orElse(null);
  }
}
