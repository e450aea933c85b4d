package nomen.server.storage;

import java.io.IOException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import nomen.codec.name.Name;
import nomen.store.log.History;
import nomen.store.log.LogRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells which requests the log has, so that one that comes again is known after a restart. */
public final class RecentRequests {
  private static final Logger LOG = LoggerFactory.getLogger(RecentRequests.class);

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

  /** What is kept of a change while all zones are read: not its records. */
  private record Done(long lsn, long digest, @Nullable Name signer, long timeMillis) {
    void tell(Consumer to) {
      to.accept(digest, signer, timeMillis);
    }
  }

  private final int limit;
  private final PriorityQueue<Done> youngest =
      new PriorityQueue<>(Comparator.comparingLong(Done::lsn));

  /** The latest of those that are left out, for each key. */
  private final Map<Name, Done> leftOut = new HashMap<>();

  private RecentRequests(int limit) {
    this.limit = limit;
  }

  /**
   * Tells which requests were done since a time: the youngest of those that were signed, in the
   * order of the log, and before them, if there were more, the latest that is left out of each key;
   * then the youngest that were not signed.
   *
   * @param limit the most of each kind that are told beside those that stand for others, at least
   *     one; what is kept meanwhile is no more
   */
  public static void tell(
      History history, Collection<Name> zones, long sinceMillis, int limit, Consumer to)
      throws IOException {
    RecentRequests signed = new RecentRequests(limit);
    RecentRequests unsigned = new RecentRequests(limit);
    Set<Name> served = Set.copyOf(zones);
    history.requestsSince(
        sinceMillis,
        damage ->
            LOG.atWarn()
                .addKeyValue("reason", damage.getMessage())
                .log("damaged history: requests in it that come again are not known"),
        change -> {
          if (served.contains(change.zone())) {
            Name signer = change.author().key();
            (signer == null ? unsigned : signed)
                .add(new Done(change.lsn(), change.requestDigest(), signer, change.timeMillis()));
          }
        });
    signed.tell(to);
    unsigned.tell(to);
  }

  private void add(Done done) {
    youngest.add(done);
    if (youngest.size() > limit) {
      Done oldest = youngest.remove();
      Name signer = oldest.signer();
      if (signer != null) {
        leftOut.merge(signer, oldest, (a, b) -> a.timeMillis() > b.timeMillis() ? a : b);
      }
    }
  }

  private void tell(Consumer to) {
    leftOut.values().forEach(done -> done.tell(to));
    for (Done done = youngest.poll(); done != null; done = youngest.poll()) {
      done.tell(to);
    }
  }
}
