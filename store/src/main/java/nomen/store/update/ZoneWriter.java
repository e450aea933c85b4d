package nomen.store.update;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import nomen.codec.edns.ErrorCode;
import nomen.codec.message.Rcode;
import nomen.codec.name.Name;
import nomen.store.log.Author;
import nomen.store.log.CommitLog;
import nomen.store.log.LogRecord;
import nomen.store.log.NothingWrittenException;
import nomen.store.logging.LimitedLine;
import nomen.store.recorder.Recorder;
import nomen.store.zone.DatabaseSnapshot;
import nomen.store.zone.ZoneDatabase;
import nomen.store.zone.ZoneSnapshot;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * The one that changes zones: its thread orders all changes, makes them durable, publishes them and
 * only then lets them be answered.
 *
 * <pre>
 *   any thread                       zone-writer
 *   offer ---> [ UpdateQueue ] ---> drain a batch
 *                                   evaluate each task, on what those before it left
 *                                   append the changes to the log
 *                                   force: one for all of them
 *                                   publish: one new snapshot of all zones
 *   complete  <-------------------- each task in order, then batchDone
 * </pre>
 *
 * <p>What a task is told is durable and visible; so is what a refused task saw of the others. If
 * the log fails, nothing of the batch is published, its tasks are told SERVFAIL, and so is every
 * later one: nobody knows what is on the disk until the server was started again. Queries go on.
 */
public final class ZoneWriter implements AutoCloseable {
  /** How long {@link #close} lets the queue be worked off before it refuses the rest. */
  public static final long CLOSE_MILLIS = 5_000;

  private static final Logger LOG = LoggerFactory.getLogger(ZoneWriter.class);

  private static final Evaluation.Refused FULL =
      new Evaluation.Refused(Rcode.SERVFAIL, ErrorCode.NOT_READY, "update queue full");
  private static final Evaluation.Refused FAILED =
      new Evaluation.Refused(
          Rcode.SERVFAIL, ErrorCode.NOT_READY, "no updates: the log cannot be written");
  private static final Evaluation.Refused CLOSED =
      new Evaluation.Refused(Rcode.SERVFAIL, ErrorCode.NOT_READY, "the server is shutting down");
  private static final Evaluation.Refused DEFECT =
      new Evaluation.Refused(Rcode.SERVFAIL, ErrorCode.OTHER, "the server failed over this batch");

  private final ZoneDatabase database;
  private final CommitLog log;
  private final WriterClock clock;
  private final WriterSettings settings;
  private final UpdateQueue<WriterTask> queue;
  private final WriterCounters counters = new WriterCounters();
  private final LimitedLine faults;
  private final WriterBatch batch;
  private final WriterNews news;

  private final Thread thread =
      Thread.ofPlatform().name("zone-writer").daemon().unstarted(this::run);

  /** For the writer's thread. */
  private PublishedState published;

  private volatile @Nullable Throwable failure;
  private volatile long closeDeadlineNanos;

  /**
   * A writer that does not run yet.
   *
   * @param database where it alone publishes from now on
   * @param log holds what is published there; the caller closes it, after the writer
   */
  public ZoneWriter(
      ZoneDatabase database, CommitLog log, WriterClock clock, WriterSettings settings) {
    this(database, DatabaseSnapshot.EMPTY, log, clock, settings);
  }

  /** With {@code kept} zones that the log knows and that are not published. */
  public ZoneWriter(
      ZoneDatabase database,
      DatabaseSnapshot kept,
      CommitLog log,
      WriterClock clock,
      WriterSettings settings) {
    this.database = database;
    this.log = log;
    this.clock = clock;
    this.settings = settings;
    queue = new UpdateQueue<>(settings.queueTasks(), this::refuseLeftovers);
    faults = new LimitedLine(LOG, Level.ERROR, clock::nanos);
    batch = new WriterBatch(counters, faults);
    news = new WriterNews(counters, faults, new LimitedLine(LOG, Level.WARN, clock::nanos));
    published = new PublishedState(database.current(), kept, log.nextLsn() - 1);
  }

  /** Adds one that hears what happens from now on. */
  public void addListener(WriterListener listener) {
    news.addListener(listener);
  }

  /** Starts the thread. A writer that is driven by {@link #runBatch} has none. */
  public void start() {
    thread.start();
  }

