package nomen.conformance.rfc1995;

import static nomen.conformance.client.QueryOctets.query;
import static nomen.conformance.client.ZoneTransfer.ixfr;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Random;
import nomen.conformance.Conformance;
import nomen.conformance.Differs;
import nomen.conformance.UpdateZones;
import nomen.conformance.client.DnsClient;
import nomen.conformance.client.Reply;
import nomen.conformance.client.UpdateOctets;
import nomen.conformance.client.UpdatedZone;
import nomen.conformance.client.ZoneTransfer;
import nomen.conformance.subject.SubjectKind;
import org.junit.jupiter.api.Test;

/** RFC 1995: what is asked, and the differences that come. */
@Conformance
class Section4Test {
  private static final long FIRST = 100;

  private static ZoneTransfer since(UpdatedZone zone, long serial) throws IOException {
    return ZoneTransfer.ask(zone.client(), ixfr(zone.apex(), serial));
  }

  private static List<String> whole(UpdatedZone zone) throws IOException {
    return ZoneTransfer.ask(zone.client(), query(zone.apex(), "AXFR")).zone();
  }

  private static void change(UpdatedZone zone, UpdateOctets update) throws IOException {
    assertEquals("NOERROR", zone.send(update));
  }

  private static String soa(UpdatedZone zone, long serial) {
    return "%1$s 3600 SOA ns1.%1$s hostmaster.%1$s %2$d 7200 3600 1209600 300"
        .formatted(zone.apex(), serial);
  }

  @Test
  void section2TheSoaAloneToWhoHasTheZone(UpdatedZone zone) throws IOException {
    assertEquals(List.of(soa(zone, FIRST)), since(zone, FIRST).records());
    Reply udp = zone.client().ask(ixfr(zone.apex(), FIRST));
    assertEquals(List.of(soa(zone, FIRST)), udp.answer());
    assertEquals("NOERROR", udp.rcode());
  }

  @Test
  void section2TheSoaAloneToWhoHasANewerOne(UpdatedZone zone) throws IOException {
    assertEquals(List.of(soa(zone, FIRST)), since(zone, FIRST + 1).records());
  }

  @Test
  void section2ToAnUnknownSerialTheWholeZone(UpdatedZone zone) throws IOException {
    change(zone, zone.update().add("new", 60, "A", "192.0.2.9"));
    ZoneTransfer transfer = since(zone, 7);
    assertFalse(transfer.isDifferences());
    assertEquals(whole(zone), transfer.zone());
    assertEquals(List.of(zone.apex() + " IXFR"), transfer.messages().getFirst().question());
  }

  @Test
  void section4ADifference(UpdatedZone zone) throws IOException {
    change(
        zone,
        zone.update()
            .deleteRecord("www", "A", "192.0.2.81")
            .add("www", 3600, "A", "192.0.2.82")
            .add("new", 60, "A", "192.0.2.9"));
    ZoneTransfer transfer = since(zone, FIRST);
    List<String> records = transfer.records();
    assertEquals(List.of(FIRST + 1, FIRST, FIRST + 1, FIRST + 1), transfer.serials());
    assertEquals(soa(zone, FIRST + 1), records.getFirst());
    assertEquals(soa(zone, FIRST), records.get(1));
    assertEquals(zone.name("www") + " 3600 A 192.0.2.81", records.get(2));
    assertEquals(soa(zone, FIRST + 1), records.get(3));
    assertEquals(
        List.of(zone.name("new") + " 60 A 192.0.2.9", zone.name("www") + " 3600 A 192.0.2.82"),
        records.subList(4, 6).stream().sorted().toList());
    assertEquals(soa(zone, FIRST + 1), records.getLast());
    assertEquals(7, records.size());
  }

