package nomen.store.tree;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import nomen.codec.name.Name;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tree beside a sorted map, which it must be like whatever is done to it. */
class NameTreeModelTest {
  private static final Name APEX = Name.parse("example.");

  private final TreeCursor cursor = new TreeCursor();
  private final byte[] found = new byte[NameKey.MAX_OCTETS];

  private static NavigableMap<byte[], byte[]> model() {
    return new TreeMap<>(Arrays::compareUnsigned);
  }

  private static byte[] keyOf(Name name) {
    NameKey key = new NameKey();
    key.set(name.toWire(), 0, APEX.labelCount());
    return Arrays.copyOf(key.octets(), key.length());
  }

  private byte[] key() {
    return Arrays.copyOf(found, cursor.copyKey(found));
  }

  private byte[] value() {
    int at = cursor.valueOffset();
    return Arrays.copyOfRange(cursor.page(), at, at + cursor.valueLength());
  }

  private void assertSame(NavigableMap<byte[], byte[]> model, NameTree tree) {
    assertEquals(model.size(), tree.size());
    cursor.seekStart(tree);
    for (Map.Entry<byte[], byte[]> entry : model.entrySet()) {
      assertTrue(cursor.next());
      assertArrayEquals(entry.getKey(), key());
      assertArrayEquals(entry.getValue(), value());
    }
    assertFalse(cursor.next());
    assertFalse(cursor.isValid());
    for (Map.Entry<byte[], byte[]> entry : model.descendingMap().entrySet()) {
      assertTrue(cursor.previous());
      assertArrayEquals(entry.getKey(), key());
    }
    assertFalse(cursor.previous());
  }

  private void assertFinds(NavigableMap<byte[], byte[]> model, NameTree tree, byte[] key) {
    byte[] padded = Arrays.copyOf(key, NameKey.MAX_OCTETS);
    Arrays.fill(padded, key.length, padded.length, (byte) 'x');
    boolean exact = cursor.seekFloor(tree, padded, key.length);
    assertEquals(model.containsKey(key), exact);
    byte[] floor = model.floorKey(key);
    assertEquals(floor != null, cursor.isValid());
    if (floor != null) {
      assertArrayEquals(floor, key());
      assertArrayEquals(model.get(floor), value());
    }
    byte[] higher = model.higherKey(key);
    assertEquals(higher != null, cursor.next());
    if (higher != null) {
      assertArrayEquals(higher, key());
    }
    assertEquals(floor != null, cursor.previous());
    if (floor != null) {
      assertArrayEquals(floor, key());
    }
  }

