package nomen.codec.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Answers to IXFR: RFC 1995 sections 2 and 4. */
class Rfc1995Section4Test {
  private static final String A1 = "a.example. A 192.0.2.1";
  private static final String A2 = "a.example. A 192.0.2.2";
  private static final String B = "b.example. A 192.0.2.3";

  private static final List<String> DIFFERENCES_1_TO_3 =
      List.of(
          "from 1",
          Script.line("-", "1"),
          Script.line("-", A1),
          Script.line("+", "2"),
          Script.line("+", A2),
          "to 2",
          "from 2",
          Script.line("-", "2"),
          Script.line("+", "3"),
          Script.line("+", B),
          "to 3",
          "end of differences");

  private static final List<String> ZONE_3 =
      List.of(
          "zone 3",
          Script.line("=", "3"),
          Script.line("=", A2),
          Script.line("=", B),
          "end of zone");

  @Test
  void differencesFollowEachOther() throws Exception {
    assertEquals(
        DIFFERENCES_1_TO_3, Script.ixfr(1).message("3", "1", A1, "2", A2, "2", "3", B, "3").told());
  }

  @Test
  void messagesMayEndAnywhere() throws Exception {
    String[] records = {"3", "1", A1, "2", A2, "2", "3", B, "3"};
    Script each = Script.ixfr(1);
    for (String record : records) {
      each.message(record);
    }
    assertEquals(DIFFERENCES_1_TO_3, each.told());
    Script withEmpty = Script.ixfr(1).message("3").message().message("1", A1, "2", A2, "2", "3");
    assertEquals(DIFFERENCES_1_TO_3, withEmpty.message().message(B).message("3").told());
  }

  @Test
  void aDifferenceMayBeOfTheSerialAlone() throws Exception {
    assertEquals(
        List.of(
            "from 1", Script.line("-", "1"), Script.line("+", "3"), "to 3", "end of differences"),
        Script.ixfr(1).message("3", "1", "3", "3").told());
  }

  /** Section 4: the whole zone, where differences are not at hand. */
  @Test
  void theWholeZoneInAnswerToIxfr() throws Exception {
    assertEquals(ZONE_3, Script.ixfr(1).message("3", A2, B, "3").told());
    assertEquals(ZONE_3, Script.ixfr(1).message("3").message(A2, B, "3").told());
    assertEquals(ZONE_3, Script.ixfrOverUdp(1).message("3", A2, B, "3").told());
  }

  @Test
  void aZoneOfItsSoaAlone() throws Exception {
    List<String> zone = List.of("zone 3", Script.line("=", "3"), "end of zone");
    assertEquals(zone, Script.ixfr(1).message("3", "3").told());
    assertEquals(zone, Script.ixfr(1).message("3").message("3").told());
  }

  /** Section 2: a single SOA that is not newer. */
  @Test
  void upToDate() throws Exception {
    assertEquals(List.of("up to date 3"), Script.ixfr(3).message("3").told());
    assertEquals(List.of("up to date 2"), Script.ixfr(3).message("2").told());
    assertEquals(List.of("up to date 3"), Script.ixfrOverUdp(3).message("3").told());
    assertEquals(List.of("up to date 3"), Script.ixfr(3).message("3", A1, "3").told());
    // RFC 1982: 4294967295 is older than 3.
    assertEquals(List.of("up to date 4294967295"), Script.ixfr(3).message("4294967295").told());
  }

  /** Section 2: over UDP a single SOA that is newer, or TC, means that TCP is to be used. */
  @Test
  void overTcp() throws Exception {
    assertEquals(List.of("over TCP"), Script.ixfrOverUdp(1).message("3").told());
    assertEquals(
        List.of("over TCP"),
        Script.ixfrOverUdp(1).message("3", "1").patched(octets -> octets[2] |= 2).told());
    assertEquals(
        "message 1: ends before the SOA that ends the transfer, and TC is not set",
        Script.ixfrOverUdp(1).message("3", "1", A1).refusal());
    assertEquals(
        "message 1: ends before the SOA that ends the transfer, and TC is not set",
        Script.ixfrOverUdp(1).message("3", A1).refusal());
  }

