package nomen.store.log;

import java.io.IOException;
import java.util.List;

/**
 * What a look at every frame and every record of a log found; that it is there means that all are
 * whole and in order. Nothing is written.
 *
 * @param segments the files
 * @param records in them
 * @param lastLsn of the last record; 0 if there is none
 * @param tornOctets behind it that are no whole frame: a batch that was never acknowledged
 */
public record LogVerification(int segments, long records, long lastLsn, long tornOctets) {
  /**
   * Looks at the log of a directory that no process writes to.
   *
   * @throws CorruptLogException if something that was durable is damaged or gone; it names file and
   *     offset
   */
  public static LogVerification of(Disk disk) throws IOException {
    List<Long> firsts = SegmentFiles.list(disk);
    long count = 0;
    long lastLsn = 0;
    long torn = 0;
    for (int i = 0; i < firsts.size(); i++) {
      boolean last = i == firsts.size() - 1;
      try (RawRecords records = RawRecords.open(disk, firsts.get(i))) {
        while (records.next()) {
          lastLsn = records.read().lsn();
          count++;
        }
        if (!last) {
          records.requireReaches(firsts.get(i + 1));
          continue;
        }
        long offset = records.frames().offset();
        try (DiskFile file = disk.openForReading(SegmentFiles.path(firsts.get(i)))) {
          long salt = records.frames().header().salt();
          torn = LogTail.end(file, salt, offset, Math.max(lastLsn + 1, firsts.get(i))) - offset;
        }
      }
    }
    return new LogVerification(firsts.size(), count, lastLsn, torn);
  }
}