  private static byte[] randomValue(Random random) {
    int size =
        switch (random.nextInt(60)) {
          case 0 -> random.nextInt(200_000);
          case 1, 2 -> random.nextInt(3000);
          default -> random.nextInt(60);
        };
    byte[] value = new byte[size];
    random.nextBytes(value);
    return value;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6})
  void randomChanges(int seed) {
    Random random = new Random(seed);
    Name[] names = new Name[seed % 2 == 0 ? 300 : 3000];
    for (int i = 0; i < names.length; i++) {
      names[i] = RandomNames.below(APEX, random);
    }
    NavigableMap<byte[], byte[]> model = model();
    TreeEditor editor = new TreeEditor(NameTree.EMPTY);
    List<NameTree> trees = new ArrayList<>();
    List<NavigableMap<byte[], byte[]>> models = new ArrayList<>();
    for (int step = 0; step < 12_000; step++) {
      byte[] key = keyOf(names[random.nextInt(names.length)]);
      byte[] padded = Arrays.copyOf(key, NameKey.MAX_OCTETS);
      // By turns it grows and shrinks.
      boolean grow = random.nextInt(10) < (step / 3000 % 2 == 0 ? 8 : 3);
      if (grow) {
        byte[] value = randomValue(random);
        boolean isNew = model.put(key, value) == null;
        assertEquals(isNew, editor.put(padded, key.length, value, 0, value.length));
      } else {
        assertEquals(model.remove(key) != null, editor.remove(padded, key.length));
      }
      assertEquals(model.size(), editor.size());
      if (step % 500 == 0) {
        trees.add(editor.build());
        models.add(copy(model));
      } else if (step % 700 == 0) {
        int back = random.nextInt(trees.size());
        editor.reset(trees.get(back));
        model = copy(models.get(back));
      } else if (step % 10 == 0) {
        assertEquals(model.containsKey(key), editor.find(padded, key.length, cursor));
        assertFinds(model, editor.build(), keyOf(names[random.nextInt(names.length)]));
      }
    }
    trees.add(editor.build());
    models.add(model);
    for (int i = 0; i < trees.size(); i++) {
      assertSame(models.get(i), trees.get(i));
      for (Name name : names) {
        assertFinds(models.get(i), trees.get(i), keyOf(name));
      }
    }
    while (!model.isEmpty()) {
      byte[] key = model.pollFirstEntry().getKey();
      assertTrue(editor.remove(key, key.length));
    }
    assertSame(model, editor.build());
  }

  private static NavigableMap<byte[], byte[]> copy(NavigableMap<byte[], byte[]> model) {
    NavigableMap<byte[], byte[]> copy = model();
    copy.putAll(model);
    return copy;
  }

  @ParameterizedTest
  @ValueSource(strings = {"ascending", "descending", "shuffled", "ascending with trees between"})
  void manyEntries(String order) {
    int count = 60_000;
    List<byte[]> keys = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      keys.add(keyOf(APEX.child("host" + (1_000_000 + i))));
    }
    if (order.equals("descending")) {
      java.util.Collections.reverse(keys);
    } else if (order.equals("shuffled")) {
      java.util.Collections.shuffle(keys, new Random(7));
    }
    TreeEditor editor = new TreeEditor(NameTree.EMPTY);
    NavigableMap<byte[], byte[]> model = model();
    for (int i = 0; i < count; i++) {
      byte[] value = new byte[20 + i % 7];
      model.put(keys.get(i), value);
      assertTrue(editor.put(keys.get(i), keys.get(i).length, value, 0, value.length));
      if (order.endsWith("between") && i % 3 == 0) {
        assertEquals(i + 1, editor.build().size());
      }
    }
    NameTree tree = editor.build();
    assertSame(model, tree);
    double full = TreeShape.of(tree).fillOfPages();
    assertTrue(full > (order.startsWith("ascending") ? 0.9 : 0.45), "pages are full to " + full);
    // Thin it out: pages must be put together again.
    for (int i = 0; i < count; i++) {
      if (i % 50 != 0) {
        byte[] key = keys.get(i);
        model.remove(key);
        assertTrue(editor.remove(key, key.length));
      }
    }
    NameTree thin = editor.build();
    assertSame(model, thin);
    full = TreeShape.of(thin).fillOfPages();
    assertTrue(full > 0.25, "pages are full to " + full);
  }

  @Test
  void anEmptyTreeHasNothing() {
    assertSame(model(), NameTree.EMPTY);
    assertFinds(model(), NameTree.EMPTY, new byte[0]);
    assertFinds(model(), NameTree.EMPTY, new byte[] {'a', 0});
  }

  @Test
  void onlyOnePageChangesWithAnEntry() {
    TreeEditor editor = new TreeEditor(NameTree.EMPTY);
    for (int i = 0; i < 100_000; i++) {
      byte[] key = keyOf(APEX.child("host" + (1_000_000 + i)));
      editor.put(key, key.length, new byte[30], 0, 30);
    }
    NameTree before = editor.build();
    byte[] key = keyOf(APEX.child("host1050000"));
    editor.put(key, key.length, new byte[31], 0, 31);
    NameTree after = editor.build();
    TreeShape all = TreeShape.of(after);
    assertEquals(1, all.pagesNotIn(before));
    assertEquals(after.height, all.branchesNotIn(before));
  }
}
