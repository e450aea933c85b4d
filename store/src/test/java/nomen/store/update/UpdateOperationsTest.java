package nomen.store.update;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import nomen.store.zone.Changeset;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 2136 section 3.4.2, rule by rule. */
class UpdateOperationsTest extends UpdateCase {
  @Nested
  class Section3_4_2_2Add {
    @Test
    void aRecordOfANewName() {
      Changeset changes = changes("add www 300 A 192.0.2.1");
      assertData("www.example. 300 A 192.0.2.1");
      assertEquals(
          new Changeset(
              Zones.APEX,
              1,
              2,
              List.of(Zones.soa(1)),
              List.of(Zones.soa(2), Zones.record("www 300 A 192.0.2.1"))),
          changes);
    }

    @Test
    void aRecordThatIsThere() {
      assertChanges("add www 300 MX 10 Mail");
      assertUnchanged("add WWW 300 MX 10 mAIL");
      assertData("www.example. 300 MX 10 Mail.example.");
    }

    @Test
    void anRrsetTakesTheTtlThatCameLast() {
      assertChanges("add www 300 A 192.0.2.1", "add www 300 A 192.0.2.2");
      Changeset changes = changes("add www 60 A 192.0.2.3");
      assertEquals(3, changes.removed().size());
      assertEquals(4, changes.added().size());
      assertData(
          "www.example. 60 A 192.0.2.1",
          "www.example. 60 A 192.0.2.2",
          "www.example. 60 A 192.0.2.3");
      assertChanges("add www 900 A 192.0.2.1");
      assertData(
          "www.example. 900 A 192.0.2.1",
          "www.example. 900 A 192.0.2.2",
          "www.example. 900 A 192.0.2.3");
    }

    @Test
    void signaturesHaveTheTtlOfWhatTheyCover() {
      String ofA = "RRSIG A 8 2 300 20300101000000 20200101000000 1 @ AQID";
      String ofTxt = "RRSIG TXT 8 2 300 20300101000000 20200101000000 1 @ AQID";
      assertChanges("add www 300 " + ofA, "add www 900 " + ofTxt);
      assertEquals(List.of("300", "900"), Zones.data(zone).stream().map(this::ttl).toList());
      assertChanges("add www 60 " + ofA);
      assertEquals(List.of("60", "900"), Zones.data(zone).stream().map(this::ttl).toList());
      assertUnchanged("prereq yxrrset www RRSIG");
      assertChanges("prereq yxrrset www " + ofA, "prereq yxrrset www " + ofTxt, "delete www RRSIG");
      assertData();
    }

    private String ttl(String line) {
      return line.split(" ", -1)[1];
    }

    @Test
    void aCnameBesideOtherDataIsIgnored() {
      assertChanges("add www 300 A 192.0.2.1");
      assertUnchanged("add www 300 CNAME other");
      assertUnchanged("add @ 300 CNAME other");
    }

    @Test
    void otherDataBesideACnameIsIgnored() {
      assertChanges("add www 300 CNAME other");
      assertUnchanged("add www 300 A 192.0.2.1", "add www 300 TYPE65280 \\# 0");
      assertUnchanged("add www 300 DNAME other");
    }

    @Test
    void whatWasIgnoredIsNotRemembered() {
      assertChanges("add www 300 A 192.0.2.1");
      assertChanges("add www 300 CNAME other", "delete www A", "add www 60 TXT x");
      assertData("www.example. 60 TXT \"x\"");
    }

    @Test
    void aCnameAfterWhatWasInItsWay() {
      assertChanges("add www 300 A 192.0.2.1");
      assertChanges("delete www", "add www 300 CNAME other");
      assertData("www.example. 300 CNAME other.example.");
    }

    @Test
    void aCnameReplacesACname() {
      assertChanges("add www 300 CNAME one");
      Changeset changes = changes("add www 60 CNAME two");
      assertEquals(2, changes.removed().size());
      assertData("www.example. 60 CNAME two.example.");
    }

    @Test
    void dnssecTypesStandBesideACname() {
      assertChanges(
          "add www 300 CNAME one",
          "add www 300 NSEC x CNAME",
          "add www 300 RRSIG CNAME 8 2 300 20300101000000 20200101000000 1 @ AQID",
          "add www 300 KEY 512 3 8 AQID");
      assertEquals(4, Zones.data(zone).size());
      assertChanges("add www 300 CNAME two");
      assertEquals(4, Zones.data(zone).size());
    }

    @Test
    void aDnameReplacesADname() {
      assertChanges("add d 300 DNAME one.test.");
      assertChanges("add d 300 DNAME two.test.");
      assertData("d.example. 300 DNAME two.test.");
      assertUnchanged("add d 300 CNAME other");
    }

    @Test
    void dnameAndDelegationKeepEachOtherOut() {
      assertChanges("add d 300 DNAME one.test.", "add sub 300 NS ns.test.");
      assertUnchanged("add d 300 NS ns.test.", "add sub 300 DNAME one.test.");
      assertChanges("add @ 300 DNAME one.test.");
    }

