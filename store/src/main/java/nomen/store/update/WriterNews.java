package nomen.store.update;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import nomen.codec.edns.ErrorCode;
import nomen.codec.message.Rcode;
import nomen.store.log.NothingWrittenException;
import nomen.store.logging.LimitedLine;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells tasks what became of them, and listeners what the writer does; on the writer's thread. */
final class WriterNews {
  private static final Logger LOG = LoggerFactory.getLogger(ZoneWriter.class);

  private final List<WriterListener> listeners = new CopyOnWriteArrayList<>();
  private final WriterCounters counters;
  private final LimitedLine faults;
  private final LimitedLine noRoom;

  WriterNews(WriterCounters counters, LimitedLine faults, LimitedLine noRoom) {
    this.counters = counters;
    this.faults = faults;
    this.noRoom = noRoom;
  }

  /** Says in the log what this server failed to do, because of a defect. */
  static void report(LimitedLine faults, String task, Throwable fault) {
    if (faults.isDue()) {
      faults.line().addKeyValue("task", task).setCause(fault).log("the writer failed");
    }
  }

  void addListener(WriterListener listener) {
    listeners.add(listener);
  }

  /**
   * Tells those of a batch that were not told yet.
   *
   * @param refused what all of them are told, null if the batch was done
   * @param lastLsn the number of the last record that is published
   * @param failure why the log cannot be written, if it cannot
   */
  void tellAll(
      WriterBatch batch,
      Evaluation.@Nullable Refused refused,
      long lastLsn,
      @Nullable Throwable failure) {
    for (var entry = batch.nextToTell(); entry != null; entry = batch.nextToTell()) {
      complete(entry, refused, lastLsn, failure);
    }
    tell(WriterListener::batchDone);
  }

  /** Tells one task what became of it. */
  void complete(
      WriterBatch.Entry entry,
      Evaluation.@Nullable Refused refused,
      long lastLsn,
      @Nullable Throwable failure) {
    Evaluation outcome = refused == null ? entry.outcome() : refused;
    try {
      switch (entry.task()) {
        case ZoneTask task -> {
          count(entry, refused);
          task.complete(outcome);
        }
        case WriterTask.WholeZone whole -> {
          counters.add(WriterCounter.WHOLE_ZONES, outcome instanceof Evaluation.Refused ? 0 : 1);
          WriterTask.complete(whole.done(), outcome, entry.lsn(), failure);
        }
        case WriterTask.ZoneSet set -> WriterTask.complete(set.done(), outcome, lastLsn, failure);
        case WriterTask.StateRead _ -> {
          // Its time comes when the batch is over.
        }
      }
    } catch (Throwable e) {
      // Whatever the one who is told throws must not keep the others from being told.
      counters.add(WriterCounter.FAULTS, 1);
      report(faults, "tell what became of an update", e);
    }
  }

  private void count(WriterBatch.Entry entry, Evaluation.@Nullable Refused refused) {
    WriterCounter counter =
        switch (entry.outcome()) {
          case Evaluation.Changed _ -> WriterCounter.CHANGED;
          case Evaluation.Unchanged _ -> WriterCounter.UNCHANGED;
          case Evaluation.Refused _ -> WriterCounter.REFUSED;
        };
    counters.add(refused == null ? counter : WriterCounter.NOT_COMMITTED, 1);
  }

  /**
   * The log could not take a batch, and goes on: the next one is tried, whenever it comes.
   *
   * @return what those of the batch are told
   */
  Evaluation.Refused noRoom(NothingWrittenException e) {
    String reason = String.valueOf(e.getMessage());
    if (noRoom.isDue()) {
      noRoom.line().addKeyValue("reason", reason).log("updates are refused for now");
    }
    return new Evaluation.Refused(
        Rcode.SERVFAIL, ErrorCode.NOT_READY, "no updates for now: " + reason);
  }

  /** The log takes nothing more. */
  void failed(Throwable cause) {
    String reason = cause.getMessage();
    LOG.atError()
        .addKeyValue("reason", reason == null ? cause.toString() : reason)
        .log("no more updates until a restart: the log cannot be written; queries go on");
    if (!(cause instanceof IOException)) {
      LOG.error("this is a defect", cause);
    }
    tell(listener -> listener.failed(cause));
  }

  /** Tells every listener; what one throws harms nobody. */
  void tell(Consumer<WriterListener> what) {
    for (WriterListener listener : listeners) {
      try {
        what.accept(listener);
      } catch (Throwable e) {
        counters.add(WriterCounter.FAULTS, 1);
        report(faults, "tell a listener of a change", e);
      }
    }
  }
}
