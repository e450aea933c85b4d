package nomen.server.transfer.in;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import nomen.codec.name.Name;
import nomen.codec.rr.RRTypes;
import nomen.codec.rr.ResourceRecord;
import nomen.codec.transfer.TransferException;
import nomen.store.log.LogRecord;
import nomen.store.zone.Changeset;
import nomen.store.zone.ZoneDifference;
import nomen.store.zone.ZoneSnapshot;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random zones that change at random, received in random portions: the secondary has the same zone,
 * and a history that serves the same changes on, also when it was started again.
 */
@Timeout(120)
class ReceivedHistoryTest {
  private static final Name ZONE = Name.parse("m.example.");

  @TempDir private Path folder;

  static void assertSame(ZoneSnapshot expected, @Nullable ZoneSnapshot actual) {
    assertNotNull(actual);
    Changeset difference = ZoneDifference.between(expected, actual);
    assertEquals(List.of(), difference.removed());
    assertEquals(List.of(), difference.added());
    assertEquals(expected.recordCount(), actual.recordCount());
  }

  @Test
  void theSecondaryHasTheZoneAndItsHistory() throws Exception {
    for (int seed = 1; seed <= 12; seed++) {
      follow(new Random(seed), folder.resolve("s" + seed));
    }
  }

  private static void follow(Random random, Path folder) throws Exception {
    ZoneVersions primary = new ZoneVersions(ZONE, 5 + random.nextInt(200), -20, random);
    int octets = 300 + random.nextInt(3000);
    int first = primary.serial();
    List<Changeset> all = new ArrayList<>();
    try (TestSecondary secondary = new TestSecondary(folder, ZONE, octets)) {
      secondary.receiveZone(primary.snapshot());
      for (int step = 0; step < 30; step++) {
        List<Changeset> changes = new ArrayList<>();
        for (int i = random.nextInt(6); i >= 0; i--) {
          changes.add(primary.change());
        }
        all.addAll(changes);
        int serial = secondary.receiveDifferences(TransferMessages.differences(changes));
        assertEquals(primary.serial(), serial);
        assertSame(primary.snapshot(), secondary.served());
        if (random.nextInt(10) == 0) {
          secondary.restart();
          assertSame(primary.snapshot(), secondary.served());
        }
      }
      List<LogRecord> log = secondary.log();
      assertEquals(all.size() + 1, log.size());
      log.forEach(record -> assertEquals(TestSecondary.PRIMARY, record.author()));
      assertChanges(all, secondary.changes(first, primary.serial()));
    }
  }

  private static void assertChanges(List<Changeset> expected, @Nullable List<Changeset> actual) {
    assertNotNull(actual);
    assertEquals(expected.size(), actual.size());
    for (int i = 0; i < expected.size(); i++) {
      assertEquals(expected.get(i), actual.get(i));
    }
  }

  @Test
  void aDifferenceThatDoesNotFitChangesNothing() throws Exception {
    Random random = new Random(3);
    ZoneVersions primary = new ZoneVersions(ZONE, 50, 7, random);
    try (TestSecondary secondary = new TestSecondary(folder, ZONE, 1000)) {
      ZoneSnapshot first = primary.snapshot();
      secondary.receiveZone(first);
      Changeset one = primary.change();
      Changeset two = primary.change();
      Changeset three = primary.change();
      List<ResourceRecord> added = new ArrayList<>(two.added());
      added.add(nameServer(first));
      Changeset unfit = new Changeset(ZONE, two.serialFrom(), two.serialTo(), two.removed(), added);
      List<ResourceRecord> lie = TransferMessages.differences(List.of(one, unfit, three));
      TransferException refused =
          assertThrows(TransferException.class, () -> secondary.receiveDifferences(lie));
      assertEquals("to be added, and in the zone already", refused.rule());
      assertSame(first, secondary.served());
      assertEquals(1, secondary.log().size());
      secondary.receiveDifferences(TransferMessages.differences(List.of(one, two, three)));
      assertSame(primary.snapshot(), secondary.served());
    }
  }

  private static ResourceRecord nameServer(ZoneSnapshot zone) {
    return TransferMessages.records(zone).stream()
        .filter(record -> record.type().equals(RRTypes.NS))
        .findFirst()
        .orElseThrow();
  }
}
