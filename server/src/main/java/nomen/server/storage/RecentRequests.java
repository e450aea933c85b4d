package nomen.server.storage;

import java.io.IOException;
import java.util.Collection;
import java.util.Comparator;
import java.util.PriorityQueue;
import nomen.codec.name.Name;
import nomen.store.log.History;
import nomen.store.log.HistoryCursor;
import nomen.store.log.HistoryFilter;
import nomen.store.log.LogRecord;

/** Tells which requests the log has, so that one that comes again is known after a restart. */
public final class RecentRequests {
  /** Is told of a request that was done. */
  @FunctionalInterface
  public interface Consumer {
    /**
     * Takes one.
     *
     * @param digest as {@link LogRecord.Change#requestDigest}
     */
    void accept(long digest, long timeMillis);
  }

  /** What is kept of a change while all zones are read: not its records. */
  private record Done(long lsn, long digest, long timeMillis) {}

  private final int limit;
  private final PriorityQueue<Done> youngest =
      new PriorityQueue<>(Comparator.comparingLong(Done::lsn));
  private long latestLeftOutMillis = Long.MIN_VALUE;
  private long leftOut;

  private RecentRequests(int limit) {
    this.limit = limit;
  }

  /**
   * Tells which requests were done since a time, in the order of the log: the youngest, and before
   * them, if there were more, one of those that are left out, with the latest of their times.
   *
   * @param limit the most that are told beside that one, at least one; what is kept meanwhile is no
   *     more
   */
  public static void tell(
      History history, Collection<Name> zones, long sinceMillis, int limit, Consumer to)
      throws IOException {
    RecentRequests recent = new RecentRequests(limit);
    for (Name apex : zones) {
      try (HistoryCursor<LogRecord> entries =
          history.entries(new HistoryFilter(apex, sinceMillis, null, null))) {
        for (LogRecord entry = entries.next(); entry != null; entry = entries.next()) {
          if (entry instanceof LogRecord.Change change && change.requestDigest() != 0) {
            recent.add(new Done(change.lsn(), change.requestDigest(), change.timeMillis()));
          }
        }
      }
    }
    recent.tell(to);
  }

  private void add(Done done) {
    youngest.add(done);
    if (youngest.size() > limit) {
      Done oldest = youngest.remove();
      leftOut = oldest.digest();
      latestLeftOutMillis = Math.max(latestLeftOutMillis, oldest.timeMillis());
    }
  }

  private void tell(Consumer to) {
    if (latestLeftOutMillis != Long.MIN_VALUE) {
      to.accept(leftOut, latestLeftOutMillis);
    }
    for (Done done = youngest.poll(); done != null; done = youngest.poll()) {
      to.accept(done.digest(), done.timeMillis());
    }
  }
}
