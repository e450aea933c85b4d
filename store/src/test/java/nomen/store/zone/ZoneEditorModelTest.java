package nomen.store.zone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import nomen.codec.name.Name;
import nomen.store.tree.RandomNames;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The editor beside a sorted map, which its zone must be like whatever is done to it. */
class ZoneEditorModelTest {
  private static final Name APEX = Name.parse("Example.");
  private static final int[] TYPES = {1, 2, 5, 16, 39, 43, 46, 47};

  /** What the map keeps of an RRset, or of the signatures that cover a type. */
  private record Records(int ttlSeconds, TreeSet<String> rdatas) {
    Records copy() {
      return new Records(ttlSeconds, new TreeSet<>(rdatas));
    }
  }

  /** Owner, then type and type covered. */
  private static final class Model {
    final NavigableMap<Name, NavigableMap<List<Integer>, Records>> nodes = new TreeMap<>();

    static List<Integer> setOf(int type, byte[] rdata) {
      return type == 46 ? List.of(rdata[0] << 8 | rdata[1] & 0xff, 1) : List.of(type, 0);
    }

    private static NavigableMap<List<Integer>, Records> newNode() {
      return new TreeMap<>((a, b) -> a.get(0) * 2 + a.get(1) - b.get(0) * 2 - b.get(1));
    }

    boolean add(Name owner, int type, int ttlSeconds, byte[] rdata) {
      NavigableMap<List<Integer>, Records> node = nodes.computeIfAbsent(owner, o -> newNode());
      Records old = node.getOrDefault(setOf(type, rdata), new Records(ttlSeconds, new TreeSet<>()));
      boolean added = old.rdatas.add(HexFormat.of().formatHex(rdata));
      node.put(setOf(type, rdata), new Records(Math.min(old.ttlSeconds, ttlSeconds), old.rdatas));
      return added;
    }

    boolean remove(Name owner, int type, byte[] rdata) {
      NavigableMap<List<Integer>, Records> node = nodes.getOrDefault(owner, newNode());
      Records records = node.get(setOf(type, rdata));
      boolean removed = records != null && records.rdatas.remove(HexFormat.of().formatHex(rdata));
      sweep(owner);
      return removed;
    }

    int removeSets(Name owner, int type) {
      NavigableMap<List<Integer>, Records> node = nodes.getOrDefault(owner, newNode());
      int removed = 0;
      for (List<Integer> set : List.copyOf(node.keySet())) {
        boolean isSignature = set.get(1) == 1;
        if (type < 0 || (type == 46 ? isSignature : !isSignature && set.get(0) == type)) {
          removed += node.getOrDefault(set, new Records(0, new TreeSet<>())).rdatas.size();
          node.remove(set);
        }
      }
      sweep(owner);
      return removed;
    }

    boolean setTtl(Name owner, int type, int ttlSeconds) {
      NavigableMap<List<Integer>, Records> node = nodes.getOrDefault(owner, newNode());
      boolean[] found = {false};
      node.replaceAll(
          (set, records) -> {
            boolean fits = type == 46 ? set.get(1) == 1 : set.equals(List.of(type, 0));
            found[0] |= fits;
            return fits ? new Records(ttlSeconds, records.rdatas) : records;
          });
      return found[0];
    }

    private void sweep(Name owner) {
      NavigableMap<List<Integer>, Records> node = nodes.getOrDefault(owner, newNode());
      node.values().removeIf(records -> records.rdatas.isEmpty());
      if (node.isEmpty()) {
        nodes.remove(owner);
      }
    }

    Model copy() {
      Model copy = new Model();
      nodes.forEach(
          (owner, node) -> {
            NavigableMap<List<Integer>, Records> next = newNode();
            node.forEach((set, records) -> next.put(set, records.copy()));
            copy.nodes.put(owner, next);
          });
      return copy;
    }

    long records() {
      return nodes.values().stream()
          .flatMap(node -> node.values().stream())
          .mapToLong(records -> records.rdatas.size())
          .sum();
    }
  }

