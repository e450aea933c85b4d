package nomen.server.logging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LogThreadTest {
  private final LogCounters counters = new LogCounters();

  private static LogLine line(String message) {
    return new LogLine(0, LogLevel.INFO, LogCategory.SERVER, message, List.of(), null);
  }

  private LogThread start(OutputStream out) {
    LogThread thread =
        new LogThread(
            out, () -> LogFormat.JOURNALD, () -> 0, counters, new QueryLog(counters, () -> {}));
    thread.start();
    return thread;
  }

  /** Takes nothing until it may. */
  private static final class SlowReader extends OutputStream {
    private final CountDownLatch asked = new CountDownLatch(1);
    private final Semaphore may = new Semaphore(0);
    private final ByteArrayOutputStream taken = new ByteArrayOutputStream();

    @Override
    public void write(int octet) {
      write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] octets, int offset, int length) {
      asked.countDown();
      may.acquireUninterruptibly();
      may.release();
      taken.write(octets, offset, length);
    }

    private List<String> lines() {
      return taken.toString(UTF_8).lines().toList();
    }
  }

  @Test
  void linesAreWrittenInOrderBeforeTheEnd() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (LogThread thread = start(out)) {
      for (int i = 0; i < 1000; i++) {
        thread.accept(line("m" + i));
      }
    }
    List<String> lines = out.toString(UTF_8).lines().toList();
    assertEquals(1000, lines.size());
    assertEquals("<6>server: m0", lines.getFirst());
    assertEquals("<6>server: m999", lines.getLast());
    assertEquals(1000, counters.written());
    assertEquals(0, counters.dropped());
  }

  @Test
  void aReaderThatDoesNotReadCostsLinesAndNoTime() throws Exception {
    SlowReader reader = new SlowReader();
    int sent = 3 * LogThread.CAPACITY;
    try (LogThread thread = start(reader)) {
      thread.accept(line("first"));
      reader.asked.await();
      for (int i = 0; i < sent; i++) {
        thread.accept(line("m"));
      }
      assertEquals(sent - LogThread.CAPACITY, counters.dropped());
      reader.may.release();
    }
    List<String> lines = reader.lines();
    assertEquals("<6>server: first", lines.getFirst());
    assertTrue(
        lines.contains(
            "<4>server: lines of the log were dropped: standard error was not read in time dropped="
                + counters.dropped()),
        lines::toString);
    assertEquals(2 + LogThread.CAPACITY, lines.size());
  }

  @Test
  void theEndWaitsForAReaderOnlyForAMoment() throws Exception {
    SlowReader reader = new SlowReader();
    LogThread thread = start(reader);
    thread.accept(line("first"));
    reader.asked.await();
    long began = System.nanoTime();
    thread.close();
    long tookMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
    assertTrue(tookMillis < LogThread.CLOSE_MILLIS + 5000, () -> tookMillis + " ms");
    reader.may.release();
  }

  @Test
  void aClosedStreamCostsLinesOnly() {
    OutputStream closed =
        new OutputStream() {
          @Override
          public void write(int octet) throws IOException {
            throw new IOException("Bad file descriptor");
          }
        };
    try (LogThread thread = start(closed)) {
      thread.accept(line("a"));
      thread.accept(line("b"));
    }
    assertEquals(2, counters.dropped());
    assertEquals(0, counters.written());
  }

  @Test
  void aFailureThatCannotBePrintedCostsItsLineOnly() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    RuntimeException bad =
        new RuntimeException() {
          private static final long serialVersionUID = 1;

          @Override
          public String getMessage() {
            throw new IllegalStateException("no text");
          }
        };
    try (LogThread thread = start(out)) {
      thread.accept(new LogLine(0, LogLevel.ERROR, LogCategory.SERVER, "bad", List.of(), bad));
      thread.accept(line("good"));
    }
    assertTrue(out.toString(UTF_8).contains("<6>server: good\n"), out.toString(UTF_8));
    assertEquals(1, counters.dropped());
  }
}
