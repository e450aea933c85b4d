package nomen.codec.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import nomen.codec.name.Name;
import org.junit.jupiter.api.Test;

/** What a transfer may have, at each limit and one beyond. */
class TransferLimitsTest {
  private static final String A = "a.example. A 192.0.2.1";

  private static Script of(long octets, long records, long messages, long differenceRecords) {
    Script script = Script.ixfr(1);
    script.limits = new TransferLimits(octets, records, messages, differenceRecords);
    return script;
  }

  @Test
  void octets() throws Exception {
    int octets =
        Script.ixfr(1).message("3", A).message("3").messages.stream()
            .mapToInt(message -> message.length)
            .sum();
    of(octets, 9, 9, 9).message("3", A).message("3").told();
    assertEquals(
        "message 2: the transfer has over " + (octets - 1) + " octets",
        of(octets - 1, 9, 9, 9).message("3", A).message("3").refusal());
  }

  @Test
  void records() throws Exception {
    of(9999, 3, 9, 9).message("3", A, "3").told();
    assertEquals(
        "message 1, record 3: the transfer has over 2 records",
        of(9999, 2, 9, 9).message("3", A, "3").refusal());
  }

  @Test
  void messages() throws Exception {
    of(9999, 9, 3, 9).message("3").message(A).message("3").told();
    assertEquals(
        "message 3: the transfer has over 2 messages",
        of(9999, 9, 2, 9).message("3").message(A).message("3").refusal());
  }

  @Test
  void recordsOfADifference() throws Exception {
    of(9999, 99, 9, 3).message("3", "1", A, "2", "2", "3", A, "3").told();
    assertEquals(
        "message 1, record 4, example. SOA: the difference has over 2 records",
        of(9999, 99, 9, 2).message("3", "1", A, "2", "2", "3", A, "3").refusal());
  }

  @Test
  void messagesWithoutRecords() throws Exception {
    Script script = of(9999, 9, 99, 9).message("3");
    for (int i = 0; i < TransferLimits.MAX_EMPTY_MESSAGES; i++) {
      script.message();
    }
    script.message(A);
    for (int i = 0; i < TransferLimits.MAX_EMPTY_MESSAGES; i++) {
      script.message();
    }
    assertEquals(
        "17 messages without records follow each other",
        script.message().refusal().replaceAll("^message [0-9]+: ", ""));
  }

  @Test
  void whatMakesNoSenseIsRefused() {
    Name zone = Name.parse("example.");
    assertThrows(IllegalArgumentException.class, () -> new TransferLimits(0, 1, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> TransferRequest.axfr(1 << 16, zone));
    assertThrows(
        IllegalArgumentException.class, () -> new TransferRequest(1, zone, false, 0, true));
  }
}