  private static void assertSame(Model model, ZoneSnapshot zone) {
    assertEquals(model.nodes.size(), zone.nameCount());
    assertEquals(model.records(), zone.recordCount());
    NodeCursor cursor = zone.nodes();
    RRsetView rrset = new RRsetView();
    model.nodes.forEach(
        (owner, sets) -> {
          assertTrue(cursor.next());
          assertEquals(owner, cursor.owner().toName());
          boolean[] more = {cursor.node().first(rrset)};
          sets.forEach(
              (set, records) -> {
                assertTrue(more[0]);
                assertEquals(set.get(1) == 1 ? 46 : set.get(0), rrset.type());
                if (set.get(1) == 1) {
                  assertEquals(set.get(0), rrset.coveredType());
                }
                assertEquals(records, read(rrset));
                more[0] = cursor.node().next(rrset);
              });
          assertEquals(false, more[0]);
        });
    assertEquals(false, cursor.next());
  }

  private static Records read(RRsetView rrset) {
    TreeSet<String> rdatas = new TreeSet<>();
    int at = rrset.first();
    for (int i = 0; i < rrset.count(); i++, at = rrset.next(at)) {
      int from = rrset.rdataOffset(at);
      rdatas.add(HexFormat.of().formatHex(rrset.octets(), from, from + rrset.rdataLength(at)));
    }
    assertEquals(rrset.first() + rrset.sizeOctets(), at);
    return new Records(rrset.ttlSeconds(), rdatas);
  }

  private static byte[] randomRdata(Random random, int type) {
    byte[] rdata = new byte[random.nextInt(40) == 0 ? 3000 : 2 + random.nextInt(2)];
    for (int i = 0; i < rdata.length; i++) {
      rdata[i] = (byte) (random.nextInt(3) - 1);
    }
    if (type == 46) {
      rdata[0] = 0;
      rdata[1] = (byte) TYPES[random.nextInt(TYPES.length)];
    }
    return rdata;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void randomChanges(int seed) {
    Random random = new Random(seed);
    Name[] names = new Name[200];
    for (int i = 0; i < names.length; i++) {
      names[i] = RandomNames.below(APEX, random);
    }
    Model model = new Model();
    ZoneEditor editor = new ZoneEditor(APEX);
    List<ZoneSnapshot> zones = new ArrayList<>(List.of(editor.build()));
    List<ZoneEditor.Savepoint> savepoints = new ArrayList<>(List.of(editor.savepoint()));
    List<Model> models = new ArrayList<>(List.of(model.copy()));
    for (int step = 0; step < 20_000; step++) {
      Name owner = names[random.nextInt(names.length)];
      int type = TYPES[random.nextInt(TYPES.length)];
      byte[] rdata = randomRdata(random, type);
      int ttl = 1 + random.nextInt(4);
      switch (random.nextInt(step / 5000 % 2 == 0 ? 16 : 8)) {
        case 0, 1, 2 ->
            assertEquals(model.remove(owner, type, rdata), editor.removeRecord(owner, type, rdata));
        case 3, 4 -> assertEquals(model.removeSets(owner, type), editor.removeRRset(owner, type));
        case 5 -> assertEquals(model.removeSets(owner, -1), editor.removeName(owner));
        case 6 -> assertEquals(model.setTtl(owner, type, ttl), editor.setTtl(owner, type, ttl));
        default ->
            assertEquals(
                model.add(owner, type, ttl, rdata),
                editor.add(owner, type, ttl, rdata) != ZoneEditor.Added.NOTHING);
      }
      if (step % 1000 == 0) {
        zones.add(editor.build());
        savepoints.add(editor.savepoint());
        models.add(model.copy());
      } else if (step % 1300 == 0) {
        int back = random.nextInt(models.size());
        editor.rollback(savepoints.get(back));
        model = models.get(back).copy();
      } else if (step % 1700 == 0) {
        assertEquals(model.nodes.containsKey(owner), editor.find(owner, new NodeView()));
        editor = editor.build().edit();
      }
    }
    assertSame(model, editor.build());
    for (int i = 0; i < zones.size(); i++) {
      assertSame(models.get(i), zones.get(i));
    }
    assertCountsGoBackToNothing(editor, names);
  }

  private static void assertCountsGoBackToNothing(ZoneEditor editor, Name[] names) {
    for (Name name : names) {
      editor.removeName(name);
    }
    ZoneSnapshot empty = editor.build();
    assertEquals(0, empty.nameCount());
    assertEquals(0, empty.recordCount());
    assertEquals(-1, empty.deepestBreak());
    for (int depth = 0; depth < 6; depth++) {
      assertEquals(false, empty.hasWildcards(depth));
    }
  }
}
