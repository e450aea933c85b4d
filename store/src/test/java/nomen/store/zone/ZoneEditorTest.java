package nomen.store.zone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import nomen.codec.name.Name;
import nomen.store.zone.ZoneEditor.Added;
import org.junit.jupiter.api.Test;

class ZoneEditorTest {
  private static final Name APEX = Name.parse("example.");
  private static final Name HOST = Name.parse("host.example.");

  private final ZoneEditor editor = new ZoneEditor(APEX);
  private final NodeView node = new NodeView();
  private final RRsetView rrset = new RRsetView();
  private final ZoneLookup scratch = new ZoneLookup();

  private static byte[] address(int number) {
    return new byte[] {10, (byte) (number >> 16), (byte) (number >> 8), (byte) number};
  }

  @Test
  void theLowestTtlWinsAndIsReported() {
    assertEquals(Added.RECORD, editor.add(HOST, 1, 300, address(1)));
    assertEquals(Added.RECORD, editor.add(HOST, 1, 300, address(2)));
    assertEquals(Added.RECORD_AND_TTL_LOWERED, editor.add(HOST, 1, 200, address(3)));
    assertEquals(Added.RECORD_WITH_LOWER_TTL, editor.add(HOST, 1, 900, address(4)));
    assertEquals(Added.NOTHING, editor.add(HOST, 1, 100, address(4)));
    assertTrue(editor.find(HOST, node));
    assertTrue(node.find(1, rrset));
    assertEquals(100, rrset.ttlSeconds());
    assertEquals(4, rrset.count());
  }

  @Test
  void refusesWhatAZoneCannotHold() {
    for (String outside : new String[] {"example.com.", ".", "notexample.", "com."}) {
      Name name = Name.parse(outside);
      assertThrows(
          IllegalArgumentException.class, () -> editor.add(name, 1, 0, address(1)), outside);
    }
    assertThrows(IllegalArgumentException.class, () -> editor.add(HOST, 1, -1, address(1)));
    assertThrows(IllegalArgumentException.class, () -> editor.add(HOST, 46, 0, new byte[1]));
    assertThrows(IllegalArgumentException.class, () -> editor.add(HOST, 1, 0, new byte[65_536]));
    assertEquals(0, editor.build().nameCount());
  }

  @Test
  void theOwnersOwnCaseIsKept() {
    editor.add(Name.parse("A.Host.EXAMPLE."), 1, 60, address(1));
    editor.add(Name.parse("a.hOST.example."), 1, 60, address(2));
    NodeCursor nodes = editor.build().nodes();
    assertTrue(nodes.next());
    assertEquals("A.Host.example.", nodes.owner().toName().toString());
    assertTrue(nodes.node().find(1, rrset));
    assertEquals(2, rrset.count());
    assertFalse(nodes.next());
  }

  @Test
  void anRRsetOfTenThousandRecords() {
    for (int i = 0; i < 10_000; i++) {
      editor.add(HOST, 1, 60, address(i * 7919 % 10_000));
    }
    editor.add(Name.parse("a.example."), 1, 60, address(1));
    editor.add(Name.parse("z.example."), 1, 60, address(1));
    ZoneSnapshot zone = editor.build();
    assertEquals(10_002, zone.recordCount());
    assertTrue(zone.find(HOST, node, scratch));
    assertTrue(node.find(1, rrset));
    assertEquals(10_000, rrset.count());
    int at = rrset.first();
    for (int i = 0; i < rrset.count(); i++, at = rrset.next(at)) {
      assertEquals(NodeFormat.u32(address(i), 0), NodeFormat.u32(rrset.octets(), at + 2));
    }
    assertTrue(zone.find(Name.parse("z.example."), node, scratch));
    assertTrue(zone.find(Name.parse("a.example."), node, scratch));
  }

  @Test
  void anRRsetHasAtMost65535Records() {
    for (int i = 0; i < NodeFormat.MAX_RECORDS; i++) {
      // Descending, so that the place of each is found at once.
      editor.add(HOST, 16, 60, new byte[] {(byte) ~(i >> 8), (byte) ~i});
    }
    assertThrows(IllegalArgumentException.class, () -> editor.add(HOST, 16, 60, new byte[] {1}));
    assertEquals(Added.NOTHING, editor.add(HOST, 16, 60, new byte[] {5, 5}));
    assertEquals(65_535, editor.removeName(HOST));
  }

  @Test
  void aNodeOfHundredsOfKilobytes() {
    for (int type = 1000; type < 1006; type++) {
      editor.add(HOST, type, 60, new byte[65_535]);
    }
    ZoneSnapshot zone = editor.build();
    assertTrue(zone.find(HOST, node, scratch));
    assertTrue(node.find(1005, rrset));
    assertEquals(65_535, rrset.rdataLength(rrset.first()));
    assertFalse(node.find(1006, rrset));
    assertTrue(rrset.isEmpty());
  }

  @Test
  void theSoaGivesSerialAndNegativeTtl() {
    byte[] soa = new byte[2 + 20];
    NodeFormat.putU32(soa, 2, 0xffff_fff0);
    NodeFormat.putU32(soa, 18, 300);
    editor.add(APEX, TypeCodes.SOA, 3600, soa);
    ZoneSnapshot zone = editor.build();
    assertEquals(0xffff_fff0L, zone.serial());
    assertEquals(300, zone.negativeTtlSeconds());
    assertTrue(zone.soa(rrset));
    assertEquals(3600, rrset.ttlSeconds());
    editor.setTtl(APEX, TypeCodes.SOA, 60);
    assertEquals(60, editor.build().negativeTtlSeconds());
    assertEquals(300, zone.negativeTtlSeconds());
  }

  @Test
  void signaturesStandBehindWhatTheyCover() {
    editor.add(HOST, 46, 60, new byte[] {0, 16, 1});
    editor.add(HOST, 46, 60, new byte[] {0, 1, 9});
    editor.add(HOST, 46, 60, new byte[] {0, 1, 8});
    editor.add(HOST, 16, 60, new byte[] {0});
    editor.add(HOST, 1, 60, address(1));
    ZoneSnapshot zone = editor.build();
    assertTrue(zone.find(HOST, node, scratch));
    StringBuilder order = new StringBuilder();
    for (boolean more = node.first(rrset); more; more = node.next(rrset)) {
      order.append(rrset.type()).append('x').append(rrset.count()).append(' ');
    }
    assertEquals("1x1 46x2 16x1 46x1 ", order.toString());
    assertTrue(node.findSignatures(16, rrset));
    assertEquals(16, rrset.coveredType());
    assertFalse(node.findSignatures(2, rrset));
    assertEquals(3, editor.removeRRset(HOST, 46));
  }
}
