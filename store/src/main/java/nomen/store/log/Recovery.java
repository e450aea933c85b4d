package nomen.store.log;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
import nomen.codec.name.Name;
import nomen.store.recorder.Recorder;

/**
 * What a data directory holds: the zones of the newest checkpoint, and on them what the log has
 * behind it.
 *
 * @param zones the zones by their apexes
 * @param log where changes go on
 * @param images the zone file versions
 * @param checkpoints the checkpoints
 * @param checkpointLsn the LSN of the checkpoint that this started from; 0 if there was none
 * @param checkpointMillis when that was taken, in milliseconds since 1970; if there was none,
 *     {@link Long#MAX_VALUE}
 * @param replayed how many records of the log came behind it
 * @param tornTail what was cut off the end of the log: a batch that was never acknowledged
 * @param damaged the checkpoints and base images that could not be read, and why
 */
public record Recovery(
    Map<Name, RecoveredZone> zones,
    SegmentedLog log,
    BaseImages images,
    CheckpointFiles checkpoints,
    long checkpointLsn,
    long checkpointMillis,
    long replayed,
    Optional<TornTail> tornTail,
    List<String> damaged) {

  /** Copies the collections. */
  public Recovery {
    zones = Map.copyOf(zones);
    damaged = List.copyOf(damaged);
  }

  /**
   * Recovers a data directory; one that is empty has no zones.
   *
   * @param background see {@link SegmentedLog#open}
   * @param random see {@link SegmentedLog#open}
   * @param threads the most that read images at a time
   * @throws IOException if something that was durable is damaged or gone; it names file and offset
   */
  public static Recovery run(
      Disk disk, LogSettings settings, Executor background, RandomGenerator random, int threads)
      throws IOException {
    RecoveryEvent event = Recorder.begin(RecoveryEvent::new);
    BaseImages images = new BaseImages(disk, threads);
    CheckpointFiles checkpoints = new CheckpointFiles(disk);
    List<String> damaged = new ArrayList<>();
    Checkpoint checkpoint = checkpoints.readNewest(threads, damaged);
    long lsn = checkpoint == null ? 0 : checkpoint.lsn();
    ZoneReplay replay = new ZoneReplay(images, checkpoint);
    SegmentedLog log =
        openLog(
            disk, settings, background, random, lsn + 1, checkpoints.namedLsn(), replay, damaged);
    damaged.addAll(log.damagedHistory());
    try {
      Map<Name, RecoveredZone> zones = replay.finish(damaged);
      if (event != null) {
        event.zones = zones.size();
        event.checkpointLsn = lsn;
        event.replayed = replay.records();
        event.commit();
      }
      return new Recovery(
          zones,
          log,
          images,
          checkpoints,
          lsn,
          checkpoint == null ? Long.MAX_VALUE : checkpoint.timeMillis(),
          replay.records(),
          log.tornTail(),
          damaged);
    } catch (IOException | RuntimeException e) {
      closeQuietly(log, e);
      throw e;
    }
  }

  private static SegmentedLog openLog(
      Disk disk,
      LogSettings settings,
      Executor background,
      RandomGenerator random,
      long fromLsn,
      long leastLsn,
      ZoneReplay replay,
      List<String> damaged)
      throws IOException {
    try {
      return SegmentedLog.open(disk, settings, background, random, fromLsn, leastLsn, replay);
    } catch (ZoneReplay.ImageUnreadable e) {
      throw e.reason;
    } catch (CorruptLogException e) {
      if (damaged.isEmpty()) {
        throw e;
      }
      throw new IOException(e.getMessage() + "; it was wanted because of " + damaged.getFirst(), e);
    }
  }

  private static void closeQuietly(SegmentedLog log, Exception reason) {
    try {
      log.close();
    } catch (IOException e) {
      reason.addSuppressed(e);
    }
  }
}
