package nomen.store.log;

import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The summaries of closed segments that were asked for, as many as there is room for. A segment
 * that was thinned out has a new salt in its header, and is another one.
 */
final class SegmentSummaries {
  /** Zones of all summaries; those that were not asked for longest make room. */
  static final int MAX_ZONES = 100_000;

  private final Disk disk;
  private final Map<SegmentHeader, SegmentSummary> summaries = new LinkedHashMap<>(16, 0.75f, true);
  private int zones;

  SegmentSummaries(Disk disk) {
    this.disk = disk;
  }

  /**
   * The summary of a segment that another one follows.
   *
   * @param following the LSN that the next one begins with
   */
  synchronized SegmentSummary of(long firstLsn, long following) throws IOException {
    SegmentSummary known = summaries.get(SegmentFiles.header(disk, firstLsn));
    if (known != null) {
      return known;
    }
    try (RawRecords records = RawRecords.open(disk, firstLsn)) {
      SegmentSummary summary = SegmentSummary.read(records, following);
      add(records.frames().header(), summary);
      return summary;
    }
  }

  private void add(SegmentHeader segment, SegmentSummary summary) {
    SegmentSummary before = summaries.put(segment, summary);
    zones += summary.parts().size() - (before == null ? 0 : before.parts().size());
    Iterator<SegmentSummary> eldest = summaries.values().iterator();
    while (zones > MAX_ZONES && summaries.size() > 1) {
      zones -= eldest.next().parts().size();
      eldest.remove();
    }
  }
}
