package nomen.store.log;

import java.util.List;
import nomen.codec.name.Name;
import nomen.codec.rr.ResourceRecord;
import org.jspecify.annotations.Nullable;

/**
 * Which entries of a zone's history are wanted: those that meet all that is given.
 *
 * @param zone the apex
 * @param sinceMillis those of this time, in milliseconds since 1970, and later
 * @param key those that were signed with this key; null for all
 * @param name those that change records of this owner name; null for all, also those that begin or
 *     end the zone
 */
public record HistoryFilter(Name zone, long sinceMillis, @Nullable Name key, @Nullable Name name) {
  /** All of a zone. */
  public HistoryFilter(Name zone) {
    this(zone, Long.MIN_VALUE, null, null);
  }

  boolean accepts(LogRecord record) {
    return record.timeMillis() >= sinceMillis
        && (key == null || key.equals(record.author().key()))
        && (name == null || isOf(name, record));
  }

  private static boolean isOf(Name name, LogRecord record) {
    return record instanceof LogRecord.Change change
        && (isOf(name, change.changeset().removed()) || isOf(name, change.changeset().added()));
  }

  private static boolean isOf(Name name, List<ResourceRecord> records) {
    return records.stream().anyMatch(record -> record.owner().equals(name));
  }
}
