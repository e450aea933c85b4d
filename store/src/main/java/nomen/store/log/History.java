package nomen.store.log;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import nomen.codec.name.Name;
import org.jspecify.annotations.Nullable;

/**
 * The log, to read: what became of a zone, oldest first. Nothing is written, and a log that is
 * being written can be read; so can the files of a server that does not run. For any threads.
 *
 * <p>Of segments that nothing is written to any more it is remembered, within a limit, which zones
 * they have records of, so that the others need not be read.
 */
public final class History {
  private final Disk disk;
  private final SegmentSummaries summaries;
  private final LongSupplier lastLsn;

  History(Disk disk, SegmentSummaries summaries, LongSupplier lastLsn) {
    this.disk = disk;
    this.summaries = summaries;
    this.lastLsn = lastLsn;
  }

  /**
   * The history in a directory that no server of this process writes to. If another process does,
   * the last entries may be such as are not durable yet.
   */
  public static History of(Disk disk) {
    return new History(disk, new SegmentSummaries(disk), () -> Long.MAX_VALUE);
  }

  /** The entries of a zone that a filter accepts. */
  public HistoryCursor<LogRecord> entries(HistoryFilter filter) {
    return entries(filter, null);
  }

  /**
   * As the other.
   *
   * @param damaged is told of each segment that cannot be read, whose entries are left out; null if
   *     that is to be thrown
   */
  public HistoryCursor<LogRecord> entries(
      HistoryFilter filter, @Nullable Consumer<CorruptLogException> damaged) {
    SegmentWalk walk =
        new SegmentWalk(disk, summaries, lastLsn, filter.zone(), filter.sinceMillis(), 1, damaged);
    return new HistoryCursor<>(
        walk,
        at -> {
          if (at.timeMillis() < filter.sinceMillis()) {
            return null;
          }
          LogRecord record = at.read();
          return filter.accepts(record) ? record : null;
        });
  }

  /**
   * The newest entry that led to a serial: a change, or a load.
   *
   * @return empty if the history does not know of it, or no more
   */
  public Optional<LogRecord> find(Name zone, int serial) throws IOException {
    return Optional.ofNullable(search().entry(zone, serial));
  }

  /**
   * The changes that lead from one serial of a zone to another one, each beginning with the serial
   * that the one before it ended with. Changes that left the serial as it was have no records, and
   * are left out.
   *
   * @return empty if the history does not know all of them: of the first serial no more or not at
   *     all, or the zone was begun anew between them, or the second one does not come after it
   */
  public Optional<HistoryCursor<LogRecord.Change>> changes(Name zone, int serialFrom, int serialTo)
      throws IOException {
    long start = search().changeFrom(zone, serialFrom);
    long end = start == 0 ? 0 : endOfChain(start, zone, serialFrom, serialTo);
    if (end == 0) {
      return Optional.empty();
    }
    SegmentWalk walk = walk(zone, Long.MIN_VALUE, start, () -> end);
    return Optional.of(new HistoryCursor<>(walk, History::change));
  }

  /** The LSN of the change that ends a chain, 0 if the chain ends before. */
  private long endOfChain(long start, Name zone, int serialFrom, int serialTo) throws IOException {
    int serial = serialFrom;
    try (SegmentWalk walk = walk(zone, Long.MIN_VALUE, start, lastLsn)) {
      for (RawRecords at = walk.next(); at != null; at = walk.next()) {
        if (!at.isChange() || at.serialFrom() != serial) {
          return 0;
        }
        serial = at.serialTo();
        if (serial == serialTo) {
          return at.lsn();
        }
      }
    }
    return 0;
  }

  private static LogRecord.@Nullable Change change(RawRecords at) throws CorruptLogException {
    boolean isStep = at.isChange() && at.serialFrom() != at.serialTo();
    return isStep && at.read() instanceof LogRecord.Change change ? change : null;
  }

  /** Is given requests that led to a change. */
  @FunctionalInterface
  public interface RequestVisitor {
    /**
     * Takes one.
     *
     * @param change as it stands in the log
     */
    void visit(LogRecord.Change change);
  }

  /**
   * Tells the changes that requests made since a time, of all zones, in order. Of older segments
   * only as many are read as have such changes, found from the newest on: so the time must not have
   * gone back by more than a segment lasts.
   *
   * @param damaged is told of a segment that cannot be read to its end
   */
  public void requestsSince(
      long sinceMillis, Consumer<CorruptLogException> damaged, RequestVisitor visitor)
      throws IOException {
    List<Long> firsts = SegmentFiles.list(disk);
    long last = lastLsn.getAsLong();
    int from = firsts.size();
    while (from > 0 && (from == firsts.size() || beginsSince(firsts.get(from), sinceMillis))) {
      from--;
    }
    for (long first : firsts.subList(from, firsts.size())) {
      try (RawRecords records = RawRecords.open(disk, first)) {
        while (records.next() && records.lsn() <= last) {
          if (records.isChange()
              && records.requestDigest() != 0
              && records.timeMillis() >= sinceMillis
              && records.read() instanceof LogRecord.Change change) {
            visitor.visit(change);
          }
        }
      } catch (CorruptLogException e) {
        damaged.accept(e);
      }
    }
  }

  /** Whether the first record of a segment is not older than a time; of an empty one it is not. */
  private boolean beginsSince(long firstLsn, long sinceMillis) throws IOException {
    try (RawRecords records = RawRecords.open(disk, firstLsn)) {
      return !records.next() || records.timeMillis() >= sinceMillis;
    } catch (CorruptLogException e) {
      // The walk says so.
      return true;
    }
  }

  private HistorySearch search() {
    return new HistorySearch(disk, summaries, lastLsn.getAsLong());
  }

  private SegmentWalk walk(Name zone, long sinceMillis, long fromLsn, LongSupplier until) {
    return new SegmentWalk(disk, summaries, until, zone, sinceMillis, fromLsn, null);
  }
}
