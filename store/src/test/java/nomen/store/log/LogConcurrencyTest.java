package nomen.store.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import nomen.codec.name.Name;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Readers and a thinning thread beside the writer, on the machine's file system. */
final class LogConcurrencyTest {
  private static final int RECORDS = 3000;

  @TempDir private Path folder;

  @Test
  @Timeout(120)
  void readersSeeEachDurableRecordOnce() throws Exception {
    Disk disk = new LocalDisk(folder);
    ZoneHistories written = new ZoneHistories(1, 3);
    Name kept = written.zones().get(0);
    AtomicBoolean done = new AtomicBoolean();
    try (ExecutorService threads = Executors.newCachedThreadPool();
        SegmentedLog log =
            SegmentedLog.open(
                disk, new LogSettings(16_384), threads, new SecureRandom(), 1, _ -> {})) {
      List<Future<List<LogRecord>>> readers = new ArrayList<>();
      for (History history : List.of(log.history(), History.of(disk))) {
        readers.add(threads.submit(() -> readAll(history, kept, done)));
      }
      Future<Long> thinning = threads.submit(thinning(log, kept, done));
      try {
        written.fill(log, RECORDS);
      } finally {
        done.set(true);
      }
      for (Future<List<LogRecord>> reader : readers) {
        assertEquals(written.of(kept), reader.get(60, TimeUnit.SECONDS));
      }
      assertTrue(thinning.get(60, TimeUnit.SECONDS) > 0, "something was thinned out");
    }
  }

  /** Follows the zone's history until the writer is done and all is read. */
  private static List<LogRecord> readAll(History history, Name zone, AtomicBoolean done)
      throws IOException {
    List<LogRecord> read = new ArrayList<>();
    try (HistoryCursor<LogRecord> cursor = history.entries(new HistoryFilter(zone))) {
      while (true) {
        boolean last = done.get();
        for (LogRecord next = cursor.next(); next != null; next = cursor.next()) {
          read.add(next);
        }
        if (last) {
          return read;
        }
      }
    }
  }

  private static Callable<Long> thinning(SegmentedLog log, Name kept, AtomicBoolean done) {
    Function<Name, Retention> wanted = zone -> zone.equals(kept) ? Retention.ALL : Retention.NONE;
    return () -> {
      long gone = 0;
      for (boolean last = false; !last; ) {
        last = done.get();
        gone += log.retain(log.durableLsn(), 0, wanted);
      }
      return gone;
    };
  }
}
