package nomen.store.update;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** For the flight recorder: the phases of a batch of updates, from the queue to the answers. */
@Name("nomen.UpdateBatch")
@Label("Update Batch")
@Description("Updates that one force made durable, with the time that each phase took")
@Category("Nomen")
@StackTrace(false)
final class UpdateBatchEvent extends Event {
  @Label("Tasks")
  @Description("Updates and other tasks of the batch")
  int tasks;

  @Label("Changed")
  @Description("Updates that changed their zone")
  int changed;

  @Label("Refused")
  @Description("Updates that were refused, or failed")
  int refused;

  @Label("Records")
  @Description("Records that the batch has in the log")
  int records;

  @Label("Committed")
  @Description("Whether there was a change, and it was made durable and visible")
  boolean committed;

  @Label("Longest Wait")
  @Description("From the receipt of an update to the begin of its batch, the longest")
  @Timespan(Timespan.NANOSECONDS)
  long longestWait;

  @Label("Mean Wait")
  @Description("The same, the mean of all updates of the batch")
  @Timespan(Timespan.NANOSECONDS)
  long meanWait;

  @Label("Evaluate")
  @Description("Finding out what becomes of each update")
  @Timespan(Timespan.NANOSECONDS)
  long evaluate;

  @Label("Append")
  @Description("Giving the changes to the log, in memory")
  @Timespan(Timespan.NANOSECONDS)
  long append;

  @Label("Force")
  @Description("Writing them to disk and waiting for it")
  @Timespan(Timespan.NANOSECONDS)
  long force;

  @Label("Publish")
  @Description("Making the new state visible")
  @Timespan(Timespan.NANOSECONDS)
  long publish;

  @Label("Complete")
  @Description("Telling every update what became of it")
  @Timespan(Timespan.NANOSECONDS)
  long complete;

  /**
   * Fills in the fields.
   *
   * @param counters which know how long the stages of this batch took
   * @param startedNanos when the batch began
   */
  void tell(WriterBatch batch, WriterCounters counters, long startedNanos, boolean isCommitted) {
    tasks = batch.entries().size();
    records = batch.records().size();
    committed = isCommitted;
    tellTasks(batch, startedNanos);
    evaluate = counters.lastNanos(WriterStage.EVALUATE);
    append = isCommitted ? counters.lastNanos(WriterStage.APPEND) : 0;
    force = isCommitted ? counters.lastNanos(WriterStage.FORCE) : 0;
    publish = isCommitted ? counters.lastNanos(WriterStage.PUBLISH) : 0;
    complete = counters.lastNanos(WriterStage.COMPLETE);
  }

  private void tellTasks(WriterBatch batch, long startedNanos) {
    changed = 0;
    refused = 0;
    longestWait = 0;
    long waited = 0;
    int known = 0;
    for (WriterBatch.Entry entry : batch.entries()) {
      if (entry.task() instanceof ZoneTask task) {
        changed += entry.outcome() instanceof Evaluation.Changed ? 1 : 0;
        refused += entry.outcome() instanceof Evaluation.Refused ? 1 : 0;
        long received = task.receivedNanos();
        if (received != ZoneTask.UNKNOWN_NANOS) {
          // What came after the first was drained has not waited.
          long wait = Math.max(0, startedNanos - received);
          longestWait = Math.max(longestWait, wait);
          waited += wait;
          known++;
        }
      }
    }
    meanWait = known == 0 ? 0 : waited / known;
  }
}
