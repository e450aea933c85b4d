package nomen.store.update;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import nomen.codec.message.Rcode;
import nomen.codec.rr.RRTypes;
import nomen.codec.rr.ResourceRecord;
import nomen.codec.update.UpdateRequest;
import nomen.store.zone.Changeset;
import nomen.store.zone.ZoneEditor;
import nomen.store.zone.ZoneInvariants;
import nomen.store.zone.ZoneSnapshot;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random updates do to a zone what they do to the plainest model of RFC 2136. */
class UpdateModelTest {
  private static final int UPDATES = 1500;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void agreesWithTheModel(long seed) {
    RandomUpdates updates = new RandomUpdates(new Random(seed));
    UpdateProcessor processor = new UpdateProcessor(new UpdateLimits(100, 65_535, 1000));
    ZoneSnapshot zone = Zones.zone("www 300 A 192.0.2.1", "Mixed.Case 300 TXT one");
    NaiveZone model = new NaiveZone(Zones.APEX, Zones.records(zone));
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < UPDATES; i++) {
      UpdateRequest request = updates.request(model.serial());
      ZoneEditor editor = zone.edit();
      Evaluation evaluation =
          processor.evaluate(editor, request, List.of(), SerialPolicy.INCREMENT, 0);
      int next = SerialPolicy.INCREMENT.next(model.serial(), 0);
      int serialBefore = model.serial();
      int rcode = model.update(request, next);
      String number = "seed " + seed + ", update " + i + ": ";
      Supplier<String> place = () -> number + request;
      ZoneSnapshot after = editor.build();
      switch (evaluation) {
        case Evaluation.Changed(Changeset changes) -> {
          assertEquals(Rcode.NOERROR, rcode, place);
          assertEquals(serialBefore, changes.serialFrom(), place);
          assertEquals(model.serial(), changes.serialTo(), place);
          assertExact(changes, zone, after, place);
          seen.add("changed");
        }
        case Evaluation.Unchanged(int serial) -> {
          assertEquals(Rcode.NOERROR, rcode, place);
          assertEquals(model.serial(), serial, place);
          assertEquals(Zones.lines(zone), Zones.lines(after), place);
          seen.add("unchanged");
        }
        case Evaluation.Refused refused -> {
          assertEquals(rcode, refused.rcode(), place);
          assertEquals(Zones.lines(zone), Zones.lines(after), place);
          seen.add(Rcode.print(rcode));
        }
      }
      assertEquals(new TreeSet<>(model.lines()), lines(after), place);
      assertEquals(List.of(), ZoneInvariants.broken(after), place);
      zone = after;
    }
    assertEquals(
        Set.of(
            "changed",
            "unchanged",
            "FORMERR",
            "NOTZONE",
            "NXDOMAIN",
            "YXDOMAIN",
            "NXRRSET",
            "YXRRSET"),
        seen);
  }

  private static Set<String> lines(ZoneSnapshot zone) {
    Set<String> lines = new TreeSet<>();
    for (ResourceRecord record : Zones.records(zone)) {
      assertTrue(
          lines.add(NaiveZone.line(record.owner(), record.ttlSeconds(), record.rdata())),
          () -> "twice: " + record);
    }
    return lines;
  }

  /** The difference is the least there is, and leads forth and back. */
  private static void assertExact(
      Changeset changes, ZoneSnapshot from, ZoneSnapshot to, Supplier<String> place) {
    assertEquals(RRTypes.SOA, changes.removed().getFirst().type(), place);
    assertEquals(RRTypes.SOA, changes.added().getFirst().type(), place);
    Set<ResourceRecord> removed = new HashSet<>(Zones.records(from));
    Zones.records(to).forEach(removed::remove);
    Set<ResourceRecord> added = new HashSet<>(Zones.records(to));
    Zones.records(from).forEach(added::remove);
    assertEquals(removed, new HashSet<>(changes.removed()), place);
    assertEquals(added, new HashSet<>(changes.added()), place);
    assertEquals(removed.size(), changes.removed().size(), place);
    assertEquals(added.size(), changes.added().size(), place);
    assertSorted(changes.removed(), place);
    assertSorted(changes.added(), place);

    ZoneEditor forth = from.edit();
    changes.applyTo(forth);
    assertEquals(Zones.lines(to), Zones.lines(forth.build()), place);
    ZoneEditor back = to.edit();
    changes.inverse().applyTo(back);
    assertEquals(lines(from), lines(back.build()), place);
  }

  private static void assertSorted(List<ResourceRecord> records, Supplier<String> place) {
    List<ResourceRecord> names = new ArrayList<>(records.subList(1, records.size()));
    names.sort((a, b) -> a.owner().compareTo(b.owner()));
    assertEquals(names, records.subList(1, records.size()), place);
  }
}
