package nomen.store.zone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import nomen.codec.name.Name;
import nomen.store.tree.RandomNames;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DatabaseSnapshotTest {
  private static ZoneSnapshot zone(String apex) {
    return new ZoneEditor(Name.parse(apex)).build();
  }

  private static @Nullable String find(DatabaseSnapshot zones, String name, int qtype) {
    Name qname = Name.parse(name);
    byte[] octets = new byte[5 + qname.length()];
    qname.copyTo(octets, 5);
    ZoneSnapshot found = zones.findZone(octets, 5, qtype, new ZoneLookup());
    return found == null ? null : found.origin().toString();
  }

  @Test
  void theMostSpecificZoneAnswers() {
    DatabaseSnapshot zones =
        DatabaseSnapshot.of(List.of(zone("example."), zone("a.B.example."), zone("test.")));
    assertEquals("example.", find(zones, "example.", 1));
    assertEquals("example.", find(zones, "b.example.", 1));
    assertEquals("a.B.example.", find(zones, "x.y.A.b.EXAMPLE.", 1));
    assertEquals("test.", find(zones, "a.b.test.", 1));
    assertNull(find(zones, ".", 1));
    assertNull(find(zones, "com.", 1));
    assertNull(find(zones, "xexample.", 1));
  }

  @Test
  void dsAtAnApexBelongsToTheZoneAbove() {
    DatabaseSnapshot zones =
        DatabaseSnapshot.of(List.of(zone("."), zone("sub.example."), zone("example.")));
    assertEquals("example.", find(zones, "sub.example.", 43));
    assertEquals("sub.example.", find(zones, "a.sub.example.", 43));
    assertEquals(".", find(zones, "example.", 43));
    assertEquals(".", find(zones, ".", 43));
    assertEquals("sub.example.", find(zones.without(Name.ROOT), "a.sub.example.", 1));
    DatabaseSnapshot alone = DatabaseSnapshot.of(List.of(zone("sub.example.")));
    assertEquals("sub.example.", find(alone, "sub.example.", 43));
  }

  @Test
  void dsAtAnApexWhoseParentIsElsewhereIsTheZonesOwn() {
    ZoneEditor top = new ZoneEditor(Name.ROOT);
    Name example = Name.parse("example.");
    top.add(example, TypeCodes.NS, 300, Name.parse("ns.example.").toWire());
    ZoneSnapshot root = top.build();
    // Not the root is the parent of sub.example., but example., which is not here.
    DatabaseSnapshot apart = DatabaseSnapshot.of(List.of(root, zone("sub.example.")));
    assertEquals("sub.example.", find(apart, "sub.example.", 43));
    assertEquals(".", find(apart, "other.example.", 43));
    DatabaseSnapshot beside = DatabaseSnapshot.of(List.of(root, zone("example.")));
    assertEquals(".", find(beside, "example.", 43));
  }

  @Test
  void anEmptyDatabaseHasNothing() {
    assertNull(find(DatabaseSnapshot.EMPTY, "example.", 1));
    assertNull(DatabaseSnapshot.EMPTY.zone(Name.ROOT));
  }

  @Test
  void twoZonesOfOneNameAreRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> DatabaseSnapshot.of(List.of(zone("example."), zone("Example."))));
  }

  @Test
  void aZoneIsPutInThePlaceOfTheOneOfItsName() {
    DatabaseSnapshot before = DatabaseSnapshot.of(List.of(zone("a."), zone("b.")));
    ZoneSnapshot next = zone("A.");
    DatabaseSnapshot after = before.with(next).with(zone("c."));
    assertEquals(List.of("A.", "b.", "c."), origins(after));
    assertEquals(List.of("a.", "b."), origins(before));
    assertEquals(next, after.zone(Name.parse("a.")));
    assertEquals(List.of("b.", "c."), origins(after.without(Name.parse("a."))));
  }

  @Test
  void severalZonesArePutAtOnce() {
    DatabaseSnapshot before = DatabaseSnapshot.of(List.of(zone("a."), zone("b."), zone("c.")));
    ZoneSnapshot first = zone("A.");
    ZoneSnapshot last = zone("c.");
    DatabaseSnapshot after = before.with(List.of(last, first));
    assertEquals(List.of("A.", "b.", "c."), origins(after));
    assertEquals(first, after.zone(Name.parse("a.")));
    assertEquals(last, after.zone(Name.parse("c.")));
    assertEquals("A.", find(after, "x.a.", 1));
    assertEquals(List.of("a.", "b.", "c."), origins(before));
    ZoneSnapshot fresh = zone("d.");
    DatabaseSnapshot more = after.with(List.of(zone("b."), fresh));
    assertEquals(List.of("A.", "b.", "c.", "d."), origins(more));
    assertEquals(fresh, more.zone(Name.parse("d.")));
  }

  private static List<String> origins(DatabaseSnapshot zones) {
    return zones.zones().stream().map(zone -> zone.origin().toString()).toList();
  }

  @Test
  void manyZonesAreFoundAsByLookingAtEach() {
    Random random = new Random(3);
    List<ZoneSnapshot> all = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      Name apex = RandomNames.below(Name.ROOT, random);
      if (all.stream().noneMatch(zone -> zone.origin().equals(apex))) {
        all.add(new ZoneEditor(apex).build());
      }
    }
    DatabaseSnapshot zones = DatabaseSnapshot.of(all);
    for (int i = 0; i < 3000; i++) {
      Name name = RandomNames.below(Name.ROOT, random);
      ZoneSnapshot best = null;
      for (ZoneSnapshot zone : all) {
        if (name.isAtOrBelow(zone.origin())
            && (best == null || best.origin().labelCount() < zone.origin().labelCount())) {
          best = zone;
        }
      }
      assertEquals(best, zones.findZone(name.toWire(), 0, 1, new ZoneLookup()), name.toString());
    }
  }
}
