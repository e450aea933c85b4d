package nomen.store.log;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import nomen.codec.name.Name;
import nomen.codec.rr.RRClass;
import nomen.codec.rr.RRTypes;
import nomen.codec.rr.Rdata;
import nomen.codec.rr.ResourceRecord;
import nomen.store.zone.Changeset;
import org.jspecify.annotations.Nullable;

/** Zones that change, each from serial to serial, and what a log was given of them. */
final class ZoneHistories {
  private final Random random;
  private final List<Name> zones;
  private final Map<Name, Integer> serials = new HashMap<>();
  private final List<LogRecord> records = new ArrayList<>();
  private long timeMillis = 1_000_000;

  ZoneHistories(long seed, int zoneCount) {
    random = new Random(seed);
    zones = new ArrayList<>();
    for (int i = 0; i < zoneCount; i++) {
      zones.add(Name.parse("zone" + i + ".example."));
    }
  }

  /** All that the log was given, in order. */
  List<LogRecord> records() {
    return records;
  }

  /** The log's records of a zone. */
  List<LogRecord> of(Name zone) {
    return records.stream().filter(record -> record.zone().equals(zone)).toList();
  }

  List<Name> zones() {
    return zones;
  }

  /** The time of the last record. */
  long timeMillis() {
    return timeMillis;
  }

  /** Appends and forces records, in batches. */
  void fill(SegmentedLog log, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      LogRecord record = next(log.nextLsn());
      log.append(record);
      records.add(record);
      if (i % 7 == 6 || i == count - 1) {
        log.force();
      }
    }
  }

  private LogRecord next(long lsn) {
    timeMillis += 1000;
    Name zone = zones.get(random.nextInt(zones.size()));
    Integer serial = serials.get(zone);
    Author author = new Author(Author.Via.UDP, key(), null, "allow " + zone);
    if (serial == null || random.nextInt(400) == 0) {
      int first = random.nextInt();
      serials.put(zone, first);
      return new LogRecord.Load(lsn, timeMillis, zone, author, lsn, first);
    }
    if (random.nextInt(400) == 0) {
      serials.remove(zone);
      return new LogRecord.Removal(lsn, timeMillis, zone, author);
    }
    int next = random.nextInt(20) == 0 ? serial : serial + 1 + random.nextInt(3);
    serials.put(zone, next);
    List<ResourceRecord> added =
        next == serial
            ? List.of()
            : List.of(
                new ResourceRecord(
                    zone.child("host" + random.nextInt(10)),
                    RRClass.IN,
                    300,
                    Rdata.parse(RRTypes.A, "192.0.2." + random.nextInt(256))));
    Changeset changes = new Changeset(zone, serial, next, List.of(), added);
    return new LogRecord.Change(lsn, timeMillis, author, 0, 0, changes);
  }

  private @Nullable Name key() {
    return random.nextBoolean() ? null : Name.parse("key" + random.nextInt(2) + ".");
  }
}
