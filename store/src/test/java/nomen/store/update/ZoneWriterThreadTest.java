package nomen.store.update;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import nomen.codec.name.Name;
import nomen.store.zone.DatabaseSnapshot;
import nomen.store.zone.ZoneDatabase;
import nomen.store.zone.ZoneSnapshot;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The writer on its thread, with clients on theirs. */
@Timeout(60)
class ZoneWriterThreadTest {
  private static final Name APEX = Name.parse("example.");

  private final ZoneDatabase database =
      new ZoneDatabase(DatabaseSnapshot.of(List.of(ScriptedTask.zone(APEX))));
  private final RecordingLog log =
      new RecordingLog(Collections.synchronizedList(new ArrayList<>()));
  private final HandClock clock = new HandClock();

  private ZoneWriter writer(int queueTasks, int batchTasks) {
    return writer(log, queueTasks, batchTasks);
  }

  private ZoneWriter writer(RecordingLog log, int queueTasks, int batchTasks) {
    ZoneWriter writer =
        new ZoneWriter(database, log, clock, new WriterSettings(queueTasks, batchTasks));
    writer.start();
    return writer;
  }

  private long serial() {
    ZoneSnapshot zone = database.current().zone(APEX);
    assertNotNull(zone);
    return zone.serial();
  }

  @Test
  void whileTheDiskIsAtWorkNobodySeesOrIsToldAnything() throws InterruptedException {
    CountDownLatch inForce = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    CountDownLatch told = new CountDownLatch(2);
    log.holdForce(inForce, release);
    try (ZoneWriter writer = writer(8, 1)) {
      ScriptedTask held = ScriptedTask.adding(APEX, "held", 1).whenTold(told::countDown);
      ScriptedTask queued = ScriptedTask.looking(APEX).whenTold(told::countDown);
      assertNull(writer.offer(held));
      inForce.await();
      assertNull(writer.offer(queued));
      assertEquals(ScriptedTask.SERIAL, serial());
      assertEquals(2, told.getCount());
      release.countDown();
      told.await();
      assertInstanceOf(Evaluation.Changed.class, held.outcome());
      assertEquals(new Evaluation.Unchanged(ScriptedTask.SERIAL + 1), queued.outcome());
      assertEquals(ScriptedTask.SERIAL + 1, serial());
    }
  }

  @Test
  void everyOfferWakesASleepingWriter() throws InterruptedException {
    try (ZoneWriter writer = writer(4, 4)) {
      for (int i = 0; i < 5_000; i++) {
        CountDownLatch told = new CountDownLatch(1);
        assertNull(writer.offer(ScriptedTask.looking(APEX).whenTold(told::countDown)));
        told.await();
      }
    }
  }

