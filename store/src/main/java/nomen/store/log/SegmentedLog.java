package nomen.store.log;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import nomen.codec.name.Name;
import nomen.store.recorder.Recorder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log in files of one size, one behind another: {@code log/<first LSN>.log}. A file begins with
 * a {@link SegmentHeader}, and frames follow, each a {@link FrameHeader} and records as in {@link
 * LogRecordFormat}. A batch is a frame: one write and one force.
 *
 * <pre>
 *   records --append--> FrameBuffer --force--> | header | frame | frame | frame | 0 0 0 0 0 |
 *                                              00000000000000000042.log             spare
 * </pre>
 *
 * <p>The octets that a frame is written to were written as zeros and forced before, and so was the
 * file's name, so that a force has nothing to do but to write the frame. {@link LogRecovery} says
 * how the log is read again.
 */
public final class SegmentedLog implements CommitLog {
  private static final Logger LOGGER = LoggerFactory.getLogger(SegmentedLog.class);

  /** So often in the course of a segment a spare that could not be made is tried again. */
  private static final int PARTS = 16;

  private final Disk disk;
  private final RandomGenerator random;
  private final SpareSegment spare;
  private final SegmentSummaries summaries;
  private final LogRetention retention;
  private final FrameBuffer batch = new FrameBuffer();

  private final @Nullable TornTail tornTail;
  private final List<String> damagedHistory;
  private final DurableMark mark;
  private final LogWatch watch;

  private OpenSegment segment;

  /** Another segment was to be begun, and was not: nothing may be written to this one any more. */
  private boolean mustRoll;

  private long nextLsn;
  private volatile long durableLsn;
  private volatile long writtenOctets;
  private @Nullable IOException failure;

  private SegmentedLog(
      Disk disk,
      LogSettings settings,
      Executor background,
      RandomGenerator random,
      DurableMark mark,
      LogRecovery.Known known,
      LogRecovery.End end)
      throws IOException {
    this.disk = disk;
    this.random = random;
    this.mark = mark;
    this.spare = new SpareSegment(disk, settings.segmentOctets(), background);
    this.summaries = new SegmentSummaries(disk);
    this.retention = new LogRetention(disk, settings, random, summaries);
    this.watch = new LogWatch(disk, mark, known.fromLsn());
    this.tornTail = end.tornTail();
    this.damagedHistory = end.damaged();
    this.nextLsn = end.nextLsn();
    this.durableLsn = nextLsn - 1;
    List<SegmentHeader> segments = end.segments();
    for (int i = 0; i + 1 < segments.size(); i++) {
      watch.closed(segments.get(i), segments.get(i + 1).firstLsn());
    }
    if (!known.writes()) {
      failure = new IOException("the file system is read-only");
    }
    if (segments.isEmpty()) {
      segment = spare.begin(nextLsn, settings.segmentOctets(), random.nextLong());
    } else {
      SegmentHeader last = segments.getLast();
      String path = SegmentFiles.path(last.firstLsn());
      DiskFile file = known.writes() ? disk.open(path) : disk.openForReading(path);
      segment = new OpenSegment(disk, file, last, end.offset());
    }
    // A segment of the old version does not say what size it was made with: the next one does.
    mustRoll = segment.header().sizeOctets() == 0;
    watch.begun(segment.header());
    if (known.writes()) {
      mark.settle(durableLsn, false);
      spare.prepare();
    }
  }

  /**
   * Opens the log, or begins one if there is none, and replays what it holds. Only one may be open
   * for a directory: see {@link Disk#lock}.
   *
   * @param background runs what prepares the next segment; a direct one is as right, and slower
   * @param random makes the salts of segments, which clients must not be able to guess; for any
   *     threads
   * @param fromLsn the LSN of the first record that is replayed, 1 or that behind a checkpoint's
   * @param replay is given the records in order; an {@link IllegalArgumentException} of its own
   *     says that a record does not fit, which is corruption
   * @throws CorruptLogException if a record from there on was durable and is damaged or gone
   */
  public static SegmentedLog open(
      Disk disk,
      LogSettings settings,
      Executor background,
      RandomGenerator random,
      long fromLsn,
      Consumer<? super LogRecord> replay)
      throws IOException {
    return open(disk, settings, background, random, fromLsn, fromLsn - 1, replay);
  }

  /**
   * As the other.
   *
   * @param leastLsn of a record that was durable; what is missing up to there is corruption
   */
  static SegmentedLog open(
      Disk disk,
      LogSettings settings,
      Executor background,
      RandomGenerator random,
      long fromLsn,
      long leastLsn,
      Consumer<? super LogRecord> replay)
      throws IOException {
    boolean writes = !disk.isReadOnly();
    if (writes) {
      disk.createDirectory(SegmentFiles.DIRECTORY);
    }
    DurableMark mark = writes ? DurableMark.open(disk) : DurableMark.openForReading(disk);
    try {
      LogRecovery.Known known = new LogRecovery.Known(fromLsn, leastLsn, mark.seen(), writes);
      LogRecovery.End end = LogRecovery.run(disk, known, replay);
      warn(end.tornTail());
      if (!writes && end.segments().isEmpty()) {
        throw new IOException("the file system is read-only, and there is no log yet");
      }
      return new SegmentedLog(disk, settings, background, random, mark, known, end);
    } catch (IOException | RuntimeException e) {
      mark.close();
      throw e;
    }
  }

