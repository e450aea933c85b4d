package nomen.store.log;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import nomen.codec.name.Name;
import org.jspecify.annotations.Nullable;

/**
 * Looks for a serial in the log from its end on, segment by segment: what is asked for is most
 * often new.
 */
final class HistorySearch {
  private final Disk disk;
  private final SegmentSummaries summaries;
  private final long lastLsn;

  HistorySearch(Disk disk, SegmentSummaries summaries, long lastLsn) {
    this.disk = disk;
    this.summaries = summaries;
    this.lastLsn = lastLsn;
  }

  /** Looks at the records of a zone in one segment, in order. */
  private abstract static class Visitor {
    /** Looks at a record. */
    abstract void visit(RawRecords at) throws IOException;

    /** Whether older segments cannot matter any more. */
    abstract boolean isDone();
  }

  private static final class EntryVisitor extends Visitor {
    private final int serial;
    private @Nullable LogRecord found;

    EntryVisitor(int serial) {
      this.serial = serial;
    }

    @Override
    void visit(RawRecords at) throws IOException {
      boolean leads = at.isLoad() || at.isChange() && at.serialFrom() != at.serialTo();
      if (leads && at.serialTo() == serial) {
        found = at.read();
      }
    }

    @Override
    boolean isDone() {
      return found != null;
    }
  }

  private static final class ChangeVisitor extends Visitor {
    private final int serialFrom;
    private long found;
    private boolean begins;

    ChangeVisitor(int serialFrom) {
      this.serialFrom = serialFrom;
    }

    @Override
    void visit(RawRecords at) {
      if (!at.isChange()) {
        // What was before the zone was begun or ended leads to nothing.
        begins = true;
        found = 0;
      } else if (at.serialFrom() == serialFrom) {
        found = at.lsn();
      }
    }

    @Override
    boolean isDone() {
      return begins || found != 0;
    }
  }

  /** The newest record that led to a serial; null if there is none. */
  @Nullable LogRecord entry(Name zone, int serial) throws IOException {
    EntryVisitor visitor = new EntryVisitor(serial);
    search(zone, visitor);
    return visitor.found;
  }

  /** The LSN of the newest change from a serial; 0 if there is none since the zone was begun. */
  long changeFrom(Name zone, int serialFrom) throws IOException {
    ChangeVisitor visitor = new ChangeVisitor(serialFrom);
    search(zone, visitor);
    return visitor.found;
  }

  private void search(Name zone, Visitor visitor) throws IOException {
    long before = Long.MAX_VALUE;
    while (!visitor.isDone()) {
      List<Long> firsts = SegmentFiles.list(disk);
      int at = firsts.size() - 1;
      while (at >= 0 && firsts.get(at) >= before) {
        at--;
      }
      if (at < 0) {
        return;
      }
      try {
        long following = at + 1 < firsts.size() ? firsts.get(at + 1) : 0;
        search(zone, visitor, firsts.get(at), following, Math.min(lastLsn, before - 1));
        before = firsts.get(at);
      } catch (NoSuchFileException e) {
        // Merged into its neighbour or deleted while this looked; there is one segment less now.
      }
    }
  }

  private void search(Name zone, Visitor visitor, long firstLsn, long following, long last)
      throws IOException {
    if (following != 0 && summaries.of(firstLsn, following).of(zone) == null) {
      return;
    }
    try (RawRecords records = RawRecords.open(disk, firstLsn)) {
      while (records.next() && records.lsn() <= last) {
        if (records.zone().equals(zone)) {
          visitor.visit(records);
        }
      }
    }
  }
}
