package nomen.store.update;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import java.util.stream.Stream;
import nomen.codec.edns.ErrorCode;
import nomen.codec.message.Rcode;
import nomen.codec.name.Name;
import nomen.codec.update.UpdateFormatException;
import nomen.codec.update.UpdateRequest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 2136 sections 3.1, 3.2 and 3.4.1, rule by rule. */
class UpdatePrerequisitesTest extends UpdateCase {
  @Nested
  class Section3_1Zone {
    @Test
    void anotherZone() {
      var refused =
          assertInstanceOf(
              Evaluation.Refused.class,
              update(new UpdateRequest(Name.parse("test."), List.of(), List.of(), null)));
      assertEquals(Rcode.NOTAUTH, refused.rcode());
      assertEquals("zone section: test. is not the zone example.", refused.reason());
    }

    @Test
    void theCaseOfTheZoneNameDoesNotCount() {
      assertEquals(
          new Evaluation.Unchanged(1),
          update(new UpdateRequest(Name.parse("EXAMPLE."), List.of(), List.of(), null)));
    }
  }

  @Nested
  class Section3_2Prerequisites {
    Section3_2Prerequisites() {
      zone =
          Zones.zone(
              "www 300 A 192.0.2.1",
              "www 300 A 192.0.2.2",
              "mail 300 MX 10 Host",
              "a.b 300 TXT x",
              "*.w 300 A 192.0.2.1");
    }

    @Test
    void rrsetExists() {
      assertUnchanged("prereq yxrrset www A", "prereq yxrrset WWW A", "prereq yxrrset @ SOA");
      assertRefused(
          Rcode.NXRRSET,
          "prerequisite 2: www.example. AAAA does not exist (RFC 2136 section 2.4.1)",
          "prereq yxrrset www A",
          "prereq yxrrset www AAAA",
          "add new 1 A 192.0.2.1");
    }

    @Test
    void noWildcardMakesAnRrset() {
      assertUnchanged("prereq yxrrset *.w A", "prereq nxdomain x.w", "prereq nxrrset x.w A");
    }

    @Test
    void rrsetExistsWithValues() {
      assertUnchanged("prereq yxrrset www A 192.0.2.2", "prereq yxrrset www A 192.0.2.1");
      assertUnchanged("prereq yxrrset mail MX 10 hOST");
      assertUnchanged(
          "prereq yxrrset www A 192.0.2.2",
          "prereq yxrrset www A 192.0.2.1",
          "prereq yxrrset WWW A 192.0.2.1");
    }

    @ParameterizedTest
    @CsvSource({
      "has not 1 records but 2, 192.0.2.1",
      "has not 3 records but 2, 192.0.2.1 192.0.2.2 192.0.2.3",
      "has other records, 192.0.2.1 192.0.2.3",
    })
    void otherValues(String fault, String addresses) {
      assertRefused(
          Rcode.NXRRSET,
          "prerequisite 1: www.example. A " + fault + " (RFC 2136 section 2.4.2)",
          Stream.of(addresses.split(" ", -1))
              .map("prereq yxrrset www A "::concat)
              .toArray(String[]::new));
    }

    @Test
    void valuesOfAnRrsetThatIsNotThere() {
      assertRefused(
          Rcode.NXRRSET,
          "prerequisite 2: none.example. A does not exist (RFC 2136 section 2.4.2)",
          "prereq yxrrset www A",
          "prereq yxrrset none A 192.0.2.1");
    }

    @Test
    void rrsetDoesNotExist() {
      assertUnchanged("prereq nxrrset www AAAA", "prereq nxrrset none A");
      assertRefused(
          Rcode.YXRRSET,
          "prerequisite 1: www.example. A exists (RFC 2136 section 2.4.3)",
          "prereq nxrrset www A");
    }

    @Test
    void nameIsInUse() {
      assertUnchanged("prereq yxdomain www", "prereq yxdomain a.b");
      assertRefused(
          Rcode.NXDOMAIN,
          "prerequisite 1: none.example. is not in use (RFC 2136 section 2.4.4)",
          "prereq yxdomain none");
    }

    @Test
    void anEmptyNonTerminalIsNotInUse() {
      assertUnchanged("prereq nxdomain b");
    }

    @Test
    void nameIsNotInUse() {
      assertUnchanged("prereq nxdomain none");
      assertRefused(
          Rcode.YXDOMAIN,
          "prerequisite 1: www.example. is in use (RFC 2136 section 2.4.5)",
          "prereq nxdomain www");
    }

    @Test
    void valuesAreComparedAfterAllOthers() {
      assertRefused(
          Rcode.YXDOMAIN,
          "prerequisite 2: www.example. is in use (RFC 2136 section 2.4.5)",
          "prereq yxrrset www A 192.0.2.9",
          "prereq nxdomain www");
    }

    @Test
    void theFirstOfTheOthersIsTold() {
      assertRefused(
          Rcode.NXDOMAIN,
          "prerequisite 1: none.example. is not in use (RFC 2136 section 2.4.4)",
          "prereq yxdomain none",
          "prereq nxdomain www");
    }

    @Test
    void theyAreComparedWithTheZoneBeforeTheUpdate() {
      assertChanges("prereq nxdomain new", "add new 300 A 192.0.2.1");
      assertRefused(
          Rcode.YXDOMAIN,
          "prerequisite 1: new.example. is in use (RFC 2136 section 2.4.5)",
          "prereq nxdomain new",
          "delete new");
    }
  }

  @Nested
  class Section3_4_1Prescan {
    private final UpdateFormatException fault =
        new UpdateFormatException(Rcode.NOTZONE, "update 1");

    @Test
    void isToldAfterThePrerequisites() {
      UpdateRequest unmet = Requests.request("prereq yxdomain none");
      assertEquals(
          Rcode.NXDOMAIN,
          assertInstanceOf(
                  Evaluation.Refused.class,
                  update(new UpdateRequest(Zones.APEX, unmet.prerequisites(), List.of(), fault)))
              .rcode());
    }

    @Test
    void isToldIfThePrerequisitesAreMet() {
      assertEquals(
          new Evaluation.Refused(Rcode.NOTZONE, ErrorCode.OTHER, "update 1"),
          update(new UpdateRequest(Zones.APEX, List.of(), List.of(), fault)));
    }
  }
}
