package nomen.server.catalog;

import nomen.codec.name.Name;
import nomen.codec.rr.RRType;
import nomen.codec.rr.RRTypes;
import nomen.codec.rr.Rdata;
import nomen.store.zone.ZoneEditor;
import nomen.store.zone.ZoneSnapshot;

/** Catalog zones of the records that a test writes. */
final class CatalogZones {
  static final Name CATALOG = Name.parse("catz.test.");

  /** What every catalog has. */
  static final String HEAD =
      """
      @ SOA invalid. invalid. 1 3600 600 2147483646 0
      @ NS invalid.
      """;

  static final String VERSION = "version TXT 2\n";

  private CatalogZones() {}

  /** A zone of lines "owner type rdata"; the owner is relative to the apex, or @. */
  static ZoneSnapshot of(String lines) {
    ZoneEditor zone = new ZoneEditor(CATALOG);
    for (String line : lines.lines().toList()) {
      String[] words = line.split(" ", 3);
      Name owner = words[0].equals("@") ? CATALOG : Name.parse(words[0], CATALOG);
      RRType type = RRTypes.parse(words[1]);
      if (type == null) {
        throw new AssertionError(line);
      }
      zone.add(owner, type.code(), 0, Rdata.parse(type, words[2]).toWire());
    }
    return zone.build();
  }
}
