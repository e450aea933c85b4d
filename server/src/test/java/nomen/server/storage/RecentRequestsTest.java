package nomen.server.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
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
  private static final List<Name> KEYS = List.of(Name.parse("even."), Name.parse("odd."));

  @TempDir private Path folder;

  /**
   * Changes of two zones and with two keys in turn, digests 1 to 10, a second apart; 6 is not
   * signed.
   */
  private List<String> told(long sinceMillis, int limit) throws IOException {
    List<String> told = new ArrayList<>();
    try (SegmentedLog log =
        SegmentedLog.open(
            new LocalDisk(folder), LogSettings.DEFAULT, Runnable::run, new Random(1), 1, _ -> {})) {
      for (int n = 1; n <= 10; n++) {
        Changeset none = new Changeset(ZONES.get(n % 2), 1, 1, List.of(), List.of());
        Name key = n == 6 ? null : KEYS.get(n % 2);
        Author author = new Author(Author.Via.UDP, key, null, "");
        log.append(new LogRecord.Change(n, n * 1000L, author, n, 0, none));
      }
      log.force();
      RecentRequests.tell(
          log.history(),
          ZONES,
          sinceMillis,
          limit,
          (digest, signer, timeMillis) ->
              told.add(digest + "@" + timeMillis / 1000 + " " + signer));
    }
    return told;
  }

  @Test
  void allSinceATimeAreToldInTheOrderOfTheLogFirstThoseThatWereSigned() throws IOException {
    assertEquals(
        List.of("7@7 odd.", "8@8 even.", "9@9 odd.", "10@10 even.", "6@6 null"), told(6000, 5));
  }

  @Test
  void ofTooManyTheYoungestAreToldAndHowYoungTheOthersOfEachKeyAre() throws IOException {
    List<String> told = told(0, 3);
    assertEquals(Set.of("7@7 odd.", "4@4 even."), Set.copyOf(told.subList(0, 2)));
    assertEquals(List.of("8@8 even.", "9@9 odd.", "10@10 even.", "6@6 null"), told.subList(2, 6));
  }
}
