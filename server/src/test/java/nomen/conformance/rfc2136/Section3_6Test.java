package nomen.conformance.rfc2136;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import nomen.conformance.Conformance;
import nomen.conformance.client.UpdateOctets;
import nomen.conformance.client.UpdatedZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 2136 section 3.6 and RFC 1982: the serial of the zone. */
@Conformance
class Section3_6Test {
  private static final String REST = " 7200 3600 1209600 300";

  private static UpdateOctets soa(UpdatedZone zone, long serial) {
    return zone.update().add("@", 3600, "SOA", "ns1 hostmaster " + serial + REST);
  }

  private static boolean isNewer(long serial, long than) {
    return (int) serial - (int) than > 0;
  }

  @Test
  void aChangeMakesTheSerialNewer(UpdatedZone zone) throws IOException {
    assertEquals("NOERROR", zone.send(zone.update().add("new", 60, "A", "192.0.2.9")));
    long first = zone.serial();
    assertTrue(isNewer(first, 100), () -> "serial " + first);
    assertEquals("NOERROR", zone.send(zone.update().deleteName("new")));
    assertTrue(isNewer(zone.serial(), first));
  }

  @Test
  void oneMessageIsOneStep(UpdatedZone zone) throws IOException {
    UpdateOctets update = zone.update();
    for (int host = 1; host <= 20; host++) {
      update.add("h" + host, 60, "A", "192.0.2." + host);
    }
    assertEquals("NOERROR", zone.send(update));
    assertEquals(101, zone.serial());
  }

  @Test
  void whatChangesNothingLeavesTheSerial(UpdatedZone zone) throws IOException {
    assertEquals("NOERROR", zone.send(zone.update()));
    assertEquals("NOERROR", zone.send(zone.update().add("ns1", 3600, "A", "192.0.2.1")));
    assertEquals("NOERROR", zone.send(zone.update().deleteName("missing")));
    assertEquals(100, zone.serial());
  }

  @Test
  void whatIsUndoneInTheMessageLeavesTheZoneAsItWas(UpdatedZone zone) throws IOException {
    UpdateOctets update = zone.update().add("new", 60, "A", "192.0.2.9");
    assertEquals("NOERROR", zone.send(update.deleteName("new")));
    assertEquals("NXDOMAIN aa", zone.ask("new", "A").status());
  }

  @Test
  void aNewerSoaReplacesTheSoa(UpdatedZone zone) throws IOException {
    String other = "ns2 root 500 1 2 3 4";
    assertEquals("NOERROR", zone.send(zone.update().add("@", 60, "SOA", other)));
    assertEquals(
        List.of("60 SOA " + zone.name("ns2") + " " + zone.name("root") + " 500 1 2 3 4"),
        zone.records("@", "SOA"));
  }

  @Test
  void theSerialOfTheClientIsKeptBesideOtherChanges(UpdatedZone zone) throws IOException {
    assertEquals("NOERROR", zone.send(soa(zone, 500).add("new", 60, "A", "192.0.2.9")));
    assertEquals(500, zone.serial());
    assertEquals(
        "NOERROR",
        zone.send(
            zone.update()
                .add("n2", 60, "A", "192.0.2.9")
                .add("@", 3600, "SOA", "ns1 hostmaster 600" + REST)));
    assertEquals(600, zone.serial());
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 99, 100, 0x8000_0065L, 0xFFFF_FFFFL})
  void anSoaThatIsNotNewerIsIgnored(long serial, UpdatedZone zone) throws IOException {
    String other = "ns2 root " + serial + " 1 2 3 4";
    assertEquals("NOERROR", zone.send(zone.update().add("@", 60, "SOA", other)));
    assertEquals(
        List.of("3600 SOA " + zone.name("ns1") + " " + zone.name("hostmaster") + " 100" + REST),
        zone.records("@", "SOA"));
  }

  @Test
  void theRestOfAMessageWithAnOldSoaIsDone(UpdatedZone zone) throws IOException {
    assertEquals("NOERROR", zone.send(soa(zone, 50).add("new", 60, "A", "192.0.2.9")));
    assertEquals(List.of("60 A 192.0.2.9"), zone.records("new", "A"));
    assertEquals(101, zone.serial());
  }

  @Test
  void theLargestStepIsNewer(UpdatedZone zone) throws IOException {
    assertEquals("NOERROR", zone.send(soa(zone, 100L + 0x7FFF_FFFFL)));
    assertEquals(100L + 0x7FFF_FFFFL, zone.serial());
  }

  @Test
  void theSerialGoesRound(UpdatedZone zone) throws IOException {
    assertEquals("NOERROR", zone.send(soa(zone, 0x7FFF_FFFFL)));
    assertEquals("NOERROR", zone.send(soa(zone, 0xFFFF_FFFEL)));
    assertEquals(0xFFFF_FFFEL, zone.serial());
    long before = 0xFFFF_FFFEL;
    for (int step = 1; step <= 3; step++) {
      assertEquals("NOERROR", zone.send(zone.update().add("h" + step, 60, "A", "192.0.2.9")));
      long now = zone.serial();
      assertTrue(isNewer(now, before), now + " after " + before);
      before = now;
    }
    assertEquals("NOERROR", zone.send(soa(zone, 77)));
    assertEquals(77, zone.serial());
  }
}
