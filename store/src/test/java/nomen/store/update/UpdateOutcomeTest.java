package nomen.store.update;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import nomen.codec.message.Rcode;
import nomen.store.zone.Changeset;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** RFC 2136 sections 3.5 and 3.6, and the limits of an update. */
class UpdateOutcomeTest extends UpdateCase {
  @Nested
  class Section3_5Atomicity {
    @Test
    void whatEndsAsItBeganIsNoChange() {
      zone = Zones.zone("Www 300 A 192.0.2.1", "www 300 TXT x");
      assertUnchanged("add new 1 A 192.0.2.1", "delete new A 192.0.2.1");
      assertUnchanged("delete www", "add WWW 300 A 192.0.2.1", "add www 300 TXT x");
      assertUnchanged(
          "add www 60 A 192.0.2.2", "delete www A 192.0.2.2", "add www 300 A 192.0.2.1");
    }

    @Test
    void onlyWhatDiffersIsTold() {
      zone = Zones.zone("Www 300 A 192.0.2.1", "www 300 A 192.0.2.2");
      Changeset changes =
          changes(
              "delete www",
              "add www 300 A 192.0.2.2",
              "add www 300 A 192.0.2.3",
              "add x 1 A 192.0.2.1",
              "delete x");
      assertEquals(List.of(Zones.soa(1), Zones.record("Www 300 A 192.0.2.1")), changes.removed());
      assertEquals(List.of(Zones.soa(2), Zones.record("Www 300 A 192.0.2.3")), changes.added());
      assertEquals("Www.example.", changes.added().getLast().owner().toString());
    }

    @Test
    void thousandsOfRecordsInOneMessage() {
      limits = new UpdateLimits(4096, 65_535, 100);
      String[] lines = new String[4000];
      for (int i = 0; i < lines.length; i++) {
        lines[i] = "add www 300 A 10.0." + i / 250 + "." + i % 250;
      }
      assertEquals(lines.length + 1, changes(lines).added().size());
      assertUnchanged(lines);
      String[] deletes =
          Arrays.stream(lines)
              .map(it -> it.replace("add www 300", "delete www"))
              .toArray(String[]::new);
      assertEquals(lines.length + 1, changes(deletes).removed().size());
      assertData();
    }
  }

  @Nested
  class Section3_6Serial {
    @Test
    void theNextOfThePolicy() {
      nowMillis = 1_700_000_000_000L;
      policy = SerialPolicy.UNIXTIME;
      assertEquals(1_700_000_000, changes("add a 1 A 192.0.2.1").serialTo());
      assertEquals(1_700_000_001, changes("add a 1 A 192.0.2.2").serialTo());
      policy = SerialPolicy.DATESERIAL;
      assertEquals(2_023_111_400, changes("add a 1 A 192.0.2.3").serialTo());
      policy = SerialPolicy.INCREMENT;
      assertEquals(2_023_111_401, changes("add a 1 A 192.0.2.4").serialTo());
    }

    @Test
    void theClientsOwnIfItIsNewer() {
      policy = SerialPolicy.UNIXTIME;
      nowMillis = 1_700_000_000_000L;
      Changeset changes = changes("add a 1 A 192.0.2.1", "add @ 3600 SOA ns admin 5 1 2 3 4");
      assertEquals(5, changes.serialTo());
    }

    @Test
    void anOlderOfTheClientIsNoReasonToStay() {
      assertEquals(
          2, changes("add a 1 A 192.0.2.1", "add @ 3600 SOA ns admin 1 1 2 3 4").serialTo());
    }
  }

  @Nested
  class Limits {
    @Test
    void operations() {
      limits = new UpdateLimits(2, 10, 10);
      assertChanges("add a 1 A 192.0.2.1", "add a 1 A 192.0.2.2");
      assertRefused(
          Rcode.REFUSED, "update 3: over max-operations, 2", "delete a", "delete b", "delete c");
    }

    /** One that fits no message would be answered with TC for ever. */
    @Test
    void octetsOfAnRrset() {
      String text = ("\"" + "x".repeat(250) + "\" ").repeat(239);
      assertRefused(
          Rcode.REFUSED,
          "update 2: a.example. TXT would have 120006 octets and fit no message: over the limit of"
              + " an RRset, 65253",
          "add a 1 TXT " + text + "a",
          "add a 1 TXT " + text + "b");
      assertChanges("add a 1 TXT " + text + "a", "delete a TXT " + text + "a", "add a 1 TXT b");
    }

    @Test
    void recordsOfAnRrset() {
      limits = new UpdateLimits(100, 2, 10);
      assertChanges("add a 1 A 192.0.2.1", "add a 1 A 192.0.2.2");
      assertRefused(
          Rcode.REFUSED,
          "update 2: a.example. A would have 3 records: over max-records-per-rrset, 2",
          "delete b",
          "add A 1 A 192.0.2.3");
      assertChanges("add a 1 A 192.0.2.3", "delete a A 192.0.2.1");
      assertUnchanged("add a 1 A 192.0.2.3");
    }

    @Test
    void whatIsOverAlreadyOnlyMustNotGrow() {
      zone = Zones.zone("a 1 A 192.0.2.1", "a 1 A 192.0.2.2", "a 1 A 192.0.2.3", "a 1 TXT x");
      limits = new UpdateLimits(100, 1, 1);
      nameLimits = List.of(new NameLimit(Zones.name("a"), 1, "dhcp"));
      assertChanges("add a 60 A 192.0.2.1");
      assertChanges("delete a A 192.0.2.1");
      assertChanges("delete a A 192.0.2.2", "add a 60 A 192.0.2.9");
    }

    @Test
    void rrsetsOfAName() {
      limits = new UpdateLimits(100, 10, 2);
      assertChanges("add a 1 A 192.0.2.1", "add a 1 TXT x");
      assertRefused(
          Rcode.REFUSED,
          "update 1: a.example. would have 3 RRsets: over max-rrsets-per-name, 2",
          "add a 1 AAAA 2001:db8::1");
      assertChanges("delete a TXT", "add a 1 AAAA 2001:db8::1");
    }

    @Test
    void recordsOfANameThatARuleSets() {
      nameLimits = List.of(new NameLimit(Zones.name("A"), 2, "dhcp"));
      assertChanges("add a 1 A 192.0.2.1", "add a 1 TXT x", "add b 1 TXT 1", "add b 1 TXT 2");
      assertChanges("add b 1 TXT 3");
      assertRefused(
          Rcode.REFUSED,
          "update 1: a.example. would have 3 records:"
              + " over max-records-per-name of rule dhcp, 2",
          "add a 1 A 192.0.2.2");
      assertChanges("delete a TXT", "add a 1 A 192.0.2.2");
    }
  }
}
