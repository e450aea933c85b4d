package nomen.bench.tree;

import nomen.codec.name.Name;
import nomen.store.zone.ZoneEditor;
import nomen.store.zone.ZoneSnapshot;

/** Large zones, the same in every run. */
public final class BenchZones {
  static final int A = 1;
  static final int NS = 2;
  static final int SOA = 6;

  private BenchZones() {}

  /**
   * A zone like a top-level domain's: two NS records a delegation, and glue at two of three, so
   * 2.67 records and 1.67 owner names a delegation.
   */
  static ZoneSnapshot delegations(int count) {
    ZoneEditor editor = withApex();
    byte[] glue = new byte[4 + 255];
    byte[] address = {10, 0, 0, 1};
    for (int i = 0; i < count; i++) {
      byte[] name = BenchNames.wire(i, 0);
      glue[0] = 3;
      glue[1] = 'n';
      glue[2] = 's';
      glue[3] = '1';
      System.arraycopy(name, 0, glue, 4, name.length);
      editor.add(name, 0, NS, 86_400, glue, 0, 4 + name.length);
      glue[3] = '2';
      editor.add(name, 0, NS, 86_400, glue, 0, 4 + name.length);
      if (i % 3 < 2) {
        glue[3] = '1';
        editor.add(glue, 0, A, 86_400, address, 0, 4);
      }
    }
    return editor.build();
  }

  /**
   * A zone with a bit of everything: of eight owner names five have an address, two are delegated
   * to two name servers outside of the zone, and one is a wildcard with an address, below a parent
   * of its own. Which is which: {@link LookupKind}.
   */
  static ZoneSnapshot mixed(int names) {
    ZoneEditor editor = withApex();
    byte[] server = Name.parse("ns1.hoster.net.").toWire();
    byte[] otherServer = Name.parse("ns2.hoster.net.").toWire();
    for (int i = 0; i < names; i++) {
      byte[] name = BenchNames.wire(i, 0);
      switch (LookupKind.ofOwner(i)) {
        case DELEGATION -> {
          editor.add(name, 0, NS, 86_400, server, 0, server.length);
          editor.add(name, 0, NS, 86_400, otherServer, 0, otherServer.length);
        }
        case WILDCARD -> editor.add(BenchNames.below("*", name), 0, A, 3600, address(i), 0, 4);
        default -> editor.add(name, 0, A, 3600, address(i), 0, 4);
      }
    }
    return editor.build();
  }

  /** A zone of many hosts, with an A record each. */
  public static ZoneSnapshot hosts(int count) {
    ZoneEditor editor = withApex();
    for (int i = 0; i < count; i++) {
      editor.add(BenchNames.wire(i, 0), 0, A, 3600, address(0), 0, 4);
    }
    return editor.build();
  }

  static byte[] address(int last) {
    return new byte[] {10, 0, 0, (byte) last};
  }

  private static ZoneEditor withApex() {
    ZoneEditor editor = new ZoneEditor(BenchNames.APEX);
    editor.add(BenchNames.APEX, SOA, 3600, soa(1));
    editor.add(BenchNames.APEX, NS, 3600, Name.parse("ns.example.").toWire());
    return editor;
  }

  /** The RDATA of the SOA with a serial. */
  static byte[] soa(int serial) {
    byte[] rdata = new byte[2 + 20];
    rdata[2] = (byte) (serial >>> 24);
    rdata[3] = (byte) (serial >>> 16);
    rdata[4] = (byte) (serial >>> 8);
    rdata[5] = (byte) serial;
    rdata[20] = 1;
    return rdata;
  }
}
