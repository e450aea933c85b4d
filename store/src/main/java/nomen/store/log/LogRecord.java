package nomen.store.log;

import nomen.codec.name.Name;
import nomen.store.zone.Changeset;

/** One entry of the log: something that became of one zone. */
public sealed interface LogRecord {
  /**
   * The most octets of a record: so many that it fits into a batch beside others. What has more is
   * to be refused before it comes to the log, where it would take its batch with it.
   */
  long MAX_OCTETS = 896L << 20;

  /**
   * How many octets it has in the log, at most.
   *
   * @throws IllegalArgumentException if the format cannot hold it
   */
  default long maxOctets() {
    return LogRecordFormat.maxOctets(this);
  }

  /** The log sequence number: 1, 2, 3 and so on over all zones. */
  long lsn();

  /** When it was decided, in milliseconds since 1970. */
  long timeMillis();

  /** The zone's apex. */
  Name zone();

  /** Who made it. */
  Author author();

  /**
   * A zone was changed.
   *
   * @param requestDigest what the request is known by if it comes again; 0 if it cannot
   * @param base the number of the zone file version that was merged by this, and that the next
   *     merge starts from; 0 if this was no merge. The records may be none then.
   */
  record Change(
      long lsn, long timeMillis, Author author, long requestDigest, long base, Changeset changeset)
      implements LogRecord {
    @Override
    public Name zone() {
      return changeset.zone();
    }

    /** Whether nothing but the base is another one: there is nothing to tell of in a history. */
    public boolean changesNothing() {
      return changeset.removed().isEmpty()
          && changeset.added().isEmpty()
          && changeset.serialFrom() == changeset.serialTo();
    }
  }

  /**
   * A zone was begun, or begun anew, with all that an image holds (a zone file version, or a
   * transfer of the whole zone).
   *
   * @param base the number of the image
   * @param serial of the zone then
   */
  record Load(long lsn, long timeMillis, Name zone, Author author, long base, int serial)
      implements LogRecord {}

  /** A zone is no longer kept. */
  record Removal(long lsn, long timeMillis, Name zone, Author author) implements LogRecord {}
}
