package nomen.server.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import nomen.codec.name.Name;
import nomen.store.log.Author;
import nomen.store.log.LocalDisk;
import nomen.store.log.LogRecord;
import nomen.store.log.LogSettings;
import nomen.store.log.SegmentedLog;
import nomen.store.zone.Changeset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which requests of the log are told when a server starts. */
class RecentRequestsTest {
  private static final List<Name> ZONES = List.of(Name.parse("a.test."), Name.parse("b.test."));
  private static final Author UDP = new Author(Author.Via.UDP, null, null, "");

  @TempDir private Path folder;

  /** Changes of two zones in turn, digests 1 to 10, a second apart. */
  private List<String> told(long sinceMillis, int limit) throws IOException {
    List<String> told = new ArrayList<>();
    try (SegmentedLog log =
        SegmentedLog.open(
            new LocalDisk(folder), LogSettings.DEFAULT, Runnable::run, new Random(1), 1, _ -> {})) {
      for (int n = 1; n <= 10; n++) {
        Changeset none = new Changeset(ZONES.get(n % 2), 1, 1, List.of(), List.of());
        log.append(new LogRecord.Change(n, n * 1000L, UDP, n, 0, none));
      }
      log.force();
      RecentRequests.tell(
          log.history(),
          ZONES,
          sinceMillis,
          limit,
          (digest, timeMillis) -> told.add(digest + "@" + timeMillis / 1000));
    }
    return told;
  }

  @Test
  void allSinceATimeAreToldInTheOrderOfTheLog() throws IOException {
    assertEquals(List.of("8@8", "9@9", "10@10"), told(8000, 3));
  }

  @Test
  void ofTooManyTheYoungestAreToldAndHowYoungTheOthersAre() throws IOException {
    assertEquals(List.of("7@7", "8@8", "9@9", "10@10"), told(0, 3));
  }
}
