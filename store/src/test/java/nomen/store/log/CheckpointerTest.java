package nomen.store.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;
import nomen.codec.name.Name;
import nomen.store.zone.DatabaseSnapshot;
import nomen.store.zone.ZoneSnapshot;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When checkpoints are written, and of what; that they are sound is CheckpointCrashTest's. */
final class CheckpointerTest {
  private static final CheckpointPolicy POLICY = new CheckpointPolicy(1L << 30, 60_000);

  private final SimulatedDisk disk = new SimulatedDisk(1);
  private final StoreHistory history = new StoreHistory(3);
  private long millis = 10_000_000;
  private Map<Name, ZoneSnapshot> zones = Map.of();

  @BeforeEach
  void fill() throws IOException {
    history.run(disk, 10);
    zones = history.states().getLast().zones();
    assertTrue(zones.size() > 1, zones.size() + " zones");
  }

  private Checkpointer checkpointer(
      Recovery recovery, Collection<ZoneSnapshot> resting, LongConsumer done) {
    InstantSource clock = () -> Instant.ofEpochMilli(millis);
    return new Checkpointer(recovery, POLICY, clock, resting, done);
  }

  private Recovery recover() throws IOException {
    disk.restart();
    return StoreHistory.recover(disk);
  }

  private void committed(Checkpointer checkpointer, Collection<ZoneSnapshot> changing) {
    checkpointer.committed(DatabaseSnapshot.of(changing), history.acknowledged(), List.of());
  }

  private void begin(Checkpointer checkpointer) {
    checkpointer.request(DatabaseSnapshot.of(zones.values()), history.acknowledged());
    assertTrue(checkpointer.writeWanted());
  }

  @Test
  void anErrorEndsOneCheckpointAndNotAllThatCome() throws IOException {
    Checkpointer checkpointer =
        checkpointer(
            recover(),
            List.of(),
            lsn -> {
              throw new OutOfMemoryError("as if");
            });
    millis += 60_000;
    committed(checkpointer, zones.values());
    assertFalse(checkpointer.writeWanted());
  }

  @Test
  void theIntervalGoesOnOverARestart() throws IOException {
    begin(checkpointer(recover(), List.of(), lsn -> {}));
    millis += 40_000;
    Checkpointer restarted = checkpointer(recover(), List.of(), lsn -> {});
    millis += 19_999;
    committed(restarted, zones.values());
    assertFalse(restarted.writeWanted());
    millis += 1;
    committed(restarted, zones.values());
    assertTrue(restarted.writeWanted());
  }

  @Test
  void anImageThatCouldNotBeWrittenKeepsNoOthers() throws IOException {
    BaseImages images = recover().images();
    long horizon = images.horizon();
    disk.failForce(1);
    ZoneSnapshot zone = zones.values().iterator().next();
    assertThrows(IOException.class, () -> images.write(zone, List.of()));
    assertEquals(horizon + 1, images.horizon());
  }

  @Test
  void zonesThatNobodyChangesAreKept() throws IOException {
    List<ZoneSnapshot> all = List.copyOf(zones.values());
    Checkpointer checkpointer = checkpointer(recover(), all.subList(0, 1), lsn -> {});
    millis += 60_000;
    committed(checkpointer, all.subList(1, all.size()));
    assertTrue(checkpointer.writeWanted());
    assertEquals(Set.copyOf(zones.keySet()), recover().zones().keySet());
  }

  @Test
  void aCheckpointThatWouldForgetAZoneIsNotWritten() throws IOException {
    List<ZoneSnapshot> all = List.copyOf(zones.values());
    Checkpointer checkpointer = checkpointer(recover(), List.of(), lsn -> {});
    millis += 60_000;
    assertThrows(
        IllegalStateException.class, () -> committed(checkpointer, all.subList(1, all.size())));
    assertFalse(checkpointer.writeWanted());
  }
}
