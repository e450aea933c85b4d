package nomen.store.log;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import nomen.codec.name.Name;
import org.jspecify.annotations.Nullable;

/**
 * Which zones a closed segment has records of.
 *
 * @param parts what it has of each zone
 * @param records how many there are in all
 * @param octets of all records
 */
record SegmentSummary(Map<Name, Part> parts, int records, long octets) {
  /** Stands for what is not known, for the segment cannot be read. */
  static final SegmentSummary UNKNOWN = new SegmentSummary(Map.of(), 0, 0);

  /**
   * What a segment has of a zone.
   *
   * @param octets of its records
   * @param newestMillis the greatest time of one
   */
  record Part(long octets, long newestMillis) {
    private Part with(long moreOctets, long timeMillis) {
      return new Part(octets + moreOctets, Math.max(newestMillis, timeMillis));
    }
  }

  /** What the segment has of a zone; null if nothing. */
  @Nullable Part of(Name zone) {
    return parts.get(zone);
  }

  /**
   * Reads through a segment.
   *
   * @param following the LSN that the next segment begins with
   */
  static SegmentSummary read(RawRecords records, long following) throws IOException {
    Map<Name, Part> parts = new HashMap<>();
    int count = 0;
    long octets = 0;
    while (records.next()) {
      Name zone = records.zone();
      int length = records.length();
      long timeMillis = records.timeMillis();
      Part part = parts.get(zone);
      parts.put(zone, part == null ? new Part(length, timeMillis) : part.with(length, timeMillis));
      count++;
      octets += length;
    }
    records.requireReaches(following);
    return new SegmentSummary(parts, count, octets);
  }
}
