package nomen.store.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A log for whose next segment there is no room: it refuses, and goes on when there is room. */
final class FullDiskTest {
  private final SimulatedDisk disk = new SimulatedDisk(1);
  private final GeneratedRecords records = new GeneratedRecords(9, 2);
  private final List<LogRecord> forced = new ArrayList<>();

  private SegmentedLog open(List<LogRecord> replayed) throws IOException {
    return SegmentedLog.open(
        disk, new LogSettings(4096), Runnable::run, new Random(1), 1, replayed::add);
  }

  private void force(SegmentedLog log) throws IOException {
    LogRecord record = records.next(log.nextLsn());
    log.append(record);
    try {
      log.force();
      forced.add(record);
    } catch (NothingWrittenException e) {
      log.discard();
      throw e;
    }
  }

  private void fill(SegmentedLog log) {
    assertThrows(
        NothingWrittenException.class,
        () -> {
          while (true) {
            force(log);
          }
        });
  }

  @Test
  void logGoesOnWhenThereIsRoomAgain() throws IOException {
    SegmentedLog log = open(new ArrayList<>());
    disk.capacity(disk.usedOctets());
    fill(log);
    assertThrows(NothingWrittenException.class, () -> force(log));
    assertNull(log.failure());
    disk.capacity(Long.MAX_VALUE);
    for (int i = 0; i < 100; i++) {
      force(log);
    }
    log.close();
    disk.cutPower();
    disk.restart();
    List<LogRecord> replayed = new ArrayList<>();
    open(replayed).close();
    assertEquals(forced, replayed);
    assertTrue(LogVerification.of(disk).isSound());
  }

  @Test
  void segmentThatGotItsNameAndNoFrameIsBegunAgain() throws IOException {
    for (int call = 1; call < 12; call++) {
      SegmentedLog log = open(new ArrayList<>());
      disk.capacity(disk.usedOctets());
      fill(log);
      // Power goes while the segment is begun at last, at any call.
      disk.capacity(Long.MAX_VALUE);
      disk.endAt(call, SimulatedDisk.End.POWER_CUT);
      try {
        force(log);
      } catch (IOException e) {
        assertTrue(disk.isGone());
      }
      disk.cutPower();
      disk.restart();
      List<LogRecord> replayed = new ArrayList<>();
      open(replayed).close();
      assertEquals(forced, replayed.subList(0, forced.size()));
      assertTrue(replayed.size() <= forced.size() + 1);
      forced.clear();
      forced.addAll(replayed);
    }
  }
}
