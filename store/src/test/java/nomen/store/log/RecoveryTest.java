package nomen.store.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Random;
import nomen.codec.name.Name;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Zones are recovered as they were, from the newest checkpoint that can be read. */
class RecoveryTest {
  @TempDir private Path folder;
  private Disk disk = new LocalDisk(Path.of(""));

  @BeforeEach
  void open() {
    disk = new LocalDisk(folder);
  }

  private String recovered() throws IOException {
    Recovery recovery = StoreHistory.recover(disk);
    recovery.log().close();
    return StoreHistory.print(recovery);
  }

  private List<Path> checkpoints() throws IOException {
    return disk.list("checkpoint").stream().map(folder.resolve("checkpoint")::resolve).toList();
  }

  @Test
  void anEmptyDirectoryHasNoZones() throws IOException {
    Recovery recovery = StoreHistory.recover(disk);
    recovery.log().close();
    assertTrue(recovery.zones().isEmpty());
    assertEquals(1, recovery.log().nextLsn());
  }

  @Test
  void theNewestCheckpointAndTheLogGiveTheLastState() throws IOException {
    StoreHistory history = new StoreHistory(1);
    for (int run = 0; run < 30; run++) {
      history.run(disk, 10);
      Recovery recovery = StoreHistory.recover(disk);
      recovery.log().close();
      assertEquals(StoreHistory.print(history.states().getLast()), StoreHistory.print(recovery));
      assertTrue(recovery.replayed() < 60, recovery.replayed() + " records replayed");
    }
    assertTrue(history.checkpoints() > 20, history.checkpoints() + " checkpoints");
    assertEquals(2, checkpoints().size());
  }

  @Test
  void recoveryEqualsTheReplayOfEverything() throws IOException {
    StoreHistory history = new StoreHistory(2);
    history.run(disk, 100);
    assertTrue(history.checkpoints() > 5, history.checkpoints() + " checkpoints");
    // The same once more, but only the log is written.
    Disk other = new LocalDisk(folder.resolve("other"));
    StoreHistory again = new StoreHistory(2);
    again.runWithoutCheckpoints(other, 100);
    Recovery replayed = StoreHistory.recover(other);
    replayed.log().close();
    assertEquals(0, replayed.checkpointLsn());
    assertEquals(history.acknowledged(), replayed.replayed());
    assertEquals(recovered(), StoreHistory.print(replayed));
  }

  @Test
  void aDamagedCheckpointCostsALongerReplay() throws IOException {
    StoreHistory history = new StoreHistory(3);
    history.run(disk, 60);
    List<Path> files = checkpoints();
    assertEquals(2, files.size());
    byte[] whole = Files.readAllBytes(files.getLast());
    Random random = new Random(3);
    for (int i = 0; i < 100; i++) {
      byte[] damaged = whole.clone();
      int bit = i < 40 ? i * 8 + random.nextInt(8) : random.nextInt(8 * whole.length);
      damaged[bit / 8] ^= (byte) (1 << bit % 8);
      Files.write(files.getLast(), damaged);
      Recovery recovery = StoreHistory.recover(disk);
      recovery.log().close();
      assertEquals(StoreHistory.print(history.states().getLast()), StoreHistory.print(recovery));
      assertEquals(1, recovery.damaged().size(), "bit " + bit);
      assertTrue(recovery.damaged().getFirst().startsWith("checkpoint/0000"));
    }
    // The next checkpoint takes the place of the damaged one, not of the sound one.
    int steps = 0;
    do {
      assertTrue(steps++ < 100, "no checkpoint");
      history.run(disk, 1);
    } while (checkpoints().size() < 2 || checkpoints().getLast().equals(files.getLast()));
    assertEquals(2, checkpoints().size());
    assertEquals(files.getFirst(), checkpoints().getFirst());
    assertEquals(StoreHistory.print(history.states().getLast()), recovered());
  }

  @Test
  void withoutASoundCheckpointAndTheLogFromTheStartNothingStarts() throws IOException {
    StoreHistory history = new StoreHistory(4);
    history.run(disk, 60);
    for (Path checkpoint : checkpoints()) {
      byte[] octets = Files.readAllBytes(checkpoint);
      octets[octets.length - 1] ^= 1;
      Files.write(checkpoint, octets);
    }
    Files.delete(folder.resolve(SegmentFiles.path(1)));
    String message = assertThrows(IOException.class, () -> StoreHistory.recover(disk)).toString();
    assertTrue(message.contains("LSN 1 is wanted; it was wanted because of checkpoint/"), message);
  }

  @Test
  void aChangeThatDoesNotFitIsCorruption() throws IOException {
    StoreHistory history = new StoreHistory(5);
    history.runWithoutCheckpoints(disk, 20);
    BaseImages images = new BaseImages(disk, 1);
    Name apex = images.read(1).zone().origin();
    long other = images.write(RandomZones.make(apex, 3, new Random(6)), List.of());
    Files.copy(
        folder.resolve(BaseImages.path(other)),
        folder.resolve(BaseImages.path(1)),
        StandardCopyOption.REPLACE_EXISTING);
    String message =
        assertThrows(CorruptLogException.class, () -> StoreHistory.recover(disk)).toString();
    assertTrue(message.contains("zone " + apex + ": image 1 is not what LSN 1 loaded"), message);
  }

  @Test
  void anImageThatIsGoneIsNamed() throws IOException {
    new StoreHistory(5).runWithoutCheckpoints(disk, 20);
    Files.delete(folder.resolve(BaseImages.path(1)));
    String message = assertThrows(IOException.class, () -> StoreHistory.recover(disk)).toString();
    assertTrue(message.contains("base/00000000000000000001.img: missing"), message);
  }
}
