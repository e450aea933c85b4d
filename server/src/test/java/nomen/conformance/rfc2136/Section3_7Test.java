package nomen.conformance.rfc2136;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import nomen.conformance.Conformance;
import nomen.conformance.client.Reply;
import nomen.conformance.client.TcpConnection;
import nomen.conformance.client.UpdateOctets;
import nomen.conformance.client.UpdatedZone;
import org.junit.jupiter.api.Test;

/** RFC 2136 sections 3.5, 3.7 and 7: all or nothing, at once, and safe to send again. */
@Conformance
class Section3_7Test {
  @Test
  void aChangeIsVisibleWhenItIsAnswered(UpdatedZone zone) throws IOException {
    for (int host = 1; host <= 50; host++) {
      String address = "192.0.2." + host;
      UpdateOctets update = zone.update().deleteRRset("ns1", "A").add("ns1", 60, "A", address);
      assertEquals("NOERROR", zone.send(update));
      assertEquals(List.of("60 A " + address), zone.records("ns1", "A"));
    }
  }

  @Test
  void aRetransmissionChangesNothing(UpdatedZone zone) throws IOException {
    UpdateOctets update = zone.update().add("new", 60, "A", "192.0.2.9").deleteName("www");
    assertEquals("NOERROR", zone.send(update));
    long serial = zone.serial();
    assertEquals("NOERROR", zone.send(update));
    assertEquals(serial, zone.serial());
    assertEquals(List.of("60 A 192.0.2.9"), zone.records("new", "A"));
  }

  @Test
  void aRetransmissionIsDoneOnceAlsoIfItWouldNotBeAllowedAgain(UpdatedZone zone)
      throws IOException {
    UpdateOctets update = zone.update().notInUse("new").add("new", 60, "A", "192.0.2.9");
    assertEquals("NOERROR", zone.send(update));
    // Answered as the first time by who remembers it, tested again by who does not.
    String again = zone.send(update);
    assertTrue(again.equals("NOERROR") || again.equals("YXDOMAIN"), again);
    assertEquals(101, zone.serial());
  }

  @Test
  void manyMessagesOnOneConnectionAreDoneInOrder(UpdatedZone zone) throws IOException {
    try (TcpConnection connection = zone.client().connect()) {
      for (int step = 1; step <= 20; step++) {
        UpdateOctets update = zone.update().deleteRRset("new", "TXT");
        connection.send(update.add("new", 60, "TXT", "step" + step).octets());
        assertEquals("NOERROR", new Reply(connection.receive()).rcode());
      }
    }
    assertEquals(List.of("60 TXT \"step20\""), zone.records("new", "TXT"));
  }

  @Test
  void aLargeMessageIsDoneWhollyOrNot(UpdatedZone zone) throws IOException {
    UpdateOctets update = zone.update();
    for (int host = 0; host < 1000; host++) {
      update.add("h" + host, 60, "A", "192.0.2.9");
    }
    update.add("www.other.test.", 60, "A", "192.0.2.9");
    assertEquals("NOTZONE", zone.client().askOverTcp(update.octets()).rcode());
    assertEquals("NXDOMAIN aa", zone.ask("h0", "A").status());
    assertEquals("NXDOMAIN aa", zone.ask("h999", "A").status());
    assertEquals(100, zone.serial());
  }
}