  /**
   * Puts a task behind the others; from any thread, and never waits.
   *
   * @return null if it was taken: it will be completed once; otherwise what to answer: it will not
   */
  public Evaluation.@Nullable Refused offer(ZoneTask task) {
    return offerTask(task);
  }

  private Evaluation.@Nullable Refused offerTask(WriterTask task) {
    if (failure != null && !(task instanceof WriterTask.StateRead)) {
      counters.refuseStopped();
      return FAILED;
    }
    if (queue.offer(task)) {
      return null;
    }
    if (queue.isClosed()) {
      counters.refuseStopped();
      return CLOSED;
    }
    counters.refuseFull();
    return FULL;
  }

  /**
   * Puts a zone in the place of what there is of it, after the tasks that wait.
   *
   * @param base the number of the image that holds the zone
   * @return the number of the log record once the zone is served; fails with {@link
   *     NotCommittedException}. What hangs on it runs on the writer's thread and must not block.
   */
  public CompletableFuture<Long> put(ZoneSnapshot zone, Author author, long base) {
    return submit(zone.origin(), zone, author, base, false);
  }

  /** As {@link #put}, but only if the zone is published when its turn comes. */
  public CompletableFuture<Long> replace(ZoneSnapshot zone, Author author, long base) {
    return submit(zone.origin(), zone, author, base, true);
  }

  /** Takes a zone away, after the tasks that wait; else as {@link #put}. */
  public CompletableFuture<Long> remove(Name apex, Author author) {
    return submit(apex, null, author, 0, false);
  }

  private CompletableFuture<Long> submit(
      Name apex, @Nullable ZoneSnapshot zone, Author author, long base, boolean ifServed) {
    CompletableFuture<Long> done = new CompletableFuture<>();
    failIfRefused(
        done, offerTask(new WriterTask.WholeZone(apex, zone, author, base, ifServed, done)));
    return done;
  }

  /**
   * Changes which zones are published, in one step after the tasks that wait: first some are
   * erased, then some withdrawn, then some served.
   *
   * @param serve published as they are kept, else without data: these get SERVFAIL
   * @param withdraw published no longer, but kept in checkpoints
   * @param erase given up with all that is known of them
   * @param author of the removals
   * @return as {@link #put}
   */
  public CompletableFuture<Long> change(
      Set<Name> serve, Set<Name> withdraw, Set<Name> erase, Author author) {
    CompletableFuture<Long> done = new CompletableFuture<>();
    failIfRefused(done, offerTask(new WriterTask.ZoneSet(serve, withdraw, erase, author, done)));
    return done;
  }

  /**
   * Looks at the published zones and the log together, between two batches, when listeners have
   * heard of all that is in them: for a checkpoint.
   *
   * @param reader runs on the writer's thread, so updates wait for it
   */
  public <R> CompletableFuture<R> between(Function<PublishedState, R> reader) {
    CompletableFuture<R> done = new CompletableFuture<>();
    failIfRefused(
        done, offerTask(new WriterTask.StateRead(new WriterTask.Between<>(reader, done))));
    return done;
  }

  private static void failIfRefused(
      CompletableFuture<?> done, Evaluation.@Nullable Refused refused) {
    if (refused != null) {
      done.completeExceptionally(new NotCommittedException(refused.reason(), null));
    }
  }

  /** What the writer counts. */
  public WriterCounters counters() {
    return counters;
  }

  /** How many tasks wait, about. */
  public int queueSize() {
    return queue.size();
  }

  /** Why nothing can be changed any more; null if it can. */
  public @Nullable Throwable failure() {
    return failure;
  }

  /** Whether its thread is not there any more, or was never started: the log can be closed. */
  public boolean isOver() {
    return !thread.isAlive();
  }

  private void run() {
    try {
      while (true) {
        if (queue.isClosed() && clock.nanos() - closeDeadlineNanos >= 0) {
          return;
        }
        if (!runBatch()) {
          if (queue.isClosed()) {
            return;
          }
          queue.await();
        }
      }
    } catch (Throwable e) {
      news.tellAll(batch, fail(e), published.lsn(), failure);
    } finally {
      queue.abandon();
    }
  }

