package nomen.server.transfer.in;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import nomen.codec.name.Name;
import nomen.codec.rr.RRClass;
import nomen.codec.rr.RRType;
import nomen.codec.rr.RRTypes;
import nomen.codec.rr.Rdata;
import nomen.codec.rr.ResourceRecord;
import nomen.store.zone.Changeset;
import nomen.store.zone.ZoneEditor;
import nomen.store.zone.ZoneSnapshot;

/** A zone that changes at random, as a set of records: the model that receivers are held to. */
public final class ZoneVersions {
  private static final List<RRType> TYPES =
      List.of(RRTypes.A, RRTypes.TXT, RRTypes.MX, RRTypes.AAAA, RRTypes.NS);

  private final Name apex;
  private final Random random;
  private Set<ResourceRecord> records = new LinkedHashSet<>();
  private int serial;

  /** A zone with some records. */
  public ZoneVersions(Name apex, int names, int serial, Random random) {
    this.apex = apex;
    this.random = random;
    this.serial = serial;
    records.add(soa());
    records.add(record(apex, 3600, RRTypes.NS, "ns." + apex));
    for (int i = 0; i < names; i++) {
      putRrset(records);
    }
  }

  private ResourceRecord soa() {
    return record(
        apex,
        3600,
        RRTypes.SOA,
        "ns." + apex + " host." + apex + " " + Integer.toUnsignedString(serial) + " 60 10 600 30");
  }

  static ResourceRecord record(Name owner, int ttl, RRType type, String rdata) {
    return new ResourceRecord(owner, RRClass.IN, ttl, Rdata.parse(type, rdata));
  }

  /** The serial of the present version. */
  public int serial() {
    return serial;
  }

  private void putRrset(Set<ResourceRecord> into) {
    Name owner = apex.child("n" + random.nextInt(200));
    if (random.nextInt(3) == 0) {
      owner = owner.child(random.nextInt(4) == 0 ? "*" : "Below" + random.nextInt(5));
    }
    RRType type = TYPES.get(random.nextInt(TYPES.size()));
    remove(into, owner, type);
    int ttl = random.nextInt(3) * 300;
    for (int i = random.nextInt(4); i >= 0; i--) {
      into.add(record(owner, ttl, type, rdata(type)));
    }
  }

  private String rdata(RRType type) {
    int number = random.nextInt(12);
    return switch (type.mnemonic()) {
      case "A" -> "192.0.2." + number;
      case "AAAA" -> "2001:db8::" + number;
      case "TXT" -> "\"" + "text ".repeat(number) + "\"";
      case "MX" -> number + " Mail" + number + "." + apex;
      default -> "ns" + number + "." + apex;
    };
  }

  private static void remove(Set<ResourceRecord> from, Name owner, RRType type) {
    from.removeIf(record -> record.owner().equals(owner) && record.type().equals(type));
  }

  /** Makes the next version; gives the difference, in any order but for the SOAs. */
  public Changeset change() {
    Set<ResourceRecord> before = records;
    int serialFrom = serial;
    // Six of the large steps together are still less than half of the circle (RFC 1982).
    serial += 1 + random.nextInt(random.nextInt(8) == 0 ? 1 << 28 : 5);
    Set<ResourceRecord> after = new LinkedHashSet<>(before);
    remove(after, apex, RRTypes.SOA);
    after.add(soa());
    for (int i = random.nextInt(5); i > 0; i--) {
      if (random.nextInt(3) == 0) {
        List<ResourceRecord> some = new ArrayList<>(after);
        ResourceRecord gone = some.get(random.nextInt(some.size()));
        if (!gone.owner().equals(apex)) {
          remove(after, gone.owner(), gone.type());
        }
      } else {
        putRrset(after);
      }
    }
    records = after;
    return new Changeset(
        apex, serialFrom, serial, difference(before, after), difference(after, before));
  }

  private static List<ResourceRecord> difference(Set<ResourceRecord> of, Set<ResourceRecord> less) {
    List<ResourceRecord> difference = new ArrayList<>(of);
    difference.removeAll(less);
    difference.sort(Comparator.comparing(record -> !record.type().equals(RRTypes.SOA)));
    return difference;
  }

  /** The present version as a zone. */
  public ZoneSnapshot snapshot() {
    ZoneEditor editor = new ZoneEditor(apex);
    for (ResourceRecord record : records) {
      editor.add(
          record.owner(), record.type().code(), record.ttlSeconds(), record.rdata().toWire());
    }
    return editor.build();
  }
}
