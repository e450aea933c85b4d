package nomen.store.log;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a look at every frame and every record of a log found. Nothing is written.
 *
 * @param segments the files
 * @param records in them, as far as they can be read
 * @param lastLsn of the last record; 0 if there is none
 * @param tornOctets behind it that are no whole frame: a batch that was never acknowledged
 * @param damage what was durable and is damaged or gone, with file and offset; none if all is well
 * @param isStartable whether a server would start all the same, for none of it is needed to recover
 *     the zones from the newest checkpoint
 */
public record LogVerification(
    int segments,
    long records,
    long lastLsn,
    long tornOctets,
    List<String> damage,
    boolean isStartable) {
  /** Copies the list. */
  public LogVerification {
    damage = List.copyOf(damage);
  }

  /** Whether all records that were durable are there. */
  public boolean isSound() {
    return damage.isEmpty();
  }

  /** Looks at the log of a directory that no process writes to. */
  public static LogVerification of(Disk disk) throws IOException {
    return new Walk(disk).run();
  }

  private static final class Walk {
    private final Disk disk;
    private final List<String> damage = new ArrayList<>();
    private final DurableMark.Seen mark;
    private final long checkpointLsn;
    private boolean isStartable = true;
    private long count;
    private long lastLsn;
    private long torn;

    Walk(Disk disk) throws IOException {
      this.disk = disk;
      mark = DurableMark.read(disk);
      long newest = 0;
      for (String name : disk.list(CheckpointFiles.DIRECTORY)) {
        newest = Math.max(newest, BaseImages.numberOf(name, CheckpointFiles.SUFFIX));
      }
      checkpointLsn = newest;
    }

    LogVerification run() throws IOException {
      List<Long> firsts = SegmentFiles.list(disk);
      long durable = Math.max(mark.lsn(), checkpointLsn);
      boolean checkpointHasAll = mark.isFinal() && mark.lsn() == checkpointLsn;
      for (int i = 0; i < firsts.size(); i++) {
        long following = i + 1 < firsts.size() ? firsts.get(i + 1) : 0;
        try {
          look(firsts.get(i), following);
        } catch (CorruptLogException e) {
          boolean isHistory = following != 0 && following <= checkpointLsn + 1;
          damage.add(
              isHistory ? e.getMessage() + "; history, not needed to start" : e.getMessage());
          isStartable &= isHistory || checkpointHasAll;
        }
      }
      if (firsts.isEmpty()) {
        try {
          LogRecovery.requireNew(disk, durable);
        } catch (CorruptLogException e) {
          damage.add(e.getMessage());
          isStartable &= checkpointHasAll;
        }
      } else if (lastLsn < durable) {
        damage.add(
            "%s: the last LSN is %d, and LSN %d was durable"
                .formatted(SegmentFiles.DIRECTORY, lastLsn, durable));
        isStartable &= checkpointHasAll;
      }
      return new LogVerification(firsts.size(), count, lastLsn, torn, damage, isStartable);
    }

    private void look(long firstLsn, long following) throws IOException {
      try (RawRecords records = RawRecords.open(disk, firstLsn)) {
        lastLsn = Math.max(lastLsn, firstLsn - 1);
        while (records.next()) {
          lastLsn = records.read().lsn();
          count++;
        }
        if (following != 0) {
          records.requireReaches(following);
          return;
        }
        SegmentHeader header = records.frames().header();
        long offset = records.frames().offset();
        try (DiskFile file = disk.openForReading(SegmentFiles.path(firstLsn))) {
          LogTail.requireFull(file, header, offset);
          torn = LogTail.end(file, header.salt(), offset, lastLsn + 1) - offset;
        }
      }
    }
  }
}
