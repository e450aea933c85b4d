package nomen.store.update;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import nomen.codec.rr.RRTypes;
import nomen.codec.rr.ResourceRecord;
import nomen.codec.rr.Serial;
import nomen.codec.update.UpdateRequest;
import nomen.store.zone.Changeset;
import nomen.store.zone.ZoneDifference;
import nomen.store.zone.ZoneEditor;
import nomen.store.zone.ZoneInvariants;
import nomen.store.zone.ZoneSnapshot;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is true of every merge and every reversal, whatever the three states are. */
class MergeModelTest {
  private static final int ROUNDS = 400;
  private static final UpdateProcessor PROCESSOR =
      new UpdateProcessor(new UpdateLimits(1000, 65_535, 1000));

  private final SerialPolicy policy = SerialPolicy.INCREMENT;

  /** A state some updates later. */
  private ZoneSnapshot changed(ZoneSnapshot zone, RandomUpdates updates, int count) {
    ZoneEditor editor = zone.edit();
    int serial = (int) zone.serial();
    for (int i = 0; i < count; i++) {
      UpdateRequest random = updates.request(serial);
      UpdateRequest request = new UpdateRequest(Zones.APEX, List.of(), random.operations(), null);
      if (PROCESSOR.evaluate(editor, request, List.of(), policy, 0)
          instanceof Evaluation.Changed(Changeset changes)) {
        serial = changes.serialTo();
      }
    }
    return editor.build();
  }

  private ZoneSnapshot merge(
      ZoneSnapshot base, ZoneSnapshot file, ZoneSnapshot zone, boolean fileWins) {
    ZoneEditor editor = zone.edit();
    Merged merged = new FileMerge(base, file, fileWins).evaluate(editor, policy, 0);
    ZoneSnapshot result = editor.build();
    assertEquals(List.of(), ZoneInvariants.broken(result));
    switch (merged.evaluation()) {
      case Evaluation.Changed(Changeset changes) -> {
        assertEquals(ZoneDifference.between(zone, result), changes);
        ZoneEditor forth = zone.edit();
        changes.applyTo(forth);
        assertEquals(Zones.lines(result), Zones.lines(forth.build()));
        assertTrue(Serial.isNewer(changes.serialTo(), changes.serialFrom()));
      }
      case Evaluation.Unchanged _ -> assertEquals(Zones.lines(zone), Zones.lines(result));
      case Evaluation.Refused refused -> throw new AssertionError(refused);
    }
    return result;
  }

