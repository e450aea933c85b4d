package nomen.store.log;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import nomen.codec.name.Name;
import org.jspecify.annotations.Nullable;

/**
 * Walks over the records of one zone, from an LSN on, through all segments. The files may be
 * written, thinned out, merged and deleted by others meanwhile: what tells this where it is, is the
 * LSN.
 */
final class SegmentWalk implements AutoCloseable {
  /** How often a segment may vanish between being listed and being opened. */
  private static final int MAX_TRIES = 100;

  private final Disk disk;
  private final SegmentSummaries summaries;
  private final LongSupplier lastLsn;
  private final Name zone;
  private final long sinceMillis;

  /** Is told of segments that are left out, for they are damaged; null if none may be. */
  private final @Nullable Consumer<CorruptLogException> damaged;

  /** The least LSN that is wanted. */
  private long wanted;

  private @Nullable RawRecords segment;

  SegmentWalk(
      Disk disk,
      SegmentSummaries summaries,
      LongSupplier lastLsn,
      Name zone,
      long sinceMillis,
      long fromLsn,
      @Nullable Consumer<CorruptLogException> damaged) {
    this.damaged = damaged;
    this.disk = disk;
    this.summaries = summaries;
    this.lastLsn = lastLsn;
    this.zone = zone;
    this.sinceMillis = sinceMillis;
    this.wanted = fromLsn;
  }

  /**
   * Goes to the next record of the zone; null at the end. Records that are older than asked for are
   * left out where that is cheap.
   */
  @Nullable RawRecords next() throws IOException {
    while (true) {
      try {
        return tryNext();
      } catch (CorruptLogException e) {
        if (!skips(e)) {
          throw e;
        }
      }
    }
  }

  /** Goes behind a damaged segment, if the one who asks can do without. */
  private boolean skips(CorruptLogException damage) throws IOException {
    Consumer<CorruptLogException> told = damaged;
    if (told == null) {
      return false;
    }
    told.accept(damage);
    close();
    for (long first : SegmentFiles.list(disk)) {
      if (SegmentFiles.path(first).compareTo(damage.file()) > 0) {
        wanted = Math.max(wanted, first);
        return true;
      }
    }
    wanted = Long.MAX_VALUE;
    return true;
  }

  private @Nullable RawRecords tryNext() throws IOException {
    long last = lastLsn.getAsLong();
    while (wanted <= last) {
      RawRecords current = segment == null ? openNext() : segment;
      segment = current;
      if (current == null) {
        return null;
      }
      if (!current.next()) {
        long following = following(current);
        if (following == 0) {
          return null;
        }
        // The next segment was begun when all of this one was written: look once more.
        if (!current.next()) {
          moveOn(current, following);
          continue;
        }
      }
      if (current.lsn() > last) {
        // Written, and not durable yet: it is read again when it is asked for.
        close();
        return null;
      }
      if (current.lsn() >= wanted) {
        wanted = current.lsn() + 1;
        if (current.zone().equals(zone)) {
          return current;
        }
      }
    }
    return null;
  }

  /** The LSN that the segment behind this one begins with, 0 if there is none. */
  private long following(RawRecords current) throws IOException {
    long firstLsn = current.frames().header().firstLsn();
    for (long first : SegmentFiles.list(disk)) {
      if (first > firstLsn) {
        return first;
      }
    }
    return 0;
  }

  private void moveOn(RawRecords current, long following) throws IOException {
    SegmentHeader header = current.frames().header();
    if (header.isThinned()) {
      wanted = Math.max(wanted, header.nextLsn());
    } else {
      wanted = Math.max(wanted, current.expectedLsn());
      if (wanted != following && isThereStill(header)) {
        current.requireReaches(following);
      }
    }
    close();
  }

  /** Whether a segment was not replaced by a merger, which then took its neighbours too. */
  private boolean isThereStill(SegmentHeader header) throws IOException {
    try {
      return SegmentFiles.header(disk, header.firstLsn()).equals(header);
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private @Nullable RawRecords openNext() throws IOException {
    for (int i = 0; i < MAX_TRIES; i++) {
      try {
        return tryOpenNext();
      } catch (NoSuchFileException e) {
        // It was merged into its neighbour, or deleted.
      }
    }
    throw new IOException(SegmentFiles.DIRECTORY + ": segments vanish while they are listed");
  }

  private @Nullable RawRecords tryOpenNext() throws IOException {
    List<Long> firsts = SegmentFiles.list(disk);
    int at = 0;
    while (at + 1 < firsts.size() && firsts.get(at + 1) <= wanted) {
      at++;
    }
    for (; at < firsts.size() - 1; at++) {
      long following = firsts.get(at + 1);
      SegmentSummary.Part part = summaries.of(firsts.get(at), following).of(zone);
      if (part != null && part.newestMillis() >= sinceMillis) {
        break;
      }
      wanted = Math.max(wanted, following);
    }
    return firsts.isEmpty() ? null : RawRecords.open(disk, firsts.get(at));
  }

  @Override
  public void close() throws IOException {
    RawRecords open = segment;
    segment = null;
    if (open != null) {
      open.close();
    }
  }
}
