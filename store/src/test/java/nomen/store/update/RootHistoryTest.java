package nomen.store.update;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import nomen.codec.name.Name;
import nomen.codec.rr.RRClass;
import nomen.codec.rr.RRTypes;
import nomen.codec.rr.Rdata;
import nomen.codec.rr.ResourceRecord;
import nomen.codec.update.UpdateOperation;
import nomen.codec.update.UpdateRequest;
import nomen.store.zone.Changeset;
import nomen.store.zone.ZoneDifference;
import nomen.store.zone.ZoneEditor;
import nomen.store.zone.ZoneInvariants;
import nomen.store.zone.ZoneSnapshot;
import org.junit.jupiter.api.Test;

/** The root zone as it changed over ten months, merged state by state while updates change it. */
class RootHistoryTest {
  /** Of 213, without five that are empty and one that is cut off. */
  private static final int STATES = 207;

  private static final int UPDATES_BETWEEN = 20;

  private final Random random = new Random(2136);
  private final UpdateProcessor processor = new UpdateProcessor(UpdateLimits.DEFAULT);
  private final SerialPolicy policy = SerialPolicy.INCREMENT;

  /** What the zone must hold, with TTLs; the SOA is left out. */
  private final Map<Name, Set<ResourceRecord>> expected = new TreeMap<>();

  private final List<Changeset> changes = new ArrayList<>();
  private ZoneSnapshot zone = new ZoneEditor(Name.ROOT).build();

  @Test
  void mergesAllStates() throws IOException {
    try (RootHistory history = RootHistory.open()) {
      ZoneSnapshot base = Objects.requireNonNull(history.next());
      ZoneSnapshot first = base;
      zone = base;
      expect(ZoneDifference.between(new ZoneEditor(Name.ROOT).build(), base));
      int states = 1;
      ZoneSnapshot file = history.next();
      while (file != null) {
        for (int i = 0; i < UPDATES_BETWEEN; i++) {
          update();
        }
        merge(base, file);
        base = file;
        states++;
        file = history.next();
      }
      assertEquals(STATES, states);
      assertContent();
      assertEquals(List.of(), ZoneInvariants.broken(zone));
      assertEquals(ZoneDifference.between(first, zone), Changeset.combine(changes));
    }
  }

  private void merge(ZoneSnapshot base, ZoneSnapshot file) {
    FileMerge merge = new FileMerge(base, file, false);
    ZoneEditor editor = zone.edit();
    Merged merged = merge.evaluate(editor, policy, 0);
    assertEquals(List.of(), merged.conflicts());
    expect(merge.difference());
    take(merged.evaluation(), editor);
  }

  private void take(Evaluation evaluation, ZoneEditor editor) {
    if (evaluation instanceof Evaluation.Changed(Changeset changeset)) {
      ZoneSnapshot next = editor.build();
      assertEquals(ZoneDifference.between(zone, next), changeset);
      changes.add(changeset);
      zone = next;
    } else {
      assertInstanceOf(Evaluation.Unchanged.class, evaluation);
    }
  }

  private void expect(Changeset difference) {
    for (ResourceRecord record : difference.removed()) {
      remove(record);
    }
    for (ResourceRecord record : difference.added()) {
      add(record);
    }
  }

  private void add(ResourceRecord record) {
    if (!record.type().equals(RRTypes.SOA)) {
      expected.computeIfAbsent(record.owner(), _ -> new HashSet<>()).add(record);
    }
  }

  private void remove(ResourceRecord record) {
    Set<ResourceRecord> records = expected.get(record.owner());
    if (records != null && records.remove(record) && records.isEmpty()) {
      expected.remove(record.owner());
    }
  }

  /** An own name comes or goes, a name of the file gets TXT, or it loses a record. */
  private void update() {
    int number = random.nextInt(500);
    Name own = Name.parse("host" + number + ".dynamic.");
    Name other = anyName();
    UpdateOperation operation =
        switch (random.nextInt(4)) {
          case 0 -> addition(own, Rdata.parse(RRTypes.A, "10.0.0." + random.nextInt(4)));
          case 1 -> new UpdateOperation.DeleteName(own);
          case 2 -> addition(other, Rdata.parse(RRTypes.TXT, "t" + number));
          default -> {
            List<ResourceRecord> records = new ArrayList<>(expected.getOrDefault(other, Set.of()));
            records.sort((a, b) -> a.rdata().compareTo(b.rdata()));
            ResourceRecord gone = records.get(random.nextInt(records.size()));
            remove(gone);
            yield new UpdateOperation.DeleteRecord(other, gone.rdata());
          }
        };
    if (operation instanceof UpdateOperation.DeleteName) {
      expected.remove(own);
    }
    ZoneEditor editor = zone.edit();
    UpdateRequest request = new UpdateRequest(Name.ROOT, List.of(), List.of(operation), null);
    take(processor.evaluate(editor, request, List.of(), policy, 0), editor);
  }

  private UpdateOperation addition(Name name, Rdata rdata) {
    add(new ResourceRecord(name, RRClass.IN, 300, rdata));
    return new UpdateOperation.AddRecord(name, 300, rdata);
  }

  /** A name below the apex, the same in every run. */
  private Name anyName() {
    Name[] names = expected.keySet().toArray(Name[]::new);
    return names[1 + random.nextInt(names.length - 1)];
  }

  private void assertContent() {
    Set<ResourceRecord> left = new HashSet<>();
    expected.values().forEach(left::addAll);
    int soas = 0;
    for (ResourceRecord record : Zones.records(zone)) {
      if (record.type().equals(RRTypes.SOA)) {
        soas++;
      } else {
        assertTrue(left.remove(record), () -> "not expected: " + record);
      }
    }
    assertEquals(1, soas);
    assertEquals(Set.of(), left);
  }
}
