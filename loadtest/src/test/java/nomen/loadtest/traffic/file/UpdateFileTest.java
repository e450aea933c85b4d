package nomen.loadtest.traffic.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import nomen.codec.message.Message;
import nomen.codec.update.UpdateFormatException;
import nomen.codec.update.UpdateReader;
import nomen.codec.update.UpdateRequest;
import nomen.codec.update.UpdateWriter;
import nomen.loadtest.traffic.MessageOptions;
import nomen.loadtest.traffic.Request;
import nomen.loadtest.traffic.RequestKind;
import nomen.loadtest.traffic.RequestList;
import nomen.loadtest.traffic.RequestSource;
import nomen.loadtest.traffic.Requests;
import nomen.loadtest.traffic.TrafficException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpdateFileTest {
  private static final String ALL_KINDS =
      """
      example.com
      require a
      require a A
      require a A 1.2.3.4
      prohibit x
      prohibit x A
      add x 3600 A 10.1.2.3
      delete y A 10.1.2.3
      delete z A
      delete w
      add t.example.com. 60 TXT "a b" c
      add m 60 MX 10 mail
      add @ 60 CNAME w.net.
      send
      """;

  /** What dnsperf 2.10.0 sent for the same text with {@code -u -e}. */
  private static final String CAPTURED =
      "000028000001000500070001076578616d706c6503636f6d00000600010161c00c00ff00ff000000000000c01d"
          + "000100ff000000000000c01d00010001000000000004010203040178c00c00ff00fe000000000000c0470001"
          + "00fe000000000000c0470001000100000e1000040a0102030179c00c000100fe0000000000040a0102030"
          + "17ac00c000100ff0000000000000177c00c00ff00ff0000000000000174c00c001000010000003c0006036"
          + "120620163016dc00c000f00010000003c0009000a046d61696cc00cc00c000500010000003c00070177036e"
          + "6574000000291000000000000000";

  @Test
  void sayWhatDnsperfSays() throws TrafficException {
    MessageOptions edns =
        MessageOptions.PLAIN.withEdns(MessageOptions.DEFAULT_PAYLOAD_OCTETS, false, List.of());
    RequestSource source = UpdateFile.read("u", Inputs.of(ALL_KINDS), edns).open(0, 1);
    Message theirs = Requests.read(HexFormat.of().parseHex(CAPTURED));
    assertEquals(theirs.toString(), Requests.next(source).toString());
    Request request = new Request();
    assertTrue(source.next(7, request));
    assertEquals(RequestKind.UPDATE, request.kind());
  }

  @Test
  void blocksFollowEachOther() throws TrafficException {
    RequestList list =
        Inputs.updates(
            """
            example.com

            SEND
            ; comment
            example.net.
            ADD x 60 a 192.0.2.1 ; of the rdata
            ; within
            Add y 60 TYPE65280 \\# 2 abcd
            send
            """);
    assertEquals("2 updates of in.txt", list.description());
    List<Message> messages = Requests.take(list.passes(1).open(0, 1), 10);
    assertEquals(0, messages.getFirst().authorities().size());
    assertEquals(
        "[x.example.net. 60 IN A 192.0.2.1, y.example.net. 60 IN TYPE65280 \\# 2 ABCD]",
        messages.getLast().authorities().toString());
  }

  @ParameterizedTest
  @CsvSource({
    "'a\nfoo x\nsend', '2: error: keyword: foo is none of require, prohibit, add, delete, send'",
    "'a\nadd x 60 A 1.2.3.4', '1: error: update of a.: the file ends before send'",
    "'a b\nsend', '1: error: more than the line has: b'",
    "'a\nadd x 1h A 1.2.3.4\nsend', '2: error: TTL: 1h is no number in 0..2147483647'",
    "'a\nadd x -1 A 1.2.3.4\nsend', '2: error: TTL: -1 is no number in 0..2147483647'",
    "'a\nadd x 2147483648 A 1.2.3.4', '2: error: TTL: 2147483648 is no number in 0..2147483647'",
    "'a\nadd x 60 IN A 1.2.3.4\nsend', '2: error: type: unknown type IN'",
    "'a\nadd x 60\nsend', '2: error: type: missing'",
    "'a\nadd\nsend', '2: error: name: missing'",
    "'a\nrequire x..y\nsend', '2: error: name: empty label in name: x..y'",
    "'a\nprohibit x A 1.2.3.4\nsend', '2: error: more than the line has: 1.2.3.4'",
    "'a\nsend now', '2: error: more than the line has: now'",
  })
  void faultsNamePlaceFieldAndRule(String text, String message) {
    assertEquals("in.txt:" + message, Inputs.updateFault(text));
  }

  @Test
  void faultsOfRdataNameTheirField() {
    String fault = Inputs.updateFault("a\nadd x 60 MX ten mail\nsend\n");
    assertTrue(fault.startsWith("in.txt:2: error: rdata: "), fault);
    assertTrue(fault.contains("preference of MX"), fault);
    fault = Inputs.updateFault("a\nadd x 60 A\nsend\n");
    assertTrue(fault.startsWith("in.txt:2: error: rdata: "), fault);
  }

  @Test
  void updatesThatNoMessageHoldsAreRefused() {
    StringBuilder text = new StringBuilder("a\n");
    for (int i = 0; i < 300; i++) {
      text.append("add x 60 TXT ").append("\"" + "t".repeat(230) + "\"").append(i).append('\n');
    }
    assertEquals(
        "in.txt:302: error: update of a.: over 65,535 octets", Inputs.updateFault(text + "send"));
  }

  @Test
  void changedFilesAreReadOrRefused() {
    SplittableRandom random = new SplittableRandom(12);
    int read = 0;
    for (int round = 0; round < 5_000; round++) {
      String text = Mutations.of(ALL_KINDS, random);
      try {
        for (Message message : Requests.take(Inputs.updates(text).passes(1).open(0, 1), 100)) {
          assertRoundTrip(message);
        }
        read++;
      } catch (TrafficException e) {
        assertTrue(e.getMessage().startsWith("in.txt"), e.getMessage());
      }
    }
    assertTrue(read > 200 && read < 4_900, read + " read");
  }

  /** What a server would read from it is what it was made of. */
  private static void assertRoundTrip(Message message) {
    assertNotNull(message);
    try {
      UpdateRequest request = UpdateReader.read(message);
      if (request.prescan() == null) {
        assertEquals(message, UpdateWriter.write(message.id(), request));
      }
    } catch (UpdateFormatException e) {
      // A name outside the zone: dnsperf sends it too, for NOTZONE to be seen.
      assertTrue(String.valueOf(e.getMessage()).contains("RFC 2136"), e.getMessage());
    }
  }
}
