package nomen.server.transfer.in;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import nomen.codec.name.Name;
import nomen.codec.rr.ResourceRecord;
import nomen.codec.transfer.TransferException;
import nomen.codec.transfer.TransferRequest;
import nomen.store.zone.Changeset;
import nomen.store.zone.ZoneInvariants;
import nomen.store.zone.ZoneSnapshot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Changed transfers against a server's zone: each is refused and leaves no trace, or is taken in
 * full: then the zone has the serial of the transfer, can be served, and comes back from the log.
 */
@Timeout(240)
class ReceivedMutationTest {
  private static final Name ZONE = Name.parse("m.example.");
  private static final int MUTATIONS = 600;

  @TempDir private Path folder;
  private final Random random = new Random(77);

  private void mutate(byte[] octets) {
    for (int changes = 1 + random.nextInt(2); changes > 0; changes--) {
      int at = 12 + random.nextInt(octets.length - 12);
      switch (random.nextInt(4)) {
        case 0 -> octets[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> octets[at] = (byte) random.nextInt();
        case 2 -> octets[at]++;
        default -> octets[at] = octets[12 + random.nextInt(octets.length - 12)];
      }
    }
  }

  @Test
  void aTransferIsTakenInFullOrNotAtAll() throws Exception {
    ZoneVersions primary = new ZoneVersions(ZONE, 12, 100, random);
    ZoneSnapshot first = primary.snapshot();
    List<Changeset> changes = List.of(primary.change(), primary.change());
    ZoneSnapshot last = primary.snapshot();
    int taken = 0;
    try (TestSecondary secondary = new TestSecondary(folder, ZONE, 700)) {
      secondary.receiveZone(first);
      for (int i = 0; i < MUTATIONS; i++) {
        boolean whole = random.nextBoolean();
        TransferRequest request =
            whole ? TransferRequest.axfr(9, ZONE) : TransferRequest.ixfr(9, ZONE, 100);
        List<ResourceRecord> records =
            whole ? TransferMessages.wholeZone(last) : TransferMessages.differences(changes);
        List<byte[]> messages = new ArrayList<>(TransferMessages.write(request, records, 700));
        mutate(messages.get(random.nextInt(messages.size())));
        ZoneSnapshot before = secondary.served();
        long lsn = secondary.zones.recovery().log().nextLsn();
        try {
          int serial = secondary.receive(request, ZoneIntake.Acceptance.NEWER, messages);
          ZoneSnapshot served = secondary.served();
          assertNotNull(served);
          assertEquals(serial, (int) served.serial());
          assertEquals(List.of(), ZoneInvariants.broken(served));
          taken++;
          if (taken % 20 == 0) {
            secondary.restart();
            ReceivedHistoryTest.assertSame(served, secondary.served());
          }
          secondary.receiveZone(first, ZoneIntake.Acceptance.ANY);
        } catch (TransferException e) {
          assertEquals(before, secondary.served(), "the very zone that was served");
          assertEquals(lsn, secondary.zones.recovery().log().nextLsn());
        }
      }
    }
    assertTrue(taken > MUTATIONS / 50, taken + " taken");
  }
}
