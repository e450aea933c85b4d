package nomen.store.zone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import nomen.codec.name.Name;
import nomen.codec.rr.RRClass;
import nomen.codec.rr.RRType;
import nomen.codec.rr.RRTypes;
import nomen.codec.rr.Rdata;
import nomen.codec.rr.ResourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ZoneDifferenceTest {
  private static final Name APEX = Name.parse("example.");

  private static ResourceRecord record(String owner, int ttl, RRType type, String rdata) {
    return new ResourceRecord(Name.parse(owner, APEX), RRClass.IN, ttl, Rdata.parse(type, rdata));
  }

  private static ResourceRecord address(String owner, int ttl, int number) {
    return record(owner, ttl, RRTypes.A, "10.0." + (number >> 8 & 255) + "." + (number & 255));
  }

  private static ResourceRecord soa(int serial) {
    return record("@", 300, RRTypes.SOA, "ns.example. a.example. " + serial + " 1 1 1 1");
  }

  private static void add(ZoneEditor editor, ResourceRecord record) {
    editor.add(record.owner(), record.type().code(), record.ttlSeconds(), record.rdata().toWire());
  }

  private static ZoneSnapshot zone(ResourceRecord... records) {
    ZoneEditor editor = new ZoneEditor(APEX);
    for (ResourceRecord record : records) {
      add(editor, record);
    }
    return editor.build();
  }

  private static List<String> lines(ZoneSnapshot zone) {
    return ZoneDifference.between(new ZoneEditor(zone.origin()).build(), zone).added().stream()
        .map(ResourceRecord::toString)
        .toList();
  }

  @Test
  void tellsRecordsInCanonicalOrderBehindTheSoa() {
    ZoneSnapshot from =
        zone(address("@", 300, 1), soa(1), address("b", 300, 1), address("b", 300, 2));
    ZoneSnapshot to =
        zone(address("@", 300, 2), soa(9), address("b", 300, 2), address("a.b", 300, 1));
    assertEquals(
        new Changeset(
            APEX,
            1,
            9,
            List.of(soa(1), address("@", 300, 1), address("b", 300, 1)),
            List.of(soa(9), address("@", 300, 2), address("a.b", 300, 1))),
        ZoneDifference.between(from, to));
  }

  @Test
  void givesUpOnADifferenceThatIsLarge() {
    ZoneSnapshot from = zone(soa(1), address("a", 300, 1));
    ZoneSnapshot to = zone(soa(2), address("a", 300, 2), address("z", 300, 1));
    Changeset all = ZoneDifference.between(from, to);
    assertEquals(5, all.removed().size() + all.added().size());
    assertEquals(all, ZoneDifference.betweenAtMost(from, to, 5));
    assertNull(ZoneDifference.betweenAtMost(from, to, 4));
    assertNull(ZoneDifference.betweenAtMost(from, to, 0));
    assertEquals(ZoneDifference.between(to, to), ZoneDifference.betweenAtMost(to, to, 0));
  }

  @Test
  void aChangeOfTtlTakesTheWholeRrset() {
    Changeset changes =
        ZoneDifference.between(
            zone(soa(1), address("b", 300, 1), address("b", 300, 2)),
            zone(soa(1), address("b", 60, 1), address("b", 60, 2), address("b", 60, 3)));
    assertEquals(List.of(address("b", 300, 1), address("b", 300, 2)), changes.removed());
    assertEquals(3, changes.added().size());
  }

  @Test
  void caseIsNoDifference() {
    ResourceRecord upper = record("B", 300, RRTypes.MX, "1 MAIL.example.");
    ResourceRecord lower = record("b", 300, RRTypes.MX, "1 mail.example.");
    Changeset changes = ZoneDifference.between(zone(soa(1), upper), zone(soa(1), lower));
    assertEquals(new Changeset(APEX, 1, 1, List.of(), List.of()), changes);
  }

  @Test
  void signaturesAreComparedWithTheirLike() {
    String rest = " 8 2 300 20300101000000 20200101000000 1 example. AQID";
    ResourceRecord ofA = record("b", 300, RRTypes.RRSIG, "A" + rest);
    ResourceRecord ofTxt = record("b", 60, RRTypes.RRSIG, "TXT" + rest);
    ResourceRecord ofTxtLater = record("b", 61, RRTypes.RRSIG, "TXT" + rest);
    Changeset changes =
        ZoneDifference.between(zone(soa(1), ofA, ofTxt), zone(soa(1), ofA, ofTxtLater));
    assertEquals(new Changeset(APEX, 1, 1, List.of(ofTxt), List.of(ofTxtLater)), changes);
  }

  @Test
  void emptyZones() {
    ZoneSnapshot empty = zone();
    ZoneSnapshot one = zone(soa(1));
    assertEquals(
        new Changeset(APEX, 0, 0, List.of(), List.of()), ZoneDifference.between(empty, empty));
    assertEquals(
        new Changeset(APEX, 0, 1, List.of(), List.of(soa(1))), ZoneDifference.between(empty, one));
    assertEquals(
        new Changeset(APEX, 1, 0, List.of(soa(1)), List.of()), ZoneDifference.between(one, empty));
  }

  @Test
  void twoZones() {
    ZoneSnapshot other = new ZoneEditor(Name.parse("test.")).build();
    assertThrows(IllegalArgumentException.class, () -> ZoneDifference.between(zone(soa(1)), other));
  }

  /** Of the same states, once with pages in common and once without. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 5, 400, 20_000})
  void sharedPagesMakeNoDifference(int names) {
    Random random = new Random(names);
    ZoneEditor editor = new ZoneEditor(APEX);
    add(editor, soa(1));
    for (int i = 0; i < names; i++) {
      add(editor, address("h" + random.nextInt(2 * names), 300, random.nextInt(5)));
    }
    ZoneSnapshot from = editor.build();
    int found = 0;
    for (int round = 0; round < 30; round++) {
      ZoneEditor next = from.edit();
      int edits = random.nextInt(round % 10 == 0 ? 1 + 3 * names : 6);
      for (int i = 0; i < edits; i++) {
        String owner = "h" + random.nextInt(2 * names + 1);
        ResourceRecord record = address(owner, 300, random.nextInt(5));
        switch (random.nextInt(4)) {
          case 0 -> next.removeName(record.owner());
          case 1 -> next.removeRecord(record.owner(), 1, record.rdata().toWire());
          case 2 -> next.setTtl(record.owner(), 1, 300 + random.nextInt(2));
          default -> add(next, record);
        }
      }
      ZoneSnapshot to = next.build();
      Changeset changes = ZoneDifference.between(from, to);
      assertEquals(ZoneDifference.between(copy(from), to), changes);
      ZoneEditor forth = from.edit();
      changes.applyTo(forth);
      assertEquals(lines(to), lines(forth.build()));
      ZoneEditor back = to.edit();
      changes.inverse().applyTo(back);
      assertEquals(lines(from), lines(back.build()));
      assertEquals(changes.inverse(), ZoneDifference.between(to, from));
      found += changes.added().size();
      from = to;
    }
    assertTrue(found > 0);
  }

  private static ZoneSnapshot copy(ZoneSnapshot zone) {
    ZoneEditor editor = new ZoneEditor(zone.origin());
    List<ResourceRecord> all =
        new ArrayList<>(
            ZoneDifference.between(new ZoneEditor(zone.origin()).build(), zone).added());
    all.forEach(record -> add(editor, record));
    return editor.build();
  }
}
