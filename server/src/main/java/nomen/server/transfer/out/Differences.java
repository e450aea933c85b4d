package nomen.server.transfer.out;

import java.io.IOException;
import java.util.List;
import nomen.codec.rr.ResourceRecord;
import nomen.store.log.HistoryCursor;
import nomen.store.log.LogRecord;
import nomen.store.zone.Changeset;

/**
 * The differences between two states of a zone as they are sent (RFC 1995 section 4): for each the
 * records removed, the old SOA first, and the records added, the new SOA first.
 */
sealed interface Differences {
  /** Sends all of them, without the SOA that stands before the first and behind the last. */
  void send(TransferMessages to) throws IOException;

  /** Differences in memory. */
  record InMemory(List<Changeset> changes, boolean condensed) implements Differences {
    /** Several as one (RFC 1995 section 5), if that is shorter; it is, as the SOAs between go. */
    static InMemory of(List<Changeset> changes) {
      if (changes.size() == 1) {
        return new InMemory(changes, false);
      }
      Changeset one = Changeset.combine(changes);
      boolean shorter = octets(List.of(one)) < octets(changes);
      return shorter ? new InMemory(List.of(one), true) : new InMemory(changes, false);
    }

    private static long octets(List<Changeset> changes) {
      return changes.stream()
          .mapToLong(change -> octetsOf(change.removed()) + octetsOf(change.added()))
          .sum();
    }

    /** The records of all. */
    long records() {
      return changes.stream().mapToLong(Differences::recordsOf).sum();
    }

    @Override
    public void send(TransferMessages to) throws IOException {
      for (Changeset change : changes) {
        Differences.send(change, to);
      }
    }
  }

  /** Differences that are read from the log as they are sent. */
  record InLog(HistoryCursor<LogRecord.Change> cursor) implements Differences {
    @Override
    public void send(TransferMessages to) throws IOException {
      try (cursor) {
        for (LogRecord.Change next = cursor.next(); next != null; next = cursor.next()) {
          Differences.send(next.changeset(), to);
        }
      }
    }
  }

  private static void send(Changeset change, TransferMessages to) throws IOException {
    for (ResourceRecord record : change.removed()) {
      to.write(record);
    }
    for (ResourceRecord record : change.added()) {
      to.write(record);
    }
  }

  private static long octetsOf(List<ResourceRecord> records) {
    long octets = 0;
    for (ResourceRecord record : records) {
      octets += RecordWriter.sizeOctets(record);
    }
    return octets;
  }

  /** The records of a difference. */
  static long recordsOf(Changeset change) {
    return (long) change.removed().size() + change.added().size();
  }
}
