package nomen.store.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import nomen.codec.name.Name;
import org.junit.jupiter.api.Test;

/** What goes out of the history, what stays, and what a power cut does in between. */
final class LogRetentionTest {
  private static final LogSettings SETTINGS = new LogSettings(4096);

  private static SegmentedLog open(SimulatedDisk disk, long fromLsn) throws IOException {
    return SegmentedLog.open(disk, SETTINGS, Runnable::run, new Random(1), fromLsn, _ -> {});
  }

  private static List<LogRecord> kept(History history, Name zone) throws IOException {
    return HistoryTest.all(history.entries(new HistoryFilter(zone)));
  }

  /** Checks that the newest records of each zone are there, and gives the number of all. */
  private static int keptSuffixes(ZoneHistories written, History history) throws IOException {
    int count = 0;
    for (Name zone : written.zones()) {
      List<LogRecord> all = written.of(zone);
      List<LogRecord> kept = kept(history, zone);
      assertEquals(all.subList(all.size() - kept.size(), all.size()), kept, zone.toString());
      count += kept.size();
    }
    return count;
  }

  @Test
  void nothingGoesThatIsWanted() throws IOException {
    SimulatedDisk disk = new SimulatedDisk(1);
    ZoneHistories written = new ZoneHistories(1, 3);
    try (SegmentedLog log = open(disk, 1)) {
      written.fill(log, 1000);
      List<Long> segments = SegmentFiles.list(disk);
      assertEquals(0, log.retain(log.durableLsn(), written.timeMillis(), _ -> Retention.ALL));
      assertEquals(segments, SegmentFiles.list(disk));
      assertEquals(1000, keptSuffixes(written, log.history()));
    }
  }

  @Test
  void nothingGoesThatRecoveryNeeds() throws IOException {
    SimulatedDisk disk = new SimulatedDisk(1);
    ZoneHistories written = new ZoneHistories(1, 3);
    try (SegmentedLog log = open(disk, 1)) {
      written.fill(log, 1000);
      log.retain(500, written.timeMillis(), _ -> Retention.NONE);
    }
    assertTrue(SegmentFiles.list(disk).getFirst() <= 501);
    assertTrue(SegmentFiles.list(disk).getFirst() > 450);
    open(disk, 501).close();
    CorruptLogException e = assertThrows(CorruptLogException.class, () -> open(disk, 1).close());
    assertTrue(String.valueOf(e.getMessage()).endsWith("the log begins here, and LSN 1 is wanted"));
  }

  @Test
  void ageAndSizeAreKeptForEachZone() throws IOException {
    SimulatedDisk disk = new SimulatedDisk(1);
    ZoneHistories written = new ZoneHistories(1, 4);
    Map<Name, Retention> wanted =
        Map.of(
            written.zones().get(0),
            Retention.ALL,
            written.zones().get(1),
            new Retention(300_000, Long.MAX_VALUE),
            written.zones().get(2),
            new Retention(Long.MAX_VALUE, 10_000),
            written.zones().get(3),
            Retention.NONE);
    try (SegmentedLog log = open(disk, 1)) {
      for (int i = 0; i < 20; i++) {
        written.fill(log, 200);
        log.retain(log.durableLsn(), written.timeMillis(), zone -> wanted.get(zone));
        History history = log.history();
        keptSuffixes(written, history);
        List<Name> zones = written.zones();
        assertEquals(written.of(zones.get(0)), kept(history, zones.get(0)));
        assertHolds(written.of(zones.get(1)), kept(history, zones.get(1)), written.timeMillis());
        int third = kept(history, zones.get(2)).size();
        assertTrue(third >= Math.min(40, written.of(zones.get(2)).size()), "size: " + third);
      }
      assertTrue(kept(log.history(), written.zones().get(2)).size() < 250);
      assertTrue(kept(log.history(), written.zones().get(3)).size() < 450);
      // Thinned out segments are merged: the files are about as many as what stays needs.
      long files = SegmentFiles.list(disk).size();
      assertTrue(files < 4000 * 160 / 4096 * 2 / 3, files + " segments");
    }
    open(disk, written.records().size() + 1).close();
  }

