package nomen.store.update;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import nomen.codec.name.Name;
import nomen.store.log.Author;
import nomen.store.zone.ZoneSnapshot;
import org.jspecify.annotations.Nullable;

/** What waits for the writer. */
sealed interface WriterTask
    permits ZoneTask, WriterTask.WholeZone, WriterTask.ZoneSet, WriterTask.StateRead {
  /**
   * A zone that is put in the place of what there was of it, or taken away.
   *
   * @param zone null to take it away
   * @param base the number of the image that holds the zone
   * @param ifServed whether the zone must be published already
   * @param done is given the log sequence number
   */
  record WholeZone(
      Name apex,
      @Nullable ZoneSnapshot zone,
      Author author,
      long base,
      boolean ifServed,
      CompletableFuture<Long> done)
      implements WriterTask {}

  /**
   * Zones that come and go: first some are erased, then some withdrawn, then some served.
   *
   * @param serve published from now on: as they are kept, else without data
   * @param withdraw published no longer, and kept
   * @param erase given up with all that is known of them
   * @param author of the removals
   * @param done is given the number of the last record
   */
  record ZoneSet(
      Set<Name> serve,
      Set<Name> withdraw,
      Set<Name> erase,
      Author author,
      CompletableFuture<Long> done)
      implements WriterTask {}

  /** Tells what became of a task; {@code failure} is why the log cannot be written, if so. */
  static void complete(
      CompletableFuture<Long> done, Evaluation outcome, long lsn, @Nullable Throwable failure) {
    if (outcome instanceof Evaluation.Refused no) {
      done.completeExceptionally(new NotCommittedException(no.reason(), failure));
    } else {
      done.complete(lsn);
    }
  }

  /** Something to be done between batches. */
  record StateRead(Between<?> between) implements WriterTask {}

  /** What is done between batches, and who waits for what it gives. */
  record Between<R>(Function<PublishedState, R> reader, CompletableFuture<R> done) {
    void run(PublishedState state) {
      try {
        done.complete(reader.apply(state));
      } catch (Throwable e) {
        // Whoever waits for it is told, and nobody else is concerned.
        done.completeExceptionally(e);
      }
    }
  }
}
