package nomen.server.transfer.in;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import nomen.codec.name.Name;
import nomen.codec.transfer.TransferException;
import nomen.codec.transfer.TransferRequest;
import nomen.store.zone.ZoneSnapshot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One bound for the memory of all transfers that are received. */
class ReceivingMemoryTest {
  private static final Name ZONE = Name.parse("m.example.");

  private final ReceivingMemory memory = new ReceivingMemory(100);

  @Test
  void sharesAreBoundedTogether() {
    ReceivingMemory.Share one = memory.share();
    ReceivingMemory.Share other = memory.share();
    assertTrue(one.take(60));
    assertFalse(other.take(60));
    assertTrue(other.take(40));
    one.close();
    assertEquals(40, memory.takenOctets());
    assertTrue(other.take(60));
  }

  @Test
  void closedShareTakesNothing() {
    ReceivingMemory.Share share = memory.share();
    assertTrue(share.take(10));
    share.close();
    share.close();
    assertFalse(share.take(10));
    assertEquals(0, memory.takenOctets());
  }

  @Test
  void transferOverTheBoundIsRefused(@TempDir Path folder) throws Exception {
    ZoneSnapshot zone = new ZoneVersions(ZONE, 20_000, 100, new Random(5)).snapshot();
    TransferRequest request = TransferRequest.axfr(4711, ZONE);
    List<byte[]> messages =
        TransferMessages.write(request, TransferMessages.wholeZone(zone), 16_000);
    ReceivingMemory bound = new ReceivingMemory(RecordMemory.PIECE_OCTETS + 1_000);
    try (TestSecondary secondary = new TestSecondary(folder, ZONE, 16_000)) {
      ZoneIntake intake =
          new ZoneIntake(
              secondary.zones.writer(),
              secondary.zones.recovery().images(),
              secondary.limits,
              bound);
      ZoneReceiver receiver =
          intake.receive(request, null, ZoneIntake.Acceptance.NEWER, TestSecondary.PRIMARY);
      TransferException refused =
          assertThrows(
              TransferException.class,
              () -> {
                for (byte[] message : messages) {
                  receiver.message(message, 0, message.length);
                }
              });
      assertEquals(
          "the zones that are being received would take more than 0 MiB of memory together",
          refused.rule());
      assertTrue(bound.takenOctets() > 0);
      receiver.close();
      assertEquals(0, bound.takenOctets());
    }
  }
}
