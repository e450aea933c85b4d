package nomen.server.history;

import java.util.List;
import nomen.codec.rr.RRTypes;
import nomen.codec.rr.ResourceRecord;
import nomen.store.zone.Changeset;

/**
 * How many records a change added and removed. The SOA, which every change replaces, is not
 * counted.
 */
record ChangeCounts(int added, int removed) {
  static ChangeCounts of(Changeset changeset) {
    return new ChangeCounts(count(changeset.added()), count(changeset.removed()));
  }

  private static int count(List<ResourceRecord> records) {
    int count = 0;
    for (ResourceRecord record : records) {
      count += record.type().code() == RRTypes.SOA.code() ? 0 : 1;
    }
    return count;
  }
}
