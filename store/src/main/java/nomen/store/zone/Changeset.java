package nomen.store.zone;

import java.util.List;
import nomen.codec.name.Name;
import nomen.codec.rr.ResourceRecord;

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