  @Test
  void whatWaitsWhenTheWriterIsClosedIsDone() throws Exception {
    CountDownLatch inForce = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    log.holdForce(inForce, release);
    ZoneWriter writer = writer(8, 1);
    List<ScriptedTask> tasks = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      tasks.add(ScriptedTask.adding(APEX, "host" + i, i));
      assertNull(writer.offer(tasks.get(i)));
    }
    inForce.await();
    closeWhileHeld(writer, release, 0);
    for (ScriptedTask task : tasks) {
      assertInstanceOf(Evaluation.Changed.class, task.outcome());
    }
  }

  @Test
  void whatTheThreadHadTakenWhenItDiedIsTold() throws Exception {
    CountDownLatch told = new CountDownLatch(2);
    WriterClock failing =
        new WriterClock() {
          private int looks;

          @Override
          public long millis() {
            return 0;
          }

          @Override
          public long nanos() {
            if (++looks == 2) {
              throw new OutOfMemoryError("as if");
            }
            return 0;
          }
        };
    ZoneWriter writer = new ZoneWriter(database, log, failing, new WriterSettings(8, 8));
    List<ScriptedTask> tasks = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      tasks.add(ScriptedTask.adding(APEX, "host" + i, i).whenTold(told::countDown));
      assertNull(writer.offer(tasks.get(i)));
    }
    writer.start();
    assertTrue(told.await(20, TimeUnit.SECONDS));
    writer.close();
    for (ScriptedTask task : tasks) {
      assertInstanceOf(Evaluation.Refused.class, task.outcome());
    }
    assertEquals(ScriptedTask.SERIAL, serial());
  }

  @Test
  void whatIsNotDoneInTimeIsRefused() throws Exception {
    CountDownLatch inForce = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    log.holdForce(inForce, release);
    ZoneWriter writer = writer(8, 1);
    ScriptedTask held = ScriptedTask.adding(APEX, "held", 1);
    ScriptedTask late = ScriptedTask.adding(APEX, "late", 1);
    assertNull(writer.offer(held));
    inForce.await();
    assertNull(writer.offer(late));
    closeWhileHeld(writer, release, ZoneWriter.CLOSE_MILLIS);
    assertInstanceOf(Evaluation.Changed.class, held.outcome());
    assertInstanceOf(Evaluation.Refused.class, late.outcome());
    assertEquals(ScriptedTask.SERIAL + 1, serial());
  }

  /** Closes the writer while it is in a force, lets time pass, and lets the force end. */
  private void closeWhileHeld(ZoneWriter writer, CountDownLatch release, long passedMillis)
      throws Exception {
    try (ExecutorService executor = Executors.newSingleThreadExecutor()) {
      Future<?> closed = executor.submit(writer::close);
      while (!isClosed(writer)) {
        Thread.onSpinWait();
      }
      clock.advance(passedMillis);
      release.countDown();
      closed.get();
    }
  }

  private static boolean isClosed(ZoneWriter writer) {
    Evaluation.Refused refused = writer.offer(ScriptedTask.looking(APEX));
    return refused != null && refused.reason().equals("the server is shutting down");
  }

  @Test
  void everyTaskThatWasTakenIsToldOnce() throws Exception {
    for (int seed = 0; seed < 40; seed++) {
      database.publish(DatabaseSnapshot.of(List.of(ScriptedTask.zone(APEX))));
      everyTaskThatWasTakenIsToldOnce(seed);
    }
  }

  /** Clients that are quicker than the writer, which is closed or fails while they are at it. */
  private void everyTaskThatWasTakenIsToldOnce(int seed) throws Exception {
    Random random = new Random(seed);
    RecordingLog log = new RecordingLog(Collections.synchronizedList(new ArrayList<>()));
    ZoneWriter writer = writer(log, 1 << random.nextInt(8), 1 + random.nextInt(20));
    int clients = 1 + random.nextInt(4);
    int before = random.nextInt(200);
    boolean fails = random.nextInt(4) == 0;
    CountDownLatch some = new CountDownLatch(before);
    AtomicBoolean closed = new AtomicBoolean();
    try (ExecutorService executor = Executors.newFixedThreadPool(clients)) {
      List<Future<List<Told>>> clientTasks = new ArrayList<>();
      for (int i = 0; i < clients; i++) {
        clientTasks.add(executor.submit(client(writer, i, some, closed)));
      }
      some.await();
      if (fails) {
        log.failForce(new IOException("scripted"));
      }
      writer.close();
      closed.set(true);
      for (Future<List<Told>> tasks : clientTasks) {
        for (Told told : tasks.get()) {
          assertEquals(told.taken ? 1 : 0, told.task.told().size(), "seed " + seed);
        }
      }
    }
    assertFalse(writer.runBatch());
  }

  private record Told(ScriptedTask task, boolean taken) {}

  private static Callable<List<Told>> client(
      ZoneWriter writer, int client, CountDownLatch some, AtomicBoolean closed) {
    return () -> {
      List<Told> tasks = new ArrayList<>();
      int afterClose = 0;
      while (afterClose < 10) {
        afterClose += closed.get() ? 1 : 0;
        int number = tasks.size();
        ScriptedTask task =
            number % 3 == 0
                ? ScriptedTask.adding(APEX, "c" + client + "-" + number, number)
                : ScriptedTask.looking(APEX);
        Evaluation.@Nullable Refused refused = writer.offer(task);
        tasks.add(new Told(task, refused == null));
        some.countDown();
      }
      return tasks;
    };
  }

  @Test
  void aWriterIsClosedTwiceWithoutHarm() {
    ZoneWriter writer = writer(4, 4);
    writer.close();
    writer.close();
    assertTrue(
        writer.put(ScriptedTask.zone(APEX), ScriptedTask.AUTHOR, 1).isCompletedExceptionally());
  }
}
