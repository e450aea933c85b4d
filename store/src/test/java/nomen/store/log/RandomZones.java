package nomen.store.log;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import java.util.Random;
import nomen.codec.name.Name;
import nomen.store.tree.RandomNames;
import nomen.store.zone.NodeCursor;
import nomen.store.zone.NodeView;
import nomen.store.zone.RRsetView;
import nomen.store.zone.ZoneContent;
import nomen.store.zone.ZoneEditor;
import nomen.store.zone.ZoneSnapshot;

/** Zones for tests: cuts, DNAMEs, wildcards, signatures, some large RRsets, names of all octets. */
final class RandomZones {
  private static final int[] TYPES = {1, 2, 5, 16, 28, 33, 39, 43, 46, 47, 65, 257, 65_280};

  private RandomZones() {}

  /** A zone of about as many names as are asked for, with an SOA. */
  static ZoneSnapshot make(Name apex, int names, Random random) {
    ZoneEditor editor = new ZoneEditor(apex);
    editor.add(apex, 6, 3600, soa(random.nextInt()));
    for (int i = 0; i < names; i++) {
      Name owner = RandomNames.below(apex, random);
      for (int records = 1 + random.nextInt(3); records > 0; records--) {
        int type = TYPES[random.nextInt(TYPES.length)];
        editor.add(owner, type, random.nextInt(100_000), rdata(random, type));
      }
    }
    return editor.build();
  }

  static byte[] soa(int serial) {
    byte[] rdata = new byte[2 + 20];
    for (int i = 0; i < 4; i++) {
      rdata[2 + i] = (byte) (serial >>> 24 - 8 * i);
    }
    return rdata;
  }

  private static byte[] rdata(Random random, int type) {
    byte[] rdata = new byte[random.nextInt(60) == 0 ? random.nextInt(9000) : random.nextInt(20)];
    random.nextBytes(rdata);
    for (int i = 0; i < rdata.length; i++) {
      // Nothing that could be an upper case letter of a name, for most of this is not valid.
      rdata[i] &= (byte) 0x9f;
    }
    if (type != 46) {
      return rdata;
    }
    byte[] signature = new byte[2 + rdata.length];
    System.arraycopy(rdata, 0, signature, 2, rdata.length);
    signature[1] = (byte) random.nextInt(60);
    return signature;
  }

  /** What a zone holds, in words. */
  static String print(ZoneSnapshot zone) {
    StringBuilder text = new StringBuilder();
    NodeCursor nodes = zone.nodes();
    RRsetView rrset = new RRsetView();
    while (nodes.next()) {
      NodeView node = nodes.node();
      for (boolean more = node.first(rrset); more; more = node.next(rrset)) {
        int at = rrset.first();
        for (int i = 0; i < rrset.count(); i++, at = rrset.next(at)) {
          int from = rrset.rdataOffset(at);
          text.append(nodes.owner().toName()).append(' ').append(rrset.ttlSeconds()).append(' ');
          text.append(rrset.type()).append(' ');
          HexFormat.of()
              .formatHex(text, rrset.octets(), from, from + rrset.rdataLength(at))
              .append('\n');
        }
      }
    }
    return text.toString();
  }

  /** Looks whether two zones hold the same and count the same. */
  static void assertSame(ZoneSnapshot expected, ZoneSnapshot actual) {
    assertTrue(expected.origin().equalsExactly(actual.origin()));
    assertEquals(expected.serial(), actual.serial());
    assertEquals(expected.nameCount(), actual.nameCount());
    assertEquals(print(expected), print(actual));
    ZoneContent one = expected.content();
    ZoneContent other = actual.content();
    assertEquals(one.records(), other.records());
    assertArrayEquals(one.cuts(), other.cuts());
    assertArrayEquals(one.dnames(), other.dnames());
    assertArrayEquals(one.wildcards(), other.wildcards());
  }
}
