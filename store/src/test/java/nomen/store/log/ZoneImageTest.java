package nomen.store.log;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import nomen.codec.name.Name;
import nomen.store.tree.RandomNames;
import nomen.store.tree.TreePages;
import nomen.store.zone.NodeView;
import nomen.store.zone.ZoneEditor;
import nomen.store.zone.ZoneLookup;
import nomen.store.zone.ZoneSnapshot;
import nomen.store.zonefile.SourceFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Images are what was written, or are refused. */
class ZoneImageTest {
  private static final Name APEX = Name.parse("Example.");

  @TempDir private Path folder;
  private BaseImages images;

  @BeforeEach
  void open() throws IOException {
    images = new BaseImages(new LocalDisk(folder), 2);
  }

  private Path file(long number) {
    return folder.resolve(BaseImages.fileName("base", number, ".img"));
  }

  private static List<SourceFile> sources(Random random, int count) {
    byte[] digest = new byte[SourceFile.DIGEST_OCTETS];
    random.nextBytes(digest);
    return IntStream.range(0, count)
        .mapToObj(i -> new SourceFile(Path.of("zones/\u00e4" + i), i, random.nextLong(), digest))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 10, 100, 1000, 30_000})
  void holdsAZone(int names) throws IOException {
    Random random = new Random(names);
    ZoneSnapshot zone = RandomZones.make(APEX, names, random);
    List<SourceFile> sources = sources(random, names % 7);
    long number = images.write(zone, sources);
    ZoneImage read = images.read(number);
    RandomZones.assertSame(zone, read.zone());
    assertEquals(sources, read.sources());
    assertEquals(sources, images.readSources(number));
  }

  @Test
  void holdsAMillionNames() throws IOException {
    ZoneEditor editor = new ZoneEditor(APEX);
    editor.add(APEX, 6, 3600, RandomZones.soa(1));
    byte[] owner = Name.parse("n0000000.example.").toWire();
    byte[] address = {10, 0, 0, 1};
    for (int i = 0; i < 1_000_000; i++) {
      for (int digit = 8, rest = i; digit > 1; digit--, rest /= 10) {
        owner[digit] = (byte) ('0' + rest % 10);
      }
      editor.add(owner, 0, 1, 60, address, 0, 4);
    }
    ZoneSnapshot zone = editor.build();
    ZoneSnapshot read = images.read(images.write(zone, List.of())).zone();
    assertEquals(1_000_001, read.nameCount());
    assertEquals(1_000_001, read.recordCount());
    TreePages expected = new TreePages(zone.content().tree());
    TreePages actual = new TreePages(read.content().tree());
    while (expected.next()) {
      assertTrue(actual.next());
      assertArrayEquals(expected.page(), actual.page());
    }
    ZoneLookup scratch = new ZoneLookup();
    for (int i = 0; i < 1_000_000; i += 997) {
      Name name = Name.parse(String.format(Locale.ROOT, "n%07d.example.", i));
      assertTrue(read.find(name, new NodeView(), scratch));
    }
  }

  @Test
  void holdsAZoneWithoutData() throws IOException {
    ZoneSnapshot zone = new ZoneEditor(APEX).build();
    RandomZones.assertSame(zone, images.read(images.write(zone, List.of())).zone());
  }

  @Test
  void holdsTheRoot() throws IOException {
    ZoneSnapshot zone = RandomZones.make(Name.ROOT, 500, new Random(5));
    RandomZones.assertSame(zone, images.read(images.write(zone, List.of())).zone());
  }

  @Test
  void holdsAnRRsetOfManyBlocks() throws IOException {
    ZoneEditor editor = RandomZones.make(APEX, 100, new Random(6)).edit();
    for (int i = 0; i < 100; i++) {
      byte[] rdata = new byte[60_000];
      rdata[0] = (byte) i;
      editor.add(Name.parse("many.example."), 65_281, 1, rdata);
    }
    ZoneSnapshot zone = editor.build();
    RandomZones.assertSame(zone, images.read(images.write(zone, List.of())).zone());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void canBeEditedLikeTheZoneThatItWasMadeOf(int seed) throws IOException {
    Random random = new Random(seed);
    ZoneSnapshot zone = RandomZones.make(APEX, 5000, random);
    ZoneEditor one = zone.edit();
    ZoneEditor other = images.read(images.write(zone, List.of())).zone().edit();
    for (int i = 0; i < 10_000; i++) {
      Name owner = RandomNames.below(APEX, random);
      if (random.nextInt(3) == 0) {
        byte[] rdata = new byte[random.nextInt(300)];
        one.add(owner, 16, 60, rdata);
        other.add(owner, 16, 60, rdata);
      } else {
        assertEquals(one.removeName(owner), other.removeName(owner));
      }
    }
    RandomZones.assertSame(one.build(), other.build());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 300})
  void noChangedBitGoesUnnoticed(int names) throws IOException {
    Random random = new Random(names);
    long number = images.write(RandomZones.make(APEX, names, random), sources(random, 2));
    byte[] whole = Files.readAllBytes(file(number));
    boolean each = whole.length < 1000;
    for (int i = 0; i < (each ? 8 * whole.length : 1000); i++) {
      int bit = each ? i : random.nextInt(8 * whole.length);
      byte[] damaged = whole.clone();
      damaged[bit / 8] ^= (byte) (1 << bit % 8);
      Files.write(file(number), damaged);
      String message =
          assertThrows(DamagedFileException.class, () -> images.read(number), "bit " + bit)
              .toString();
      assertTrue(message.contains(": base/00000000000000000001.img: damaged at octet "), message);
    }
  }

  @Test
  void noCutGoesUnnoticed() throws IOException {
    Random random = new Random(8);
    long number = images.write(RandomZones.make(APEX, 50, random), sources(random, 1));
    byte[] whole = Files.readAllBytes(file(number));
    for (int length = 0; length < whole.length; length += 1 + random.nextInt(40)) {
      Files.write(file(number), Arrays.copyOf(whole, length));
      assertThrows(DamagedFileException.class, () -> images.read(number));
    }
  }

  /** An image of blocks that are all of the same size: eight, and one of what is left. */
  private byte[] imageOfEqualBlocks(int serial) throws IOException {
    ZoneEditor editor = new ZoneEditor(APEX);
    editor.add(APEX, 6, 3600, RandomZones.soa(serial));
    for (int i = 0; i < 9; i++) {
      editor.add(Name.parse("a" + i + ".example."), 65_281, 1, new byte[60_000]);
      editor.add(Name.parse("a" + i + ".example."), 65_282, 1, new byte[60_000]);
      editor.add(Name.parse("a" + i + ".example."), 65_283, 1, new byte[60_000]);
    }
    return Files.readAllBytes(file(images.write(editor.build(), List.of())));
  }

  @Test
  void aBlockOfAnotherPlaceOrImageIsNoticed() throws IOException {
    byte[] one = imageOfEqualBlocks(1);
    byte[] other = imageOfEqualBlocks(2);
    ByteBuffer octets = ByteBuffer.wrap(one);
    int second = octets.getInt(12) + octets.getInt(48);
    int third = second + octets.getInt(48 + 8);
    int size = octets.getInt(48 + 16);
    assertEquals(size, octets.getInt(48 + 8));
    byte[] moved = one.clone();
    System.arraycopy(one, second, moved, third, size);
    byte[] foreign = one.clone();
    System.arraycopy(other, second, foreign, second, size);
    for (byte[] damaged : List.of(moved, foreign)) {
      Files.write(file(1), damaged);
      DamagedFileException refused = assertThrows(DamagedFileException.class, () -> images.read(1));
      assertTrue(refused.toString().endsWith("checksum does not fit"), refused.toString());
    }
    Files.write(file(1), one);
    assertEquals(1, images.read(1).zone().serial());
  }

  @Test
  void numbersGoOnAndUnusedImagesGo() throws IOException {
    ZoneSnapshot zone = RandomZones.make(APEX, 3, new Random(1));
    for (int i = 1; i <= 5; i++) {
      assertEquals(i, images.write(zone, List.of()));
    }
    images.settle(1);
    assertEquals(2, images.horizon());
    for (int i = 2; i <= 5; i++) {
      images.settle(i);
    }
    assertEquals(6, images.horizon());
    Files.write(folder.resolve("base/00000000000000000009.img.part"), new byte[3]);
    images.deleteUnused(5, Set.of(2L));
    assertEquals(List.of(2L, 5L), images.numbers());
    assertEquals(2, new LocalDisk(folder).list("base").size());
    assertEquals(6, new BaseImages(new LocalDisk(folder), 1).write(zone, List.of()));
  }
}