  /** All records, without the serial and without case. */
  private static Set<String> content(ZoneSnapshot zone) {
    Set<String> content = new HashSet<>();
    for (ResourceRecord record : Zones.records(zone)) {
      var rdata =
          record.type().equals(RRTypes.SOA)
              ? SoaFields.withSerial(record.rdata(), 0)
              : record.rdata();
      content.add(NaiveZone.line(record.owner(), record.ttlSeconds(), rdata));
    }
    return content;
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13})
  void merges(long seed) {
    Random random = new Random(seed);
    RandomUpdates updates = new RandomUpdates(random);
    ZoneSnapshot base = Zones.zone();
    int conflictFree = 0;
    for (int round = 0; round < ROUNDS; round++) {
      ZoneSnapshot file = changed(base, updates, 1 + random.nextInt(4));
      ZoneSnapshot mine = changed(base, updates, 1 + random.nextInt(4));
      for (boolean fileWins : new boolean[] {false, true}) {
        // No dynamic change: the file is taken as it is.
        assertEquals(content(file), content(merge(base, file, base, fileWins)));
        // No change of the file: the zone stays as it is, to the case of its names.
        assertEquals(Zones.lines(mine), Zones.lines(merge(base, base, mine, fileWins)));
        // Both did the same.
        assertEquals(content(file), content(merge(base, file, file, fileWins)));
        ZoneSnapshot merged = merge(base, file, mine, fileWins);
        // Merged again, nothing is left to do.
        assertEquals(Zones.lines(merged), Zones.lines(merge(base, file, merged, fileWins)));
        assertEquals(Zones.lines(merged), Zones.lines(merge(file, file, merged, fileWins)));
      }
      if (conflicts(base, file, mine) == 0 && conflicts(base, mine, file) == 0) {
        conflictFree++;
        // Without a conflict it does not matter whose change came first.
        assertEquals(
            content(merge(base, file, mine, false)), content(merge(base, mine, file, true)));
      }
      assertTouchedByOneSide(base, file, mine, merge(base, file, mine, false));
      base = random.nextInt(5) == 0 ? Zones.zone() : file;
    }
    assertTrue(conflictFree > ROUNDS / 10 && conflictFree < ROUNDS, "" + conflictFree);
  }

  private int conflicts(ZoneSnapshot base, ZoneSnapshot file, ZoneSnapshot zone) {
    return new FileMerge(base, file, false).evaluate(zone.edit(), policy, 0).conflictCount();
  }

  /** Names that one side left alone are as the other side has them. */
  private static void assertTouchedByOneSide(
      ZoneSnapshot base, ZoneSnapshot file, ZoneSnapshot mine, ZoneSnapshot merged) {
    Set<String> baseLines = content(base);
    Set<String> fileLines = content(file);
    Set<String> mineLines = content(mine);
    Set<String> names = new HashSet<>();
    for (Set<String> lines : List.of(baseLines, fileLines, mineLines)) {
      lines.forEach(line -> names.add(line.substring(0, line.indexOf(' '))));
    }
    Set<String> mergedLines = content(merged);
    for (String name : names) {
      Set<String> before = of(name, baseLines);
      if (before.equals(of(name, fileLines))) {
        assertEquals(of(name, mineLines), of(name, mergedLines));
      } else if (before.equals(of(name, mineLines))) {
        assertEquals(of(name, fileLines), of(name, mergedLines));
      }
    }
  }

  private static Set<String> of(String name, Set<String> lines) {
    Set<String> own = new HashSet<>(lines);
    own.removeIf(line -> !line.startsWith(name + " "));
    return own;
  }

  @ParameterizedTest
  @ValueSource(longs = {21, 22, 23})
  void reversals(long seed) {
    Random random = new Random(seed);
    RandomUpdates updates = new RandomUpdates(random);
    ZoneSnapshot zone = Zones.zone();
    for (int round = 0; round < ROUNDS; round++) {
      ZoneSnapshot after = changed(zone, updates, 1);
      Changeset change = ZoneDifference.between(zone, after);
      // Undone at once, all is as before but for the serial.
      ZoneSnapshot undone = reverse(change, after);
      assertEquals(content(zone), content(undone));
      // Undoing again finds nothing to do.
      assertEquals(Zones.lines(undone), Zones.lines(reverse(change, undone)));
      // Undone, and that undone.
      ZoneSnapshot redone = reverse(ZoneDifference.between(after, undone), undone);
      assertEquals(content(after), content(redone));
      // Undone later, the rules of zones hold still.
      zone = reverse(change, changed(after, updates, random.nextInt(3)));
    }
  }

  private ZoneSnapshot reverse(Changeset change, ZoneSnapshot zone) {
    ZoneEditor editor = zone.edit();
    Merged merged = new ChangeReversal(change).evaluate(editor, policy, 0);
    ZoneSnapshot result = editor.build();
    assertEquals(List.of(), ZoneInvariants.broken(result));
    if (merged.evaluation() instanceof Evaluation.Changed(Changeset changes)) {
      assertEquals(ZoneDifference.between(zone, result), changes);
      assertEquals((int) zone.serial() + 1, changes.serialTo());
    } else {
      assertInstanceOf(Evaluation.Unchanged.class, merged.evaluation());
    }
    return result;
  }

  @ParameterizedTest
  @ValueSource(longs = {31, 32})
  void combinations(long seed) {
    Random random = new Random(seed);
    RandomUpdates updates = new RandomUpdates(random);
    for (int round = 0; round < ROUNDS / 4; round++) {
      ZoneSnapshot from = changed(Zones.zone(), updates, 5);
      ZoneSnapshot zone = from;
      List<Changeset> changes = new ArrayList<>();
      for (int i = random.nextInt(10); i >= 0; i--) {
        ZoneSnapshot next = changed(zone, updates, 1);
        changes.add(ZoneDifference.between(zone, next));
        zone = next;
      }
      Changeset between = ZoneDifference.between(from, zone);
      Changeset combined = Changeset.combine(changes);
      assertEquals(between, combined);
      ZoneEditor forth = from.edit();
      combined.applyTo(forth);
      assertEquals(content(zone), content(forth.build()));
    }
  }
}