  @Test
  void differencesOverUdp() throws Exception {
    assertEquals(
        DIFFERENCES_1_TO_3,
        Script.ixfrOverUdp(1).message("3", "1", A1, "2", A2, "2", "3", B, "3").told());
  }

  @Test
  void theFirstDifferenceBeginsAtTheClientsSerial() {
    assertEquals(
        "message 1, record 2, example. SOA: the differences begin at serial 2, not at 1",
        Script.ixfr(1).message("3", "2", A1, "3", "3").refusal());
    assertEquals(
        "message 2, record 1, example. SOA: the differences begin at serial 0, not at 1",
        Script.ixfr(1).message("3").message("0").refusal());
  }

  @Test
  void eachDifferenceBeginsWhereTheLastOneEnded() {
    assertEquals(
        "message 1, record 4, example. SOA: not the SOA that the difference before it led to: "
            + Script.record("3")
            + ", and "
            + Script.record("2"),
        Script.ixfr(1).message("4", "1", "2", "3", "4", "4").refusal());
    String other = "example. SOA ns.example. host.example. 2 61 10 600 30";
    assertEquals(
        "message 1, record 4, example. SOA: not the SOA that the difference before it led to: "
            + Script.record(other)
            + ", and "
            + Script.record("2"),
        Script.ixfr(1).message("4", "1", "2", other, "4", "4").refusal());
  }

  /** RFC 1982. */
  @Test
  void serialsOnlyGrow() {
    assertEquals(
        "message 1, record 3, example. SOA: the difference from serial 5 leads to 4, which is not"
            + " newer (RFC 1982)",
        Script.ixfr(5).message("7", "5", "4", "4", "7", "7").refusal());
    assertEquals(
        "message 1, record 3, example. SOA: the difference from serial 5 leads to 5, which is not"
            + " newer (RFC 1982)",
        Script.ixfr(5).message("7", "5", "5").refusal());
    assertEquals(
        "message 1, record 3, example. SOA: the difference leads to serial 8, beyond 7, which the"
            + " transfer is to end at",
        Script.ixfr(5).message("7", "5", "8").refusal());
  }

  @Test
  void serialsGoRound() throws Exception {
    Script script =
        Script.ixfr(-2).message("1", "4294967294", "4294967295", "4294967295", "1", "1");
    assertEquals(
        List.of(
            "from 4294967294",
            Script.line("-", "4294967294"),
            Script.line("+", "4294967295"),
            "to 4294967295",
            "from 4294967295",
            Script.line("-", "4294967295"),
            Script.line("+", "1"),
            "to 1",
            "end of differences"),
        script.told());
  }

  @Test
  void theEndIsTheSoaThatBeganIt() {
    String first = "example. SOA ns.example. host.example. 3 61 10 600 30";
    assertEquals(
        "message 1, record 4, example. SOA: the SOA that ends the transfer is not the one that"
            + " began it: "
            + Script.record("3")
            + ", and "
            + Script.record(first),
        Script.ixfr(1).message(first, "1", "3", "3").refusal());
  }

  @Test
  void nothingFollowsTheEnd() {
    assertEquals(
        "message 1, record 5: a record behind the SOA that ends the transfer",
        Script.ixfr(1).message("3", "1", "3", "3", A1).refusal());
  }

  @Test
  void whatTheTakerRefusesNamesTheRecord() {
    for (String refused :
        List.of(
            "from 1",
            Script.line("-", "1"),
            Script.line("-", A1),
            Script.line("+", "2"),
            Script.line("+", A2),
            "to 2",
            "end of differences")) {
      Script script = Script.ixfr(1).message("2", "1", A1, "2", A2, "2");
      script.told.refused = refused;
      String refusal = script.refusal();
      assertEquals("refused here", refusal.substring(refusal.lastIndexOf(": ") + 2), refusal);
      assertEquals("message 1, record ", refusal.substring(0, 18));
    }
  }
}