  private static void assertHolds(List<LogRecord> all, List<LogRecord> kept, long nowMillis) {
    long young = all.stream().filter(each -> each.timeMillis() >= nowMillis - 300_000).count();
    assertTrue(kept.size() >= young, "age: " + kept.size() + " of " + young);
    assertTrue(kept.size() < young + 300, "age: " + kept.size() + " of " + young);
  }

  @Test
  void aCursorIsNotDisturbed() throws IOException {
    SimulatedDisk disk = new SimulatedDisk(1);
    ZoneHistories written = new ZoneHistories(1, 3);
    Name all = written.zones().get(0);
    Function<Name, Retention> wanted = zone -> zone.equals(all) ? Retention.ALL : Retention.NONE;
    try (SegmentedLog log = open(disk, 1)) {
      for (int round = 0; round < 20; round++) {
        written.fill(log, 100);
        List<LogRecord> expected = written.of(all);
        try (HistoryCursor<LogRecord> cursor = log.history().entries(new HistoryFilter(all))) {
          for (int i = 0; i < expected.size(); i++) {
            if (i == expected.size() * round / 20) {
              log.retain(log.durableLsn(), written.timeMillis(), wanted);
            }
            assertEquals(expected.get(i), cursor.next());
          }
        }
      }
    }
  }

  @Test
  void aPowerCutAtAnyCallDoesNoHarm() throws IOException {
    int calls = retainAndEndAt(0, SimulatedDisk.End.POWER_CUT);
    assertTrue(calls > 30, "there is enough to do: " + calls);
    for (int call = 1; call <= calls; call++) {
      retainAndEndAt(call, SimulatedDisk.End.POWER_CUT);
      retainAndEndAt(call, SimulatedDisk.End.PROCESS_KILLED);
    }
  }

  /** Thins out a log, with the last call at a place; gives the number of calls. */
  private static int retainAndEndAt(int call, SimulatedDisk.End how) throws IOException {
    SimulatedDisk disk = new SimulatedDisk(call);
    ZoneHistories written = new ZoneHistories(1, 4);
    Name first = written.zones().get(0);
    Function<Name, Retention> wanted =
        zone -> zone.equals(first) ? Retention.ALL : new Retention(100_000, Long.MAX_VALUE);
    SegmentedLog log = open(disk, 1);
    written.fill(log, 300);
    log.retain(250, written.timeMillis(), wanted);
    written.fill(log, 300);
    int before = disk.calls();
    if (call > 0) {
      disk.endAt(call, how);
      assertThrows(
          IOException.class, () -> log.retain(550, written.timeMillis(), wanted), "ends here");
      disk.restart();
    } else {
      log.retain(550, written.timeMillis(), wanted);
    }
    int calls = disk.calls() - before;
    if (call == 0) {
      log.close();
    }
    SegmentedLog again = open(disk, 551);
    keptSuffixes(written, again.history());
    assertEquals(written.of(first), kept(again.history(), first));
    again.retain(550, written.timeMillis(), wanted);
    written.fill(again, 100);
    assertEquals(written.of(first), kept(again.history(), first));
    assertFalse(disk.list("log").stream().anyMatch(name -> name.endsWith(".new")));
    again.close();
    return calls;
  }

  @Test
  void aDiskThatIsFullWhileItIsThinnedOutLeavesTheLogAsItWas() throws IOException {
    SimulatedDisk disk = new SimulatedDisk(1);
    ZoneHistories written = new ZoneHistories(1, 4);
    Name first = written.zones().get(0);
    try (SegmentedLog log = open(disk, 1)) {
      written.fill(log, 500);
      disk.capacity(disk.usedOctets() + 300);
      Function<Name, Retention> wanted =
          zone -> zone.equals(first) ? Retention.ALL : Retention.NONE;
      assertThrows(IOException.class, () -> log.retain(400, written.timeMillis(), wanted));
      assertEquals(500, keptSuffixes(written, log.history()));
      disk.capacity(Long.MAX_VALUE);
      written.fill(log, 10);
      log.retain(400, written.timeMillis(), wanted);
      assertTrue(keptSuffixes(written, log.history()) < 400);
    }
  }
}
