package nomen.store.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import nomen.store.zone.DatabaseSnapshot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The power goes, or the process is killed, at every single write, force, rename and deletion while
 * zones change and checkpoints are written: whatever was acknowledged is there again.
 */
class CheckpointCrashTest {
  private static final int BATCHES = 25;

  private static String print(StoreHistory history, long lsn) {
    return StoreHistory.print(history.states().get((int) lsn));
  }

  /** Recovers, and looks that all that was acknowledged is there and nothing that never was. */
  private static void assertRecovers(SimulatedDisk disk, StoreHistory history, String context)
      throws IOException {
    Recovery recovery = StoreHistory.recover(disk);
    recovery.log().close();
    long lsn = recovery.log().nextLsn() - 1;
    assertTrue(
        history.acknowledged() <= lsn && lsn < history.states().size(),
        () -> context + ": recovered to LSN " + lsn + " of " + history.acknowledged());
    assertEquals(print(history, lsn), StoreHistory.print(recovery), context);
    assertEquals(0, recovery.damaged().size(), context);
    history.forgetAfter(lsn);
  }

  /** A checkpoint that fails does not end the run, and the next call of the disk does. */
  private static void runToItsEnd(SimulatedDisk disk, StoreHistory history) throws IOException {
    try {
      history.run(disk, BATCHES);
    } catch (IOException e) {
      if (!disk.isGone()) {
        throw e;
      }
    }
  }

  @ParameterizedTest
  @EnumSource(SimulatedDisk.End.class)
  void whateverCallIsTheLast(SimulatedDisk.End end) throws IOException {
    int calls = 0;
    int checkpoints = 0;
    for (int last = 1; last < 2000; last++) {
      SimulatedDisk disk = new SimulatedDisk(last);
      StoreHistory history = new StoreHistory(7);
      disk.endAt(last, end);
      runToItsEnd(disk, history);
      if (!disk.isGone()) {
        calls = disk.calls();
        checkpoints = history.checkpoints();
      }
      disk.restart();
      String context = end + " at call " + last;
      assertRecovers(disk, history, context);
      history.run(disk, 3);
      assertRecovers(disk, history, context + ", later");
      if (calls > 0) {
        break;
      }
    }
    assertTrue(calls > 100, calls + " calls");
    assertTrue(checkpoints >= 3, checkpoints + " checkpoints");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void crashAfterCrash(int seed) throws IOException {
    SimulatedDisk disk = new SimulatedDisk(seed);
    StoreHistory history = new StoreHistory(seed);
    int crashes = 0;
    for (int round = 0; round < 60; round++) {
      SimulatedDisk.End end =
          round % 2 == 0 ? SimulatedDisk.End.POWER_CUT : SimulatedDisk.End.PROCESS_KILLED;
      disk.endAt(1 + (round * 37 + seed * 11) % 120, end);
      runToItsEnd(disk, history);
      crashes += disk.isGone() ? 1 : 0;
      disk.restart();
      assertRecovers(disk, history, "round " + round);
    }
    assertTrue(crashes > 50, crashes + " crashes");
  }

  @Test
  void aCheckpointWhoseForceFailsIsNone() throws IOException {
    SimulatedDisk disk = new SimulatedDisk(1);
    StoreHistory history = new StoreHistory(1);
    history.run(disk, 5);
    Recovery recovery = StoreHistory.recover(disk);
    recovery.log().close();
    List<String> before = disk.list(CheckpointFiles.DIRECTORY);
    Checkpointer checkpointer =
        new Checkpointer(
            recovery, CheckpointPolicy.DEFAULT, InstantSource.system(), List.of(), lsn -> {});
    checkpointer.request(
        DatabaseSnapshot.of(history.states().getLast().zones().values()), history.acknowledged());
    disk.failForce(1);
    assertFalse(checkpointer.writeWanted());
    assertEquals(before, disk.list(CheckpointFiles.DIRECTORY));
    assertEquals(recovery.checkpointLsn(), checkpointer.lastLsn());
    disk.cutPower();
    disk.restart();
    assertRecovers(disk, history, "after a force that failed");
  }
}
