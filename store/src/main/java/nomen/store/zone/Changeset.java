package nomen.store.zone;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import nomen.codec.name.Name;
import nomen.codec.rr.RRTypes;
import nomen.codec.rr.Rdata;
import nomen.codec.rr.ResourceRecord;
import nomen.codec.rr.Serial;

/**
 * The difference between two states of a zone, in the form of an IXFR difference (RFC 1995 section
 * 4): the SOA is the first of the removed and the first of the added records. A change of a TTL is
 * a record removed with the old one and added with the new one. Immutable.
 *
 * @param zone the apex
 * @param serialFrom the serial of the state before
 * @param serialTo the serial of the state after
 * @param removed the records that the state before had and the state after has not
 * @param added the records that the state after has and the state before had not
 */
public record Changeset(
    Name zone,
    int serialFrom,
    int serialTo,
    List<ResourceRecord> removed,
    List<ResourceRecord> added) {
  /** Copies the lists. */
  public Changeset {
    removed = List.copyOf(removed);
    added = List.copyOf(added);
  }

  /**
   * What changes that follow each other do together: what one of them added and a later one removed
   * is in neither list.
   *
   * @param changes of one zone, at least one; each starts at the serial where the one before ended
   * @throws IllegalArgumentException if they do not follow each other
   */
  public static Changeset combine(List<Changeset> changes) {
    Changeset first = changes.getFirst();
    int serial = first.serialFrom;
    Set<ResourceRecord> removed = new HashSet<>();
    Set<ResourceRecord> added = new HashSet<>();
    for (Changeset change : changes) {
      if (change.serialFrom != serial || !change.zone.equals(first.zone)) {
        throw new IllegalArgumentException(
            change.zone
                + " from "
                + Serial.print(change.serialFrom)
                + " does not follow on "
                + first.zone
                + " "
                + Serial.print(serial));
      }
      serial = change.serialTo;
      for (ResourceRecord record : change.removed) {
        if (!added.remove(record)) {
          removed.add(record);
        }
      }
      for (ResourceRecord record : change.added) {
        if (!removed.remove(record)) {
          added.add(record);
        }
      }
    }
    return new Changeset(first.zone, first.serialFrom, serial, sorted(removed), sorted(added));
  }

  private static List<ResourceRecord> sorted(Set<ResourceRecord> records) {
    return records.stream()
        .sorted(
            Comparator.comparing((ResourceRecord record) -> !record.type().equals(RRTypes.SOA))
                .thenComparing(ResourceRecord::owner)
                .thenComparing(record -> order(record.rdata()))
                .thenComparing(ResourceRecord::rdata))
        .toList();
  }

  /** As nodes have it: signatures stand behind what they cover. */
  private static int order(Rdata rdata) {
    int type = rdata.type().code();
    return type == TypeCodes.RRSIG
        ? 2 * ((rdata.octet(0) & 0xff) << 8 | rdata.octet(1) & 0xff) + 1
        : 2 * type;
  }

  /** The difference that leads back. */
  public Changeset inverse() {
    return new Changeset(zone, serialTo, serialFrom, added, removed);
  }

  /**
   * Makes the change.
   *
   * @throws IllegalStateException if a removed record is not there or an added one is: this is not
   *     the state that the difference starts from
   */
  public void applyTo(ZoneEditor editor) {
    for (ResourceRecord record : removed) {
      if (!editor.removeRecord(record.owner(), record.type().code(), record.rdata().toWire())) {
        throw new IllegalStateException("not in the zone: " + record);
      }
    }
    for (ResourceRecord record : added) {
      ZoneEditor.Added outcome =
          editor.add(
              record.owner(), record.type().code(), record.ttlSeconds(), record.rdata().toWire());
      if (outcome == ZoneEditor.Added.NOTHING) {
        throw new IllegalStateException("in the zone already: " + record);
      }
    }
  }
}
