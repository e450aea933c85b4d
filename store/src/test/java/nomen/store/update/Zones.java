package nomen.store.update;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import nomen.codec.name.Name;
import nomen.codec.rr.RRClass;
import nomen.codec.rr.RRType;
import nomen.codec.rr.RRTypes;
import nomen.codec.rr.Rdata;
import nomen.codec.rr.ResourceRecord;
import nomen.store.zone.NodeCursor;
import nomen.store.zone.RRsetView;
import nomen.store.zone.ZoneEditor;
import nomen.store.zone.ZoneSnapshot;

/** Small zones of lines like {@code "www 300 A 192.0.2.1"}; names are relative to example. */
final class Zones {
  static final Name APEX = Name.parse("example.");

  private Zones() {}

  static Name name(String text) {
    return Name.parse(text, APEX);
  }

  static RRType type(String text) {
    RRType type = RRTypes.parse(text);
    if (type == null) {
      throw new IllegalArgumentException(text);
    }
    return type;
  }

  /** The rdata of words from an index on; names in it are relative. */
  static Rdata rdata(RRType type, String[] words, int from) {
    String text = String.join(" ", Arrays.copyOfRange(words, from, words.length));
    try {
      return Rdata.scan(type, text, APEX);
    } catch (nomen.codec.text.SyntaxException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  static ResourceRecord record(String line) {
    String[] words = line.split(" ", -1);
    return new ResourceRecord(
        name(words[0]), RRClass.IN, Integer.parseInt(words[1]), rdata(type(words[2]), words, 3));
  }

  static ResourceRecord soa(int serial) {
    return record("@ 3600 SOA ns admin " + Integer.toUnsignedString(serial) + " 1 2 3 4");
  }

  /** A zone with an SOA of serial 1, one NS, and the lines. */
  static ZoneSnapshot zone(String... lines) {
    List<ResourceRecord> records = new ArrayList<>(List.of(soa(1), record("@ 3600 NS ns")));
    for (String line : lines) {
      records.add(record(line));
    }
    return zone(records);
  }

  /** A zone of just these records. */
  static ZoneSnapshot zone(List<ResourceRecord> records) {
    ZoneEditor editor = new ZoneEditor(APEX);
    for (ResourceRecord record : records) {
      editor.add(
          record.owner(), record.type().code(), record.ttlSeconds(), record.rdata().toWire());
    }
    return editor.build();
  }

  /** All records, in the order of the zone. */
  static List<ResourceRecord> records(ZoneSnapshot zone) {
    List<ResourceRecord> records = new ArrayList<>();
    NodeCursor nodes = zone.nodes();
    RRsetView rrset = new RRsetView();
    while (nodes.next()) {
      for (boolean more = nodes.node().first(rrset); more; more = nodes.node().next(rrset)) {
        RRType type = RRTypes.of(rrset.type());
        int place = rrset.first();
        for (int i = 0; i < rrset.count(); i++, place = rrset.next(place)) {
          Rdata rdata =
              Rdata.ofValid(
                  type, rrset.octets(), rrset.rdataOffset(place), rrset.rdataLength(place));
          records.add(
              new ResourceRecord(nodes.owner().toName(), RRClass.IN, rrset.ttlSeconds(), rdata));
        }
      }
    }
    return records;
  }

  /** All records as lines, in the order of the zone and in its very case. */
  static List<String> lines(ZoneSnapshot zone) {
    return records(zone).stream().map(ResourceRecord::toString).toList();
  }

  /** All records as lines, without those that every zone has. */
  static List<String> data(ZoneSnapshot zone) {
    return records(zone).stream()
        .filter(record -> !record.owner().equals(APEX) || !isNeeded(record))
        .map(record -> record.toString().replace(" IN ", " "))
        .toList();
  }

  private static boolean isNeeded(ResourceRecord record) {
    return record.type().equals(RRTypes.SOA)
        || record.rdata().equals(Rdata.parse(RRTypes.NS, "ns.example."));
  }
}
