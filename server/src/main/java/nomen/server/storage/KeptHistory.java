package nomen.server.storage;

import java.io.IOException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import nomen.codec.name.Name;
import nomen.server.config.ZoneSettings;
import nomen.server.zone.ZoneTable;
import nomen.store.log.Retention;
import nomen.store.log.SegmentedLog;
import nomen.store.update.PublishedState;
import nomen.store.update.ZoneWriter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes out of the log what no zone keeps any longer; on the checkpoint's thread. */
final class KeptHistory {
  private static final Logger LOG = LoggerFactory.getLogger(KeptHistory.class);

  private static final long MAX_WAIT_MILLIS = 10_000;

  private final SegmentedLog log;
  private final ZoneTable table;
  private final ZoneWriter writer;
  private volatile long lastCheckpointMillis;

  /** The history of the log that a writer writes. */
  KeptHistory(SegmentedLog log, ZoneTable table, ZoneWriter writer) {
    this.log = log;
    this.table = table;
    this.writer = writer;
  }

  /** Recovery needs no record up to an LSN any more. */
  void checkpointDone(long lsn, long nowMillis) {
    lastCheckpointMillis = nowMillis;
    try {
      PublishedState state = state();
      long gone = log.retain(lsn, nowMillis, apex -> retentionOf(apex, state));
      if (gone > 0) {
        LOG.atInfo().addKeyValue("octets", gone).log("old history was taken out of the log");
      }
    } catch (IOException e) {
      LOG.atError().addKeyValue("reason", e.getMessage()).log("old history stays in the log");
    }
  }

  /** All zones that there are, at one moment; null if the writer does not say. */
  private @Nullable PublishedState state() {
    try {
      return writer
          .between(Function.identity())
          .orTimeout(MAX_WAIT_MILLIS, TimeUnit.MILLISECONDS)
          .join();
    } catch (CompletionException e) {
      return null;
    }
  }

  /** Of a zone that was erased nothing is wanted. */
  private Retention retentionOf(Name apex, @Nullable PublishedState state) {
    ZoneSettings zone = table.zone(apex);
    if (zone != null) {
      return new Retention(zone.historyAge().toMillis(), zone.historySize().octets());
    }
    boolean isErased =
        state != null && state.zones().zone(apex) == null && state.kept().zone(apex) == null;
    return isErased ? Retention.NONE : Retention.ALL;
  }

  /** When a checkpoint was done last, in milliseconds since 1970; 0 if none was since the start. */
  long lastCheckpointMillis() {
    return lastCheckpointMillis;
  }
}
