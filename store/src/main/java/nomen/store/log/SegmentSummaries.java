package nomen.store.log;

import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The summaries of closed segments that were asked for, as many as there is room for. A segment
 * that was thinned out has a new salt, and is another one.
 */
final class SegmentSummaries {
  /** Zones of all summaries; those that were not asked for longest make room. */
  static final int MAX_ZONES = 100_000;

  private record Key(long firstLsn, long salt) {}

  private final Disk disk;
  private final Map<Key, SegmentSummary> summaries = new LinkedHashMap<>(16, 0.75f, true);
  private int zones;

  SegmentSummaries(Disk disk) {
    this.disk = disk;
  }

  /**
   * The summary of a segment that another one follows.
   *
   * @param following the LSN that the next one begins with
   */
  synchronized SegmentSummary of(SegmentHeader segment, long following) throws IOException {
    Key key = new Key(segment.firstLsn(), segment.salt());
    SegmentSummary known = summaries.get(key);
    if (known != null) {
      return known;
    }
    SegmentSummary summary = SegmentSummary.read(disk, segment.firstLsn(), following);
    summaries.put(key, summary);
    zones += summary.parts().size();
    Iterator<SegmentSummary> eldest = summaries.values().iterator();
    while (zones > MAX_ZONES && summaries.size() > 1) {
      zones -= eldest.next().parts().size();
      eldest.remove();
    }
    return summary;
  }
}
