package nomen.server.storage;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import nomen.server.config.ZoneSettings;

/**
 * Does the same to many zones on several threads. For each of a hundred thousand small zones the
 * time goes into opening, reading and forcing files, which one thread does one after the other.
 */
final class ZoneWork {
  /** With fewer zones it is not worth a thread. */
  private static final int MIN_ZONES = 64;

  private ZoneWork() {}

  /**
   * Does it to each zone.
   *
   * @param threads that do it, for many zones; for few it is the one that calls
   * @return what came of each, in the order of the zones
   */
  static <R> List<R> map(List<ZoneSettings> zones, int threads, Function<ZoneSettings, R> work) {
    if (zones.size() < MIN_ZONES || threads == 1) {
      return zones.stream().map(work).toList();
    }
    try (ExecutorService workers =
        Executors.newFixedThreadPool(
            threads, Thread.ofPlatform().daemon().name("zone-reader-", 0).factory())) {
      List<Future<R>> futures = new ArrayList<>(zones.size());
      zones.forEach(zone -> futures.add(workers.submit(() -> work.apply(zone))));
      List<R> results = new ArrayList<>(zones.size());
      for (Future<R> future : futures) {
        results.add(get(future, workers));
      }
      return results;
    }
  }

  private static <R> R get(Future<R> future, ExecutorService workers) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      workers.shutdownNow();
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException("a zone could not be read", e.getCause());
    } catch (InterruptedException e) {
      workers.shutdownNow();
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while zones are read", e);
    }
  }
}
