package nomen.server.history;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import nomen.codec.rr.ResourceRecord;
import nomen.store.zone.Changeset;

/**
 * What is left of several changes to a zone, one after the other, when what they undid of each
 * other is left out. Not thread-safe.
 */
final class NetChange {
  private final Set<ResourceRecord> removed = new LinkedHashSet<>();
  private final Set<ResourceRecord> added = new LinkedHashSet<>();

  /** Adds the next change. */
  void then(Changeset changeset) {
    for (ResourceRecord record : changeset.removed()) {
      if (!added.remove(record)) {
        removed.add(record);
      }
    }
    for (ResourceRecord record : changeset.added()) {
      if (!removed.remove(record)) {
        added.add(record);
      }
    }
  }

  /** The records that the first state had and the last has not. */
  List<ResourceRecord> removed() {
    return new ArrayList<>(removed);
  }

  /** The records that the last state has and the first had not. */
  List<ResourceRecord> added() {
    return new ArrayList<>(added);
  }
}
