package nomen.store.log;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * What a writer does with a log, made from a seed, and what it may rely on afterwards: the records
 * that were forced, and those of a batch whose force never came back.
 */
final class LogHistory {
  private static final int STEPS = 12;

  private final SimulatedDisk disk;
  private final LogSettings settings;
  private final GeneratedRecords records;
  private final Random random;
  private final List<LogRecord> forced = new ArrayList<>();
  private List<LogRecord> uncertain = List.of();

  /** A writer on a disk; the same seeds do the same. */
  LogHistory(long seed, SimulatedDisk disk) {
    this.disk = disk;
    random = new Random(seed);
    settings = new LogSettings(LogSettings.MIN_SEGMENT_OCTETS + random.nextInt(3000));
    records = new GeneratedRecords(seed, 2);
  }

  /** Opens the log; checks what it replays against what is known. */
  SegmentedLog open() throws IOException {
    List<LogRecord> replayed = new ArrayList<>();
    SegmentedLog log = SegmentedLog.open(disk, settings, Runnable::run, random, 1, replayed::add);
    check(replayed);
    return log;
  }

  private void check(List<LogRecord> replayed) {
    List<LogRecord> all = new ArrayList<>(forced);
    all.addAll(uncertain);
    if (!replayed.equals(forced) && !replayed.equals(all)) {
      throw new AssertionError(
          "%d records were forced and %d are uncertain; recovered are %d, or others"
              .formatted(forced.size(), uncertain.size(), replayed.size()));
    }
    forced.clear();
    forced.addAll(replayed);
    uncertain = List.of();
  }

  /** Appends, forces, discards, closes and opens. */
  void run() throws IOException {
    SegmentedLog log = open();
    for (int step = 0; step < STEPS; step++) {
      switch (random.nextInt(8)) {
        case 0 -> {
          append(log, batch());
          log.discard();
        }
        case 1 -> {
          log.close();
          log = open();
        }
        default -> force(log);
      }
    }
    log.close();
  }

  /** Makes a batch durable; from then on it must be there. */
  void force(SegmentedLog log) throws IOException {
    List<LogRecord> batch = batch();
    append(log, batch);
    uncertain = batch;
    log.force();
    forced.addAll(batch);
    uncertain = List.of();
  }

  /** From now on the batch whose force failed must not be there. */
  void refuseUncertain() {
    uncertain = List.of();
  }

  /** The records that must be there. */
  List<LogRecord> forced() {
    return forced;
  }

  private List<LogRecord> batch() {
    List<LogRecord> batch = new ArrayList<>();
    for (int i = random.nextInt(4); i >= 0; i--) {
      batch.add(records.next(forced.size() + batch.size() + 1));
    }
    return batch;
  }

  private static void append(SegmentedLog log, List<LogRecord> batch) throws IOException {
    for (LogRecord record : batch) {
      log.append(record);
    }
  }

  /** Runs until the disk's last call; false if that never came. */
  boolean runToLastCall() throws IOException {
    try {
      run();
      // What prepares segments says nothing when it fails.
      return disk.isGone();
    } catch (IOException e) {
      if (disk.isGone()) {
        return true;
      }
      throw e;
    }
  }
}
