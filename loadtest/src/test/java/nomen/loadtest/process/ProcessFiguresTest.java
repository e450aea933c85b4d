package nomen.loadtest.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessFiguresTest {
  private static final long SECOND = 1_000_000_000L;

  @TempDir Path proc;

  /** A process with two threads that share its times. */
  private void write(long pid, long parent, String state, long user, long system, long switches)
      throws IOException {
    Path directory = proc.resolve(Long.toString(pid));
    String rest = " %s %d 1 1 0 -1 4194560 1 2 3 4 %d %d 0 0 20 0 2 0 777 1 1\n";
    Path first = directory.resolve("task").resolve(Long.toString(pid));
    Path second = directory.resolve("task").resolve(Long.toString(pid + 1));
    Files.createDirectories(first);
    Files.createDirectories(second);
    String head = pid + " (na) (med)";
    Files.writeString(
        directory.resolve("stat"), head + String.format(rest, state, parent, user, system));
    Files.writeString(directory.resolve("status"), "Name:\tx\nVmRSS:\t    2048 kB\n");
    Files.writeString(directory.resolve("smaps_rollup"), "0-1 ---p\nRss: 2048 kB\nPss: 1024 kB\n");
    Files.writeString(first.resolve("stat"), head + String.format(rest, state, parent, user, 0));
    Files.writeString(second.resolve("stat"), head + String.format(rest, state, parent, 0, system));
    for (Path thread : List.of(first, second)) {
      Files.writeString(
          thread.resolve("status"),
          "voluntary_ctxt_switches:\t" + switches + "\nnonvoluntary_ctxt_switches:\t3\n");
    }
  }

  @Test
  void aSampleIsWhatWasUsedSinceTheLast() throws IOException {
    write(100, 1, "S", 500, 300, 10);
    ProcessFigures figures = ProcessFigures.below(proc, List.of(100L));
    assertEquals("na) (med (100)", figures.title());
    figures.start(SECOND);
    write(100, 1, "R", 540, 310, 25);
    Usage usage = figures.sample(2 * SECOND);
    assertEquals(SECOND, usage.nanos());
    assertEquals(400_000_000, usage.userNanos());
    assertEquals(100_000_000, usage.systemNanos());
    assertEquals(2 << 20, usage.rssOctets());
    assertEquals(30, usage.voluntarySwitches());
    assertEquals(0, usage.involuntarySwitches());
    assertEquals(2, usage.threads());
    assertEquals(1, usage.processes());
    assertEquals(0.5, usage.busyProcessors());
    assertEquals(0.4, usage.busiestThreadShare());
    write(100, 1, "R", 541, 310, 25);
    assertEquals(10_000_000, figures.sample(3 * SECOND).cpuNanos());
    Usage total = figures.total();
    assertEquals(2 * SECOND, total.nanos());
    assertEquals(410_000_000, total.userNanos());
    assertEquals(410_000_000, total.busiestThreadNanos());
    assertEquals(1 << 20, total.pssOctets());
    assertEquals(List.of(), figures.notes());
  }

  @Test
  void childrenAndTheirChildrenCount() throws IOException {
    write(100, 1, "S", 1, 0, 0);
    write(200, 100, "S", 5, 0, 0);
    write(300, 200, "S", 7, 0, 0);
    write(400, 1, "S", 90, 0, 0);
    ProcessFigures figures = ProcessFigures.below(proc, List.of(100L));
    figures.start(0);
    write(200, 100, "S", 15, 0, 0);
    write(300, 200, "S", 27, 0, 0);
    write(400, 1, "S", 99, 0, 0);
    Usage usage = figures.sample(SECOND);
    assertEquals(3, usage.processes());
    assertEquals(300_000_000, usage.userNanos());
    assertEquals(6 << 20, usage.rssOctets());
  }

  @Test
  void aProcessThatEndsIsSaidSo() throws IOException {
    write(100, 1, "S", 1, 0, 0);
    ProcessFigures figures = ProcessFigures.below(proc, List.of(100L));
    figures.start(SECOND);
    write(100, 1, "Z", 1, 0, 0);
    assertEquals(0, figures.sample(5 * SECOND).processes());
    assertEquals(
        List.of("process 100 (na) (med) ended, seen 4 s after the start"), figures.notes());
    assertEquals(-1, figures.total().pssOctets());
  }

  @Test
  void aProcessThatIsNotThereIsNamed() throws IOException {
    write(100, 1, "S", 1, 0, 0);
    IOException error =
        assertThrows(IOException.class, () -> ProcessFigures.below(proc, List.of(100L, 4711L)));
    assertEquals("process 4711: there is none on this machine", error.getMessage());
    Files.writeString(proc.resolve("100/stat"), "100 (broken");
    assertTrue(
        assertThrows(IOException.class, () -> ProcessFigures.below(proc, List.of(100L)))
            .getMessage()
            .contains("100"));
  }

  @Test
  void thisProcessHasFigures() throws IOException {
    assumeTrue(Files.isDirectory(Path.of("/proc/self/task")), "no /proc here");
    ProcessFigures figures = ProcessFigures.ofThisProcess();
    figures.start(0);
    Usage usage = figures.sample(SECOND);
    assertTrue(usage.rssOctets() > 1 << 20);
    assertTrue(usage.threads() > 1);
  }

  @Test
  void theMachineIsDescribed() throws IOException {
    Files.createDirectories(proc.resolve("sys/kernel"));
    Files.writeString(proc.resolve("sys/kernel/ostype"), "Linux\n");
    Files.writeString(proc.resolve("sys/kernel/osrelease"), "6.1.0\n");
    Files.writeString(proc.resolve("cpuinfo"), "processor\t: 0\nmodel name\t: Fast: One\n");
    assertEquals(
        new Machine("unknown", 2, "Fast: One", "Linux 6.1.0", "25"), Machine.read(proc, 2, "25"));
  }
}
