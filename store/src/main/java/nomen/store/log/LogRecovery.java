package nomen.store.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Brings the log's files into the state that appending can go on from, and replays records.
 *
 * <p>What tells a torn tail from corruption: a frame is written only after the one before it was
 * forced, and a segment is begun only after all of the segment before it was. So what is no whole
 * frame is damage to something durable if a header of a later frame stands behind it, or another
 * segment; then nothing is touched. If nothing does, it is a frame whose force never ended.
 *
 * <p>Every step can be repeated: power that goes while this runs costs nothing.
 */
final class LogRecovery {
  /**
   * Where appending goes on.
   *
   * @param firstLsn of the last segment; 0 if there is none
   * @param salt of the last segment
   * @param offset in the last segment
   * @param nextLsn that the next record has
   * @param tornTail what was cut off
   */
  record End(long firstLsn, long salt, long offset, long nextLsn, @Nullable TornTail tornTail) {}

  private final Disk disk;
  private final long fromLsn;
  private final Consumer<? super LogRecord> replay;
  private long nextLsn;

  private LogRecovery(Disk disk, long fromLsn, Consumer<? super LogRecord> replay) {
    this.disk = disk;
    this.fromLsn = fromLsn;
    this.replay = replay;
  }

  /**
   * Recovers the log.
   *
   * @param fromLsn the first LSN that is replayed; records before it are not looked at
   * @throws CorruptLogException if records from there on were durable and are damaged or gone
   */
  static End run(Disk disk, long fromLsn, Consumer<? super LogRecord> replay) throws IOException {
    return new LogRecovery(disk, fromLsn, replay).run();
  }

  private End run() throws IOException {
    SegmentFiles.deleteUnfinished(disk);
    List<SegmentHeader> segments = segments();
    // A name that was there when the process ended need not be durable yet.
    disk.forceDirectory(SegmentFiles.DIRECTORY);
    if (segments.isEmpty()) {
      if (fromLsn > 1) {
        throw new CorruptLogException(
            SegmentFiles.DIRECTORY, 0, "there is no segment, and LSN " + fromLsn + " is wanted");
      }
      return new End(0, 0, 0, 1, null);
    }
    int start = 0;
    while (start + 1 < segments.size() && segments.get(start + 1).firstLsn() <= fromLsn) {
      start++;
    }
    nextLsn = segments.get(start).firstLsn();
    if (nextLsn > fromLsn) {
      throw new CorruptLogException(
          SegmentFiles.path(nextLsn), 0, "the log begins here, and LSN " + fromLsn + " is wanted");
    }
    for (int i = start; i < segments.size() - 1; i++) {
      replayClosed(segments.get(i), segments.get(i + 1).firstLsn());
    }
    return replayLast(segments.getLast());
  }

  /** The headers of all segments, in order; deletes what a merger of segments left behind. */
  private List<SegmentHeader> segments() throws IOException {
    List<SegmentHeader> segments = new ArrayList<>();
    for (long firstLsn : SegmentFiles.list(disk)) {
      SegmentHeader before = segments.isEmpty() ? null : segments.getLast();
      if (before != null && before.isThinned() && firstLsn < before.nextLsn()) {
        disk.delete(SegmentFiles.path(firstLsn));
        continue;
      }
      if (before != null && before.isThinned() && firstLsn > before.nextLsn()) {
        throw new CorruptLogException(
            SegmentFiles.path(before.firstLsn()),
            0,
            "the segment of LSN " + before.nextLsn() + " is missing behind this one");
      }
      segments.add(SegmentFiles.header(disk, firstLsn));
    }
    return segments;
  }

  private void replayClosed(SegmentHeader segment, long following) throws IOException {
    requireWhole(segment);
    try (RawRecords records = RawRecords.open(disk, segment.firstLsn())) {
      replay(records);
      records.requireReaches(following);
    }
  }

  private End replayLast(SegmentHeader segment) throws IOException {
    requireWhole(segment);
    String path = SegmentFiles.path(segment.firstLsn());
    TornTail torn;
    long offset;
    try (RawRecords records = RawRecords.open(disk, segment.firstLsn());
        DiskFile file = disk.open(path)) {
      replay(records);
      offset = records.frames().offset();
      torn = LogTail.cut(disk, file, segment.salt(), offset, nextLsn);
      rewrite(file, records.frames().frameOffset(), offset);
      file.force();
    }
    if (nextLsn < fromLsn) {
      throw new CorruptLogException(
          path, offset, "the log ends with LSN " + (nextLsn - 1) + ", and more was durable");
    }
    return new End(segment.firstLsn(), segment.salt(), offset, nextLsn, torn);
  }

  private void requireWhole(SegmentHeader segment) throws CorruptLogException {
    if (segment.isThinned()) {
      throw new CorruptLogException(
          SegmentFiles.path(segment.firstLsn()),
          12,
          "records were taken out of this segment, and LSN " + nextLsn + " is wanted");
    }
  }

  private void replay(RawRecords records) throws IOException {
    while (records.next()) {
      if (nextLsn >= fromLsn) {
        LogRecord record = records.read();
        try {
          replay.accept(record);
        } catch (IllegalArgumentException e) {
          throw records.corrupt(e);
        }
      }
      nextLsn++;
    }
  }

  /**
   * Writes the last frame again, as it is. If the process before this one ended between a force
   * that failed and the overwriting of the frame, the frame can be read and still never get to the
   * disk: the file system takes it for written.
   */
  private static void rewrite(DiskFile file, long start, long end) throws IOException {
    if (start == 0) {
      return;
    }
    ByteBuffer frame = ByteBuffer.allocate((int) (end - start));
    file.read(start, frame);
    file.write(start, frame.flip());
  }
}
