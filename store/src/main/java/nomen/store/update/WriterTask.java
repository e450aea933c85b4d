package nomen.store.update;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import nomen.codec.name.Name;
import nomen.store.log.Author;
import nomen.store.zone.ZoneSnapshot;
import org.jspecify.annotations.Nullable;

/** What waits for the writer. */
sealed interface WriterTask permits ZoneTask, WriterTask.WholeZone, WriterTask.StateRead {
  /**
   * A zone that is put in the place of what there was of it, or taken away.
   *
   * @param zone null to take it away
   * @param base the number of the image that holds the zone
   * @param done is given the log sequence number
   */
  record WholeZone(
      Name apex,
      @Nullable ZoneSnapshot zone,
      Author author,
      long base,
      CompletableFuture<Long> done)
      implements WriterTask {}

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