  @Test
  @Differs(
      subject = SubjectKind.BIND,
      why = "sends the zone, as the differences one by one are longer than that")
  void section4ChangesOneAfterAnother(UpdatedZone zone) throws IOException {
    List<String> before = whole(zone);
    for (int host = 1; host <= 4; host++) {
      change(zone, zone.update().add("h" + host, 60, "A", "192.0.2." + host));
    }
    change(zone, zone.update().deleteName("h2"));
    ZoneTransfer transfer = since(zone, FIRST);
    assertTrue(transfer.isDifferences());
    assertEquals(whole(zone), transfer.applyTo(before));
    assertEquals(FIRST + 5, transfer.serials().getFirst());
    ZoneTransfer last = since(zone, FIRST + 4);
    assertEquals(List.of(FIRST + 5, FIRST + 4, FIRST + 5, FIRST + 5), last.serials());
  }

  @Test
  @Differs(
      subject = {SubjectKind.BIND, SubjectKind.KNOT},
      why = "send the differences one by one, which section 5 allows")
  void section5SeveralAreOne(UpdatedZone zone) throws IOException {
    change(zone, zone.update().add("here", 60, "A", "192.0.2.1"));
    change(zone, zone.update().add("gone", 60, "A", "192.0.2.2"));
    change(zone, zone.update().deleteName("gone"));
    ZoneTransfer transfer = since(zone, FIRST);
    assertEquals(List.of(FIRST + 3, FIRST, FIRST + 3, FIRST + 3), transfer.serials());
    assertEquals(zone.name("here") + " 60 A 192.0.2.1", transfer.records().get(3));
    assertEquals(5, transfer.records().size());
  }

  @Test
  void randomChangesLeadFromStateToState(UpdatedZone zone) throws IOException {
    Random random = new Random(5);
    List<String> before = whole(zone);
    long serial = FIRST;
    for (int round = 0; round < 15; round++) {
      for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
        UpdateOctets update = zone.update();
        for (int i = 1 + random.nextInt(5); i > 0; i--) {
          String name = "r" + random.nextInt(6);
          if (random.nextInt(3) == 0) {
            update.deleteName(name);
          } else {
            update.add(name, 60L * (1 + random.nextInt(2)), "A", "192.0.2." + random.nextInt(9));
          }
        }
        change(zone, update);
      }
      ZoneTransfer transfer = since(zone, serial);
      List<String> now = whole(zone);
      assertEquals(now, transfer.isDifferences() ? transfer.applyTo(before) : now);
      before = now;
      serial = zone.serial();
    }
  }

  @Test
  void section2OverUdpTheDifferencesIfTheyFit(UpdatedZone zone) throws IOException {
    change(zone, zone.update().add("new", 60, "A", "192.0.2.9"));
    Reply reply = zone.client().ask(ixfr(zone.apex(), FIRST));
    assertEquals("NOERROR", reply.rcode());
    boolean isSoaAlone = reply.answerInOrder().size() == 1;
    assertEquals(soa(zone, FIRST + 1), reply.answerInOrder().getFirst());
    assertTrue(
        isSoaAlone || reply.answerInOrder().contains(zone.name("new") + " 60 A 192.0.2.9"),
        reply::toString);
  }

  @Test
  void section2OverUdpTheSoaAloneIfTheyDoNotFit(UpdatedZone zone) throws IOException {
    UpdateOctets update = zone.update();
    for (int i = 0; i < 20; i++) {
      update.add("big" + i, 60, "TXT", "\"" + "x".repeat(40) + "\"");
    }
    change(zone, update);
    Reply reply = zone.client().ask(ixfr(zone.apex(), FIRST));
    assertEquals(List.of(soa(zone, FIRST + 1)), reply.answerInOrder());
    assertEquals("NOERROR", reply.rcode());
  }

  @Test
  @Differs(subject = SubjectKind.NSD, why = "answers with a message whose counts are wrong")
  void section3TheSoaMustBeThere(DnsClient client) throws IOException {
    Reply reply = client.askOverTcp(query("house.test.", "IXFR"));
    assertEquals("FORMERR", reply.rcode());
  }

  @Test
  void whoMayNotIsRefused(UpdatedZone zone) throws IOException {
    for (String apex : new String[] {UpdateZones.CLOSED, UpdateZones.KEYED}) {
      String rcode = zone.client().askOverTcp(ixfr(apex, FIRST)).rcode();
      assertTrue(rcode.equals("REFUSED") || rcode.equals("NOTAUTH"), rcode);
    }
  }
}
