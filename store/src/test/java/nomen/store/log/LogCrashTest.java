package nomen.store.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Histories of the log on a disk that fails, each made from a seed. NOMEN_CRASH_HISTORIES says how
 * many; each is run once for every call to the disk that could be its last.
 */
@Tag("crash")
final class LogCrashTest {
  private static final int HISTORIES =
      Integer.parseInt(System.getenv().getOrDefault("NOMEN_CRASH_HISTORIES", "100"));

  /** Says which seed and call failed. */
  private static void check(long seed, int call, Attempt attempt) {
    try {
      attempt.run();
    } catch (IOException | RuntimeException | AssertionError e) {
      throw new AssertionError("seed " + seed + ", call " + call, e);
    }
  }

  private interface Attempt {
    void run() throws IOException;
  }

  @Test
  void whatWasForcedSurvivesAnEndAtAnyCall() {
    int ends = 0;
    for (long seed = 1; seed <= HISTORIES; seed++) {
      SimulatedDisk untouched = new SimulatedDisk(seed);
      LogHistory whole = new LogHistory(seed, untouched);
      check(seed, 0, () -> assertFalse(whole.runToLastCall()));
      for (int call = 1; call <= untouched.calls(); call++) {
        int last = call;
        long of = seed;
        check(seed, call, () -> endAt(of, last));
        ends++;
      }
    }
    assertTrue(ends > 20 * HISTORIES, "histories have enough calls: " + ends);
  }

  private static void endAt(long seed, int call) throws IOException {
    Random random = new Random(seed * 1_000_003 + call);
    SimulatedDisk disk = new SimulatedDisk(seed);
    LogHistory history = new LogHistory(seed, disk);
    disk.endAt(call, how(random));
    assertTrue(history.runToLastCall());
    // Recovery is cut short too, now and then more than once.
    for (boolean open = false; !open; ) {
      disk.restart();
      if (random.nextBoolean()) {
        disk.endAt(1 + random.nextInt(20), how(random));
      }
      try (SegmentedLog log = history.open()) {
        history.force(log);
        history.force(log);
        open = true;
      } catch (IOException e) {
        if (!disk.isGone()) {
          throw e;
        }
      }
    }
    disk.cutPower();
    disk.restart();
    history.open().close();
  }

  private static SimulatedDisk.End how(Random random) {
    return random.nextInt(3) == 0 ? SimulatedDisk.End.PROCESS_KILLED : SimulatedDisk.End.POWER_CUT;
  }

  @Test
  void aBatchWhoseForceFailedIsGoneAfterARestart() {
    for (long seed = 1; seed <= HISTORIES; seed++) {
      for (int force = 1; force <= 20; force++) {
        long of = seed;
        int failing = force;
        check(seed, force, () -> failForce(of, failing));
      }
    }
  }

  private static void failForce(long seed, int force) throws IOException {
    SimulatedDisk disk = new SimulatedDisk(seed);
    LogHistory history = new LogHistory(seed, disk);
    SegmentedLog log = history.open();
    disk.failForce(force);
    boolean failed = false;
    for (int i = 0; i < 12 && !failed; i++) {
      try {
        history.force(log);
      } catch (IOException e) {
        failed = true;
        SegmentedLog broken = log;
        assertThrows(IOException.class, broken::force, "nothing is tried again");
        assertThrows(IOException.class, () -> history.force(broken));
        assertEquals(history.forced().size(), log.durableLsn());
      }
    }
    log.close();
    // The process ends, and the next one must not see what was refused.
    history.refuseUncertain();
    disk.failForce(0);
    disk.restart();
    log = history.open();
    history.force(log);
    // The disk has never heard of parts of the file that were read: they must have been written
    // anew.
    disk.cutPower();
    disk.restart();
    log = history.open();
    history.force(log);
    log.close();
  }

  @Test
  void aProcessThatDiesBeforeItHidesTheFrameLeavesALogThatGoesOn() {
    for (long seed = 1; seed <= HISTORIES; seed++) {
      for (int force = 3; force <= 12; force++) {
        long of = seed;
        int failing = force;
        check(seed, force, () -> dieAfterFailedForce(of, failing));
      }
    }
  }

  private static void dieAfterFailedForce(long seed, int force) throws IOException {
    SimulatedDisk disk = new SimulatedDisk(seed);
    LogHistory history = new LogHistory(seed, disk);
    SegmentedLog log = history.open();
    disk.failForce(force);
    try {
      for (int i = 0; i < 12; i++) {
        disk.endAfterFailedForce(SimulatedDisk.End.PROCESS_KILLED);
        history.force(log);
      }
    } catch (IOException e) {
      // Most often the write that would have hidden the frame was the last call.
      assertTrue(disk.isGone() || String.valueOf(e.getMessage()).endsWith("Input/output error"));
    }
    disk.restart();
    log = history.open();
    history.force(log);
    disk.cutPower();
    disk.restart();
    history.open().close();
  }

  @Test
  void aFullDiskEndsTheLogAndLosesNothing() {
    for (long seed = 1; seed <= HISTORIES; seed++) {
      long of = seed;
      check(seed, 0, () -> fill(of));
    }
  }

  private static void fill(long seed) throws IOException {
    SimulatedDisk disk = new SimulatedDisk(seed);
    LogHistory history = new LogHistory(seed, disk);
    SegmentedLog log = history.open();
    disk.capacity(disk.usedOctets() + new Random(seed).nextInt(10_000));
    IOException full =
        assertThrows(
            IOException.class,
            () -> {
              while (true) {
                history.force(log);
              }
            });
    assertTrue(String.valueOf(full.getMessage()).endsWith("No space left on device"));
    assertEquals(history.forced().size(), log.durableLsn());
    log.close();
    history.refuseUncertain();
    disk.cutPower();
    disk.restart();
    disk.capacity(Long.MAX_VALUE);
    SegmentedLog again = history.open();
    history.force(again);
    again.close();
  }
}
