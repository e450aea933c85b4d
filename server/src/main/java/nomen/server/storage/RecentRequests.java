package nomen.server.storage;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import nomen.codec.name.Name;
import nomen.store.log.History;
import nomen.store.log.HistoryCursor;
import nomen.store.log.HistoryFilter;
import nomen.store.log.LogRecord;
import org.jspecify.annotations.Nullable;

/** Tells which requests the log has, so that one that comes again is known after a restart. */
public final class RecentRequests {
  /** Is told of a request that was done. */
  @FunctionalInterface
  public interface Consumer {
    /**
     * Takes one.
     *
     * @param digest as {@link LogRecord.Change#requestDigest}
     * @param signer the key that it was signed with, null if it was not signed
     */
    void accept(long digest, @Nullable Name signer, long timeMillis);
  }

  private RecentRequests() {}

  /** Tells which requests were done since a time, in the order of the log. */
  public static void tell(History history, Collection<Name> zones, long sinceMillis, Consumer to)
      throws IOException {
    List<LogRecord.Change> recent = new ArrayList<>();
    for (Name apex : zones) {
      try (HistoryCursor<LogRecord> entries =
          history.entries(new HistoryFilter(apex, sinceMillis, null, null))) {
        for (LogRecord entry = entries.next(); entry != null; entry = entries.next()) {
          if (entry instanceof LogRecord.Change change && change.requestDigest() != 0) {
            recent.add(change);
          }
        }
      }
    }
    recent.sort(Comparator.comparingLong(LogRecord::lsn));
    recent.forEach(
        change -> to.accept(change.requestDigest(), change.author().key(), change.timeMillis()));
  }
}
