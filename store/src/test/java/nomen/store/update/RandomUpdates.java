package nomen.store.update;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import nomen.codec.message.Rcode;
import nomen.codec.name.Name;
import nomen.codec.rr.RRType;
import nomen.codec.rr.RRTypes;
import nomen.codec.rr.Rdata;
import nomen.codec.update.Prerequisite;
import nomen.codec.update.UpdateFormatException;
import nomen.codec.update.UpdateOperation;
import nomen.codec.update.UpdateRequest;

/** Requests over so few names and values that they meet often. */
final class RandomUpdates {
  private static final String[] NAMES = {
    "@", "www", "WWW", "a", "b.a", "*.a", "sub", "ns.sub", "Mixed.Case", "x.y.z"
  };

  /** Types with values each; a second spelling of a value is the same record. */
  private static final String[][] VALUES = {
    {"A", "192.0.2.1", "192.0.2.2", "192.0.2.3"},
    {"NS", "ns", "NS", "ns.sub", "other.test."},
    {"CNAME", "www", "WWW", "a"},
    {"DNAME", "target.test.", "Target.TEST.", "b.test."},
    {"TXT", "one", "two", "Two", "three"},
    {"MX", "10 mail", "10 MAIL", "20 mail"},
    {"WKS", "192.0.2.1 6 25", "192.0.2.1 6 80", "192.0.2.1 17 53", "192.0.2.2 6 25"},
    {"TYPE65280", "\\# 1 00", "\\# 2 0001", "\\# 0"},
    {"DHCID", "AAIB", "AAEC"},
    {"NSEC", "www A TXT", "a A"},
    {"KEY", "512 3 8 AQID", "512 3 8 AQIE"},
    {"RRSIG", "A 8 2 300 20300101000000 20200101000000 1 @ AQID"},
    {"RRSIG", "A 8 2 300 20300101000000 20200101000000 2 @ AQID"},
    {"RRSIG", "CNAME 8 2 300 20300101000000 20200101000000 1 @ AQID"}
  };

  private static final int[] TTLS = {0, 60, 300, 300, 300, 3600, Integer.MAX_VALUE};

  private final Random random;

  RandomUpdates(Random random) {
    this.random = random;
  }

  Name name() {
    return Zones.name(NAMES[random.nextInt(NAMES.length)]);
  }

  private String[] row() {
    return VALUES[random.nextInt(VALUES.length)];
  }

  RRType type() {
    return random.nextInt(12) == 0 ? RRTypes.SOA : Zones.type(row()[0]);
  }

  Rdata rdata(int serial) {
    if (random.nextInt(12) == 0) {
      return Zones.soa(serial + random.nextInt(5) - 2).rdata();
    }
    String[] row = row();
    String value = row[1 + random.nextInt(row.length - 1)];
    return Zones.rdata(Zones.type(row[0]), value.split(" ", -1), 0);
  }

  int ttl() {
    return TTLS[random.nextInt(TTLS.length)];
  }

  UpdateOperation operation(int serial) {
    return switch (random.nextInt(8)) {
      case 0 -> new UpdateOperation.DeleteRRset(name(), type());
      case 1 -> new UpdateOperation.DeleteName(name());
      case 2, 3 -> new UpdateOperation.DeleteRecord(name(), rdata(serial));
      default -> new UpdateOperation.AddRecord(name(), ttl(), rdata(serial));
    };
  }

  private Prerequisite prerequisite(int serial) {
    return switch (random.nextInt(5)) {
      case 0 -> new Prerequisite.RRsetExists(name(), type());
      case 1 -> new Prerequisite.RRsetDoesNotExist(name(), type());
      case 2 -> new Prerequisite.NameIsInUse(name());
      case 3 -> new Prerequisite.NameIsNotInUse(name());
      default -> new Prerequisite.RRsetExistsWithValue(name(), rdata(serial));
    };
  }

  private UpdateFormatException fault() {
    return new UpdateFormatException(random.nextBoolean() ? Rcode.FORMERR : Rcode.NOTZONE, "bad");
  }

  /** A request for a zone that has a serial; few have prerequisites, and most of these one. */
  UpdateRequest request(int serial) {
    List<Prerequisite> prerequisites = new ArrayList<>();
    while (random.nextInt(3) == 0) {
      prerequisites.add(prerequisite(serial));
    }
    if (random.nextInt(40) == 0) {
      prerequisites.add(new Prerequisite.Malformed(name(), fault()));
    }
    if (random.nextInt(40) == 0) {
      return new UpdateRequest(Zones.APEX, prerequisites, List.of(), fault());
    }
    List<UpdateOperation> operations = new ArrayList<>();
    int most = random.nextInt(10) == 0 ? 60 : 5;
    for (int i = random.nextInt(most); i >= 0; i--) {
      operations.add(operation(serial));
    }
    return new UpdateRequest(Zones.APEX, prerequisites, operations, null);
  }
}
