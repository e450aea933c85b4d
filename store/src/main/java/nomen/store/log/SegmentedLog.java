package nomen.store.log;

import java.io.IOException;
import java.nio.ByteBuffer;
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

  private final Disk disk;
  private final LogSettings settings;
  private final RandomGenerator random;
  private final SpareSegment spare;
  private final SegmentSummaries summaries;
  private final LogRetention retention;
  private final FrameBuffer batch = new FrameBuffer();

  private final @Nullable TornTail tornTail;

  /** The segment that is written to; where its next frame goes, and its size. */
  private DiskFile file;

  private long salt;
  private long offset;
  private long size;

  private long nextLsn;
  private volatile long durableLsn;
  private volatile long writtenOctets;
  private @Nullable IOException failure;

  private SegmentedLog(
      Disk disk,
      LogSettings settings,
      Executor background,
      RandomGenerator random,
      LogRecovery.End end)
      throws IOException {
    this.disk = disk;
    this.settings = settings;
    this.random = random;
    this.spare = new SpareSegment(disk, settings.segmentOctets(), background);
    this.summaries = new SegmentSummaries(disk);
    this.retention = new LogRetention(disk, settings, random, summaries);
    this.tornTail = end.tornTail();
    this.nextLsn = end.nextLsn();
    this.durableLsn = nextLsn - 1;
    if (end.firstLsn() == 0) {
      file = begin(nextLsn, settings.segmentOctets());
    } else {
      file = disk.open(SegmentFiles.path(end.firstLsn()));
      salt = end.salt();
      offset = end.offset();
      size = file.size();
    }
    spare.prepare();
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
    disk.createDirectory(SegmentFiles.DIRECTORY);
    LogRecovery.End end = LogRecovery.run(disk, fromLsn, replay);
    TornTail torn = end.tornTail();
    if (torn != null) {
      LOGGER.warn(
          "{}: cut off {} octets from octet {} on, a batch that was never acknowledged; kept as {}",
          torn.file(),
          torn.octets(),
          torn.offset(),
          torn.keptAs().isEmpty() ? "nothing, there are too many" : torn.keptAs());
    }
    return new SegmentedLog(disk, settings, background, random, end);
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

  @Override
  public void force() throws IOException {
    requireSound();
    if (batch.isEmpty()) {
      return;
    }
    LogForceEvent event = Recorder.begin(LogForceEvent::new);
    boolean written = false;
    int octets = batch.octets();
    boolean rolls = octets > size - offset;
    try {
      if (rolls) {
        roll(octets);
      }
      written = true;
      file.write(offset, batch.finish(salt));
      file.force();
      if (!file.isInPlace()) {
        written = false;
        throw displaced();
      }
      offset += octets;
      long before = writtenOctets;
      writtenOctets = before + octets;
    } catch (IOException | RuntimeException | Error e) {
      IOException reason = e instanceof IOException io ? io : new IOException(e.toString(), e);
      failure = reason;
      if (written) {
        hideFrame(reason);
      }
      throw e;
    }
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

  /** Somebody deleted the segment or put another file in its place: nobody would read the batch. */
  private IOException displaced() throws IOException {
    // It may be moved back where it was. What is there in its place is not touched.
    file.write(offset, ByteBuffer.allocate(FrameHeader.OCTETS));
    file.force();
    return new IOException(
        file.path() + ": was deleted or replaced by another process while it was written to");
  }

  private void requireSound() throws IOException {
    IOException reason = failure;
    if (reason != null) {
      throw new IOException("the log takes nothing more: " + reason.getMessage(), reason);
    }
  }

  /** Begins the next segment with the batch. */
  private void roll(int octets) throws IOException {
    DiskFile full = file;
    file = begin(batch.firstLsn(), SegmentHeader.OCTETS + (long) octets);
    full.close();
    spare.prepare();
  }

  private DiskFile begin(long firstLsn, long needed) throws IOException {
    String path = SegmentFiles.path(firstLsn);
    String unnamed;
    if (needed <= settings.segmentOctets()) {
      unnamed = spare.take();
    } else {
      unnamed = path + SegmentFiles.UNFINISHED;
      SpareSegment.make(disk, unnamed, needed);
    }
    SegmentHeader header = new SegmentHeader(firstLsn, 0, random.nextLong());
    try (DiskFile begun = disk.open(unnamed)) {
      begun.write(0, header.write());
      begun.force();
    }
    disk.rename(unnamed, path);
    disk.forceDirectory(SegmentFiles.DIRECTORY);
    DiskFile next = disk.open(path);
    salt = header.salt();
    offset = SegmentHeader.OCTETS;
    size = next.size();
    return next;
  }

  /**
   * Takes care that a restart does not see a frame whose batch was refused, as far as a disk that
   * fails allows it. A force that failed is not tried again for the frame's sake.
   */
  private void hideFrame(IOException reason) {
    // A thread that is interrupted closes what it writes to, and would do so again.
    boolean interrupted = Thread.interrupted();
    try (DiskFile again = disk.open(file.path())) {
      again.write(offset, ByteBuffer.allocate(FrameHeader.OCTETS));
      again.force();
    } catch (IOException e) {
      reason.addSuppressed(e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
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
    }
    spare.close();
    file.close();
  }
}