  /**
   * Works off a batch of what waits. For the writer's thread, or one in its place if none runs.
   *
   * @return whether there was anything to do
   */
  public boolean runBatch() {
    WriterTask first = queue.poll();
    if (first == null) {
      return false;
    }
    counters.queueWas(queue.size() + 1L);
    UpdateBatchEvent event = Recorder.begin(UpdateBatchEvent::new);
    long started = clock.nanos();
    batch.begin(published, clock.millis());
    for (WriterTask task = first; task != null; task = next()) {
      batch.add(task);
    }
    long evaluated = took(WriterStage.EVALUATE, started);
    counters.addBatch(batch.entries().size());
    List<LogRecord> records = batch.records();
    boolean isChange = batch.hasChanges();
    Evaluation.Refused refused = null;
    if (failure != null) {
      refused = FAILED;
    } else if (batch.isBroken()) {
      refused = DEFECT;
    } else if (isChange) {
      refused = commit(records, evaluated);
    }
    long committed = clock.nanos();
    news.tellAll(batch, refused, published.lsn(), failure);
    took(WriterStage.COMPLETE, committed);
    if (event != null) {
      event.end();
      if (event.shouldCommit()) {
        event.tell(batch, counters, started, refused == null && isChange);
        event.commit();
      }
    }
    if (refused == null && isChange) {
      List<LogRecord> changes = List.copyOf(records);
      news.tell(listener -> listener.committed(published, changes));
    }
    // Last, so that listeners have heard of all that is in the state that is looked at.
    for (WriterBatch.Entry entry : batch.entries()) {
      if (entry.task() instanceof WriterTask.StateRead read) {
        read.between().run(published);
      }
    }
    return true;
  }

  private @Nullable WriterTask next() {
    return batch.hasRoom(settings) ? queue.poll() : null;
  }

  private long took(WriterStage stage, long since) {
    long now = clock.nanos();
    counters.took(stage, now - since);
    return now;
  }

  /**
   * Makes the batch durable and visible.
   *
   * @return null, or what all its tasks are told instead
   */
  private Evaluation.@Nullable Refused commit(List<LogRecord> records, long evaluated) {
    DatabaseSnapshot next;
    try {
      next = batch.build();
      for (LogRecord record : records) {
        log.append(record);
      }
    } catch (RuntimeException | Error e) {
      // A defect, not the disk: the log can go on without this batch.
      log.discard();
      WriterNews.report(faults, "evaluate a batch of updates", e);
      return DEFECT;
    } catch (IOException e) {
      return fail(e);
    }
    long appended = took(WriterStage.APPEND, evaluated);
    if (!records.isEmpty()) {
      try {
        log.force();
      } catch (NothingWrittenException e) {
        log.discard();
        return news.noRoom(e);
      } catch (IOException | RuntimeException | Error e) {
        return fail(e);
      }
      counters.add(WriterCounter.FORCES, 1);
    }
    long forced = took(WriterStage.FORCE, appended);
    database.publish(next);
    published = new PublishedState(next, batch.kept(), published.lsn() + records.size());
    took(WriterStage.PUBLISH, forced);
    return null;
  }

  /**
   * Has every update refused from the start, as if the log had failed; before {@link #start}.
   * Queries go on.
   */
  public void refuseAll(Throwable cause) {
    fail(cause);
  }

  private Evaluation.Refused fail(Throwable cause) {
    if (failure == null) {
      failure = cause;
      news.failed(cause);
    }
    return FAILED;
  }

  /** The thread has ended. */
  private void refuseLeftovers(List<WriterTask> tasks) {
    for (WriterTask task : tasks) {
      if (task instanceof WriterTask.StateRead read) {
        // The log may be closed by now.
        failIfRefused(read.between().done(), CLOSED);
      } else {
        news.complete(new WriterBatch.Entry(task, CLOSED, 0), CLOSED, 0, failure);
      }
    }
    news.tell(WriterListener::batchDone);
  }

  /**
   * Takes no more tasks, works off those that wait, for {@link #CLOSE_MILLIS} at most, and refuses
   * what is left then. Returns when the thread has ended, or after twice that time if the disk
   * holds it: the tasks that it is making durable then are not told anything until that is over.
   */
  @Override
  public void close() {
    closeDeadlineNanos = clock.nanos() + CLOSE_MILLIS * 1_000_000;
    queue.close();
    if (thread.getState() == Thread.State.NEW) {
      run();
      return;
    }
    try {
      if (!thread.join(Duration.ofMillis(2 * CLOSE_MILLIS))) {
        LOG.error("log of changes has not come back from the disk, the server stops without it");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
