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
 * segment; or if the file is shorter than it was made; or if a {@link DurableMark} or a checkpoint
 * says that more was durable. Then nothing is touched. If none of that holds, it is a frame whose
 * force never ended.
 *
 * <p>Damage before the first record that is replayed is history that recovery does without: it is
 * told and left alone. So is any damage if the checkpoint has all that was ever acknowledged, as a
 * mark can prove; then a new segment is begun.
 *
 * <p>Every step can be repeated: power that goes while this runs costs nothing.
 */
final class LogRecovery {
  /**
   * What is known before the log is looked at.
   *
   * @param fromLsn the first LSN that is replayed; records before it are not looked at
   * @param leastLsn of a record that was durable, says the name of a checkpoint; 0 if there is none
   * @param mark what the mark says
   * @param writes whether files may be changed
   */
  record Known(long fromLsn, long leastLsn, DurableMark.Seen mark, boolean writes) {
    /** The highest LSN that is known to have been durable. */
    long durableLsn() {
      return Math.max(fromLsn - 1, Math.max(leastLsn, mark.lsn()));
    }

    /** Whether nothing was acknowledged that the checkpoint does not have. */
    boolean checkpointHasAll() {
      return mark.isFinal() && mark.lsn() == fromLsn - 1 && leastLsn < fromLsn;
    }
  }

  /**
   * Where appending goes on.
   *
   * @param segments those whose records were replayed, oldest first; the last one is written to. If
   *     there is none a new one is to be begun
   * @param offset in the last segment
   * @param nextLsn that the next record has
   * @param tornTail what was cut off
   * @param damaged what is wrong with the history, which recovery does without
   */
  record End(
      List<SegmentHeader> segments,
      long offset,
      long nextLsn,
      @Nullable TornTail tornTail,
      List<String> damaged) {}

  private static final String HISTORY = "; this is history that the zones do not need";

  private final Disk disk;
  private final Known known;
  private final Consumer<? super LogRecord> replay;
  private final List<String> damaged = new ArrayList<>();
  private long nextLsn;

  private LogRecovery(Disk disk, Known known, Consumer<? super LogRecord> replay) {
    this.disk = disk;
    this.known = known;
    this.replay = replay;
  }

  /**
   * Recovers the log.
   *
   * @throws CorruptLogException if records that are to be replayed were durable and are damaged or
   *     gone
   */
  static End run(Disk disk, Known known, Consumer<? super LogRecord> replay) throws IOException {
    return new LogRecovery(disk, known, replay).run();
  }

  private End run() throws IOException {
    if (known.writes) {
      SegmentFiles.deleteUnfinished(disk);
    }
    try {
      return recover();
    } catch (CorruptLogException e) {
      if (!known.checkpointHasAll() || nextLsn > known.fromLsn) {
        throw e;
      }
      damaged.add(e.getMessage() + "; the checkpoint has all that it held");
      return new End(List.of(), SegmentHeader.OCTETS, known.fromLsn, null, damaged);
    }
  }

  private End recover() throws IOException {
    List<SegmentHeader> segments = segments();
    if (known.writes) {
      // A name that was there when the process ended need not be durable yet.
      disk.forceDirectory(SegmentFiles.DIRECTORY);
    }
    if (segments.isEmpty()) {
      requireNew(disk, known.durableLsn());
      return new End(List.of(), SegmentHeader.OCTETS, 1, null, damaged);
    }
    nextLsn = segments.getFirst().firstLsn();
    if (nextLsn > known.fromLsn) {
      throw new CorruptLogException(
          SegmentFiles.path(nextLsn),
          0,
          "the log begins here, and LSN " + known.fromLsn + " is wanted");
    }
    for (int i = 0; i < segments.size() - 1; i++) {
      replayClosed(segments.get(i), segments.get(i + 1).firstLsn());
    }
    return replayLast(segments);
  }

  /**
   * The headers of the segments that are wanted, in order; deletes what a merger of segments left
   * behind, and tells what is wrong with headers before those.
   */
  private List<SegmentHeader> segments() throws IOException {
    List<SegmentHeader> segments = new ArrayList<>();
    List<Long> firsts = SegmentFiles.list(disk);
    SegmentHeader before = null;
    for (int i = 0; i < firsts.size(); i++) {
      long firstLsn = firsts.get(i);
      boolean isHistory = i + 1 < firsts.size() && firsts.get(i + 1) <= known.fromLsn;
      if (before != null && before.isThinned() && firstLsn < before.nextLsn()) {
        if (known.writes) {
          disk.delete(SegmentFiles.path(firstLsn));
        }
        continue;
      }
      if (before != null && before.isThinned() && firstLsn > before.nextLsn()) {
        damaged.add(
            SegmentFiles.path(before.firstLsn())
                + ": the segment of LSN "
                + before.nextLsn()
                + " is missing after this one"
                + HISTORY);
      }
      try {
        before = SegmentFiles.header(disk, firstLsn);
        if (!isHistory) {
          segments.add(before);
        }
      } catch (CorruptLogException e) {
        if (!isHistory) {
          throw e;
        }
        before = null;
        damaged.add(e.getMessage() + HISTORY);
      }
    }
    return segments;
  }

  /**
   * Checks that a directory without a segment never had one: the first is there before anything
   * else is written.
   */
  static void requireNew(Disk disk, long durableLsn) throws IOException {
    String evidence = durableLsn > 0 ? "LSN " + durableLsn + " was durable" : "";
    for (String name : disk.list(BaseImages.DIRECTORY)) {
      evidence = evidence.isEmpty() ? "there is " + BaseImages.DIRECTORY + "/" + name : evidence;
    }
    if (!evidence.isEmpty()) {
      throw new CorruptLogException(
          SegmentFiles.DIRECTORY, 0, "there is no segment, and " + evidence);
    }
  }

  private void replayClosed(SegmentHeader segment, long following) throws IOException {
    requireWhole(segment);
    try (RawRecords records = RawRecords.open(disk, segment.firstLsn())) {
      replay(records);
      records.requireReaches(following);
    }
  }

  private End replayLast(List<SegmentHeader> segments) throws IOException {
    SegmentHeader segment = segments.getLast();
    requireWhole(segment);
    String path = SegmentFiles.path(segment.firstLsn());
    TornTail torn = null;
    long offset;
    try (RawRecords records = RawRecords.open(disk, segment.firstLsn());
        DiskFile file = known.writes ? disk.open(path) : disk.openForReading(path)) {
      replay(records);
      offset = records.frames().offset();
      LogTail.requireFull(file, segment, offset);
      if (nextLsn <= known.durableLsn()) {
        // A later frame is a better reason.
        LogTail.end(file, segment.salt(), offset, nextLsn);
        throw new CorruptLogException(
            path,
            offset,
            "the log ends with LSN "
                + (nextLsn - 1)
                + ", and LSN "
                + known.durableLsn()
                + " was durable: changes that were acknowledged are missing");
      }
      if (known.writes) {
        torn = LogTail.cut(disk, file, segment.salt(), offset, nextLsn);
        rewrite(file, records.frames().frameOffset(), offset);
        file.force();
      }
    }
    return new End(segments, offset, nextLsn, torn, damaged);
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
      if (nextLsn >= known.fromLsn) {
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