    @Test
    void aServiceIsKnownByAddressAndProtocol() {
      assertChanges("add w 300 WKS 192.0.2.1 6 25", "add w 300 WKS 192.0.2.1 17 53");
      assertChanges("add w 300 WKS 192.0.2.1 6 80");
      assertEquals(2, Zones.data(zone).size());
      assertUnchanged(
          "prereq yxrrset w WKS 192.0.2.1 6 80", "prereq yxrrset w WKS 192.0.2.1 17 53");
    }

    @Test
    void wildcardsAndGlueAreNamesLikeOthers() {
      assertChanges(
          "add *.w 300 A 192.0.2.1", "add sub 300 NS ns.sub", "add ns.sub 300 A 192.0.2.2");
      assertData(
          "sub.example. 300 NS ns.sub.example.",
          "ns.sub.example. 300 A 192.0.2.2",
          "*.w.example. 300 A 192.0.2.1");
    }

    @Test
    void aNameKeepsTheCaseThatItCameIn() {
      assertChanges("add Www 300 A 192.0.2.1");
      assertChanges("add wWW 300 A 192.0.2.2", "delete www A 192.0.2.1");
      assertData("Www.example. 300 A 192.0.2.2");
    }
  }

  @Nested
  class Section3_4_2_2Soa {
    @Test
    void aNewerOneReplacesTheSoa() {
      Changeset changes = changes("add @ 60 SOA other admin 7 1 2 3 4");
      assertEquals(7, changes.serialTo());
      assertEquals(7, zone.serial());
      assertEquals(2, changes.removed().size() + changes.added().size());
    }

    @ParameterizedTest
    @CsvSource({"1", "0", "4294967295", "2147483649"})
    void anyOtherIsIgnored(String serial) {
      assertUnchanged("add @ 60 SOA other admin " + serial + " 1 2 3 4");
    }

    @Test
    void newerIsMeantOnTheCircleOfSerials() {
      assertEquals(0x8000_0000, changes("add @ 60 SOA other admin 2147483648 1 2 3 4").serialTo());
      assertEquals(-1, changes("add @ 60 SOA other admin 4294967295 1 2 3 4").serialTo());
      assertEquals(3, changes("add @ 60 SOA other admin 3 1 2 3 4").serialTo());
    }

    @Test
    void noneIsBelowTheApex() {
      assertUnchanged("add www 60 SOA other admin 7 1 2 3 4");
    }

    @Test
    void ofTwoTheNewerCounts() {
      assertEquals(
          9,
          changes("add @ 60 SOA other admin 9 1 2 3 4", "add @ 60 SOA last admin 8 1 2 3 4")
              .serialTo());
    }
  }

  @Nested
  class Section3_4_2_3DeleteRrsets {
    Section3_4_2_3DeleteRrsets() {
      zone = Zones.zone("www 300 A 192.0.2.1", "www 300 A 192.0.2.2", "www 300 TXT x");
    }

    @Test
    void anRrset() {
      assertEquals(3, changes("delete WWW A").removed().size());
      assertData("www.example. 300 TXT \"x\"");
      assertUnchanged("delete www A", "delete none A");
    }

    @Test
    void aName() {
      assertEquals(4, changes("delete WWW").removed().size());
      assertData();
      assertUnchanged("delete www");
    }

    @Test
    void namesBelowStay() {
      assertChanges("add a.www 300 A 192.0.2.1");
      assertChanges("delete www");
      assertData("a.www.example. 300 A 192.0.2.1");
    }

    @Test
    void theApexKeepsSoaAndNs() {
      assertUnchanged("delete @", "delete @ SOA", "delete @ NS");
      assertChanges("add @ 300 TXT x", "add @ 3600 NS ns2");
      assertChanges("delete @", "delete www");
      assertData("example. 3600 NS ns2.example.");
    }

    @Test
    void aDelegationDoesNot() {
      assertChanges("add sub 300 NS ns.test.");
      assertChanges("delete sub NS");
      assertChanges("add sub 300 NS ns.test.");
      assertChanges("delete sub NS ns.test.", "delete www");
      assertData();
    }
  }

  @Nested
  class Section3_4_2_4DeleteRecords {
    @Test
    void aRecord() {
      zone = Zones.zone("www 300 MX 1 a", "www 300 MX 1 b");
      assertEquals(2, changes("delete WWW MX 1 A").removed().size());
      assertData("www.example. 300 MX 1 b.example.");
      assertUnchanged("delete www MX 1 a", "delete www MX 2 b", "delete none A 192.0.2.1");
    }

    @Test
    void theSoaStays() {
      assertUnchanged("delete @ SOA ns admin 1 1 2 3 4");
    }

    @Test
    void theLastNsOfTheApexStays() {
      assertUnchanged("delete @ NS ns");
      assertChanges("add @ 3600 NS ns2");
      assertChanges("delete @ NS ns", "delete @ NS ns2");
      assertData("example. 3600 NS ns2.example.");
    }

    @Test
    void allNsCanBeReplaced() {
      assertChanges("add @ 3600 NS ns2", "delete @ NS ns");
      assertData("example. 3600 NS ns2.example.");
      assertUnchanged("delete @ NS ns2", "add @ 3600 NS ns2");
    }
  }
}