  private static void warn(@Nullable TornTail torn) {
    if (torn != null) {
      LOGGER
          .atWarn()
          .addKeyValue("file", torn.file())
          .addKeyValue("offset", torn.offset())
          .addKeyValue("octets", torn.octets())
          .addKeyValue("kept_as", torn.keptAs().isEmpty() ? "(too many)" : torn.keptAs())
          .log("end of the log was cut off: a batch that was never acknowledged");
    }
  }

  /** Why it takes nothing, from the start or since it failed; null if it does. */
  public @Nullable IOException failure() {
    return failure;
  }

  /** What was found to be damaged of the history when it was opened, though the zones are whole. */
  List<String> damagedHistory() {
    return damagedHistory;
  }

  /**
   * Whether no other process can have taken the directory meanwhile: what is written there now is
   * not mixed with another server's. May be called by any thread.
   */
  public boolean isSoleOwner() {
    try {
      return mark.isInPlace();
    } catch (IOException e) {
      return false;
    }
  }

  /** What was cut off when the log was opened. */
  public Optional<TornTail> tornTail() {
    return Optional.ofNullable(tornTail);
  }

  /** The octets of all frames written since it was opened. May be called by any thread. */
  public long writtenOctets() {
    return writtenOctets;
  }

  /** The LSN of the last record that is durable, 0 for none. May be called by any thread. */
  public long durableLsn() {
    return durableLsn;
  }

  /** The records that are durable, to read; may be used by any threads, while this is written. */
  public History history() {
    return new History(disk, summaries, () -> durableLsn);
  }

  /**
   * Takes out of the history what is not wanted any more, beside appending: it may be called by any
   * thread, and takes as long as it takes to copy what stays of old segments. The log is sound if
   * this fails.
   *
   * @param checkpointLsn the LSN that recovery needs no record up to
   * @param retentionOf tells what is wanted of a zone, also of one that there is no more
   * @return the octets of records that went
   */
  public long retain(
      long checkpointLsn, long nowMillis, Function<? super Name, Retention> retentionOf)
      throws IOException {
    watch.needed(checkpointLsn + 1);
    return retention.apply(checkpointLsn, nowMillis, retentionOf);
  }

  @Override
  public long nextLsn() {
    return nextLsn;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException also if the batch would have over 1 GiB, or if the record has
   *     what the format cannot hold; the batch is as it was then
   */
  @Override
  public void append(LogRecord record) throws IOException {
    requireSound();
    if (record.lsn() != nextLsn) {
      throw new IllegalArgumentException("LSN " + record.lsn() + " where " + nextLsn + " belongs");
    }
    batch.add(record);
    nextLsn++;
  }

  /**
   * {@inheritDoc}
   *
   * @throws NothingWrittenException if there was no room, or no descriptor: the batch is to be
   *     discarded, and the log goes on
   */
  @Override
  public void force() throws IOException {
    requireSound();
    if (batch.isEmpty()) {
      return;
    }
    LogForceEvent event = Recorder.begin(LogForceEvent::new);
    int octets = batch.octets();
    boolean rolls = mustRoll || !segment.hasRoom(octets);
    if (rolls) {
      roll(octets);
    }
    write();
    if (segment.advance(octets, PARTS)) {
      // One that could not be made may have room by now.
      spare.prepare();
    }
    long before = writtenOctets;
    writtenOctets = before + octets;
    mark.note(nextLsn - 1);
    if (event != null) {
      event.octets = octets;
      event.records = batch.count();
      event.firstLsn = batch.firstLsn();
      event.newSegment = rolls;
      event.commit();
    }
    batch.clear();
    durableLsn = nextLsn - 1;
  }

  private void write() throws IOException {
    boolean isForcing = false;
    try {
      segment.write(batch);
      isForcing = true;
      segment.file().force();
      watch.check(segment);
    } catch (IOException | RuntimeException | Error e) {
      IOException reason = e instanceof IOException io ? io : new IOException(e.toString(), e);
      boolean hidden = segment.hideFrame(reason);
      if (hidden && !isForcing) {
        throw new NothingWrittenException(e);
      }
      fail(reason);
      throw e;
    }
  }

  private void fail(IOException reason) {
    failure = reason;
    // The batch is not acknowledged, and none after it.
    mark.settleLast(durableLsn);
  }

  private void requireSound() throws IOException {
    IOException reason = failure;
    if (reason != null) {
      throw new IOException("the log takes nothing more: " + reason.getMessage(), reason);
    }
  }

  /**
   * Begins the next segment with the batch. No frame depends on it yet, so what fails is tried
   * again with the next batch, but for a force: the name of the segment could get lost.
   */
  private void roll(int octets) throws IOException {
    // What fails after the segment has its name may leave it there, with the LSN of the batch.
    mustRoll = true;
    OpenSegment next;
    try {
      next = spare.begin(batch.firstLsn(), SegmentHeader.OCTETS + (long) octets, random.nextLong());
    } catch (ForceFailedException e) {
      fail(e);
      throw e;
    } catch (IOException | RuntimeException | Error e) {
      throw new NothingWrittenException(e);
    }
    mustRoll = false;
    watch.closed(segment.header(), next.header().firstLsn());
    watch.begun(next.header());
    segment.close();
    segment = next;
    spare.prepare();
  }

  @Override
  public void discard() {
    nextLsn -= batch.count();
    batch.clear();
  }

  /** Forgets what was not forced, and closes the files. */
  @Override
  public void close() throws IOException {
    discard();
    if (failure == null) {
      failure = new IOException("it is closed");
      mark.settleLast(durableLsn);
    }
    try (mark) {
      segment.close();
      spare.close();
    }
  }
}
