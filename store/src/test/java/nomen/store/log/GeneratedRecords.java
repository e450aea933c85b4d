package nomen.store.log;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import nomen.codec.name.Name;
import nomen.codec.rr.RRClass;
import nomen.codec.rr.RRType;
import nomen.codec.rr.RRTypes;
import nomen.codec.rr.Rdata;
import nomen.codec.rr.ResourceRecord;
import nomen.store.zone.Changeset;

/** Makes log records of all kinds, with RRs of all types, from a seed. */
final class GeneratedRecords {
  private static final List<Name> ZONES =
      List.of(Name.ROOT, Name.parse("example.com."), Name.parse("\\000x.2001.IP6.ARPA."));
  private static final List<RRType> TYPES =
      RRTypes.all().stream().filter(type -> !type.isMeta()).toList();

  private final Random random;
  private final int maxRecords;

  /**
   * The same seed makes the same records.
   *
   * @param maxRecords that a change removes, and that it adds
   */
  GeneratedRecords(long seed, int maxRecords) {
    random = new Random(seed);
    this.maxRecords = maxRecords;
  }

  LogRecord next(long lsn) {
    Name zone = ZONES.get(random.nextInt(ZONES.size()));
    long time = random.nextLong();
    return switch (random.nextInt(8)) {
      case 0 -> new LogRecord.Load(lsn, time, zone, author(), random.nextLong(), random.nextInt());
      case 1 -> new LogRecord.Removal(lsn, time, zone, author());
      default ->
          new LogRecord.Change(
              lsn, time, author(), random.nextLong(), random.nextLong(), changes(zone));
    };
  }

  private Changeset changes(Name zone) {
    return new Changeset(zone, random.nextInt(), random.nextInt(), records(zone), records(zone));
  }

  private List<ResourceRecord> records(Name zone) {
    List<ResourceRecord> records = new ArrayList<>();
    for (int i = random.nextInt(maxRecords + 1); i > 0; i--) {
      records.add(record(zone.child("Host-" + random.nextInt(100))));
    }
    return records;
  }

  private ResourceRecord record(Name owner) {
    RRType type =
        random.nextInt(10) == 0
            ? RRTypes.of(65_280 + random.nextInt(200))
            : TYPES.get(random.nextInt(TYPES.size()));
    // The log takes rdata for what it is, octets: any will do for any type.
    byte[] octets = new byte[random.nextInt(40)];
    random.nextBytes(octets);
    Rdata rdata = Rdata.ofValid(type, octets, 0, octets.length);
    return new ResourceRecord(owner, RRClass.IN, random.nextInt() & Integer.MAX_VALUE, rdata);
  }

  private Author author() {
    Author.Via[] vias = Author.Via.values();
    return new Author(
        vias[random.nextInt(vias.length)],
        random.nextBoolean() ? null : Name.parse("key" + random.nextInt(9) + ".example."),
        random.nextBoolean() ? null : address(),
        random.nextBoolean() ? "" : "rule \u00e4 \ud83d\ude00 " + random.nextInt(9));
  }

  private InetSocketAddress address() {
    byte[] octets = new byte[random.nextBoolean() ? 4 : 16];
    random.nextBytes(octets);
    try {
      return new InetSocketAddress(InetAddress.getByAddress(octets), random.nextInt(65_536));
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }
}
