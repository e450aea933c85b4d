package nomen.codec.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import nomen.codec.edns.Edns;
import nomen.codec.edns.EdnsOption;
import nomen.codec.edns.ErrorCode;
import nomen.codec.edns.OptionData;
import nomen.codec.name.Name;
import nomen.codec.rr.RRClass;
import nomen.codec.rr.RRTypes;
import nomen.codec.rr.Rdata;
import nomen.codec.rr.ResourceRecord;
import nomen.codec.wire.WireFormatException;
import org.junit.jupiter.api.Test;

class MessageTest {
  private final MessageWriter writer = new MessageWriter();
  private final byte[] octets = new byte[65_535];

  private static ResourceRecord record(String owner, int ttl, String type, String rdata) {
    var rrType = RRTypes.parse(type);
    assertNotNull(rrType);
    return new ResourceRecord(Name.parse(owner), RRClass.IN, ttl, Rdata.parse(rrType, rdata));
  }

  private static Message response(List<ResourceRecord> answers, List<ResourceRecord> additionals) {
    return new Message(
        7,
        Header.QR | Header.AA,
        0,
        List.of(new Question(Name.parse("example."), RRTypes.MX, RRClass.IN)),
        answers,
        List.of(),
        additionals,
        Edns.of(1232, true));
  }

  private byte[] written(Message message, int limit) {
    return Arrays.copyOf(octets, message.write(writer, octets, limit));
  }

  @Test
  void everyGeneratedMessageIsReadBack() throws Exception {
    GeneratedMessages generated = new GeneratedMessages(11, GeneratedMessages.allTypes());
    for (int i = 0; i < 3_000; i++) {
      Message message =
          i % 4 == 0 ? generated.query() : i % 4 == 1 ? generated.update() : generated.response();
      byte[] wire = written(message, 65_535);
      assertEquals(message, MessageReader.read(wire));
      byte[] shifted = new byte[wire.length + 5];
      System.arraycopy(wire, 0, shifted, 3, wire.length);
      assertEquals(message, MessageReader.read(shifted, 3, wire.length));
    }
  }

  @Test
  void everyTruncationIsRefused() {
    GeneratedMessages generated = new GeneratedMessages(12, GeneratedMessages.allTypes());
    for (int i = 0; i < 30; i++) {
      byte[] wire = written(i % 2 == 0 ? generated.response() : generated.update(), 65_535);
      for (int length = 0; length < wire.length; length++) {
        byte[] cut = Arrays.copyOf(wire, length);
        assertThrows(WireFormatException.class, () -> MessageReader.read(cut));
      }
      byte[] longer = Arrays.copyOf(wire, wire.length + 1);
      assertThrows(WireFormatException.class, () -> MessageReader.read(longer));
    }
  }

  /** RFC 2181 section 9: whole RRsets; TC for what is required; OPT and TSIG stay. */
  @Test
  void truncatesToWholeRrsets() throws Exception {
    List<ResourceRecord> answers = new ArrayList<>();
    List<ResourceRecord> additionals = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      answers.add(record("example.", 60, "MX", i + " mail" + i + ".example."));
      additionals.add(record("mail" + i + ".example.", 60, "A", "192.0.2." + i));
      additionals.add(record("mail" + i + ".example.", 60, "A", "192.0.2.1" + i));
    }
    Rdata mac = Rdata.ofValid(RRTypes.TSIG, new byte[33], 0, 33);
    additionals.add(new ResourceRecord(Name.parse("key.example."), RRClass.ANY, 0, mac));
    Message message = response(answers, additionals);
    int whole = written(message, 65_535).length;
    for (int limit = whole; limit >= 100; limit--) {
      byte[] wire = written(message, limit);
      assertTrue(wire.length <= limit);
      Message read = MessageReader.read(wire);
      assertEquals(message.edns(), read.edns());
      assertEquals(message.tsig(), read.tsig());
      assertEquals(answers.size() > read.answers().size(), read.has(Header.TC));
      assertTrue(read.answers().isEmpty() || read.answers().equals(answers));
      assertEquals(1, read.additionals().size() % 2, "pairs of addresses, and TSIG");
    }
    assertThrows(IllegalStateException.class, () -> written(message, 60));
  }

  @Test
  void compressesWhereRfc3597Allows() {
    Message mx = response(List.of(record("example.", 0, "MX", "1 m.example.")), List.of());
    assertEquals(12 + 13 + 12 + 2 + 4 + 11, written(mx, 512).length);
    Message srv = response(List.of(record("example.", 0, "SRV", "1 1 1 m.example.")), List.of());
    assertEquals(12 + 13 + 12 + 6 + 11 + 11, written(srv, 512).length);
  }

  private static String refused(Requests request) {
    byte[] wire = request.build();
    WireFormatException thrown =
        assertThrows(WireFormatException.class, () -> MessageReader.read(wire));
    return String.valueOf(thrown.getMessage());
  }

  @Test
  void refusesWhatTheRfcsRefuse() {
    assertTrue(refused(Requests.query(".", 1).question(".", 1)).contains("QDCOUNT"));
    assertTrue(refused(Requests.of(Opcode.UPDATE)).contains("ZOCOUNT"));
    assertTrue(
        refused(Requests.of(Opcode.UPDATE).question(".", 6).question(".", 6)).contains("ZOCOUNT"));
    assertTrue(refused(Requests.query(".", 1).opt().opt()).contains("OPT"));
    assertTrue(
        refused(Requests.query(".", 1).record(Section.ANSWER, ".", 41, 512, 0)).contains("OPT"));
    assertTrue(
        refused(Requests.query(".", 1).record(Section.ADDITIONAL, "a.", 41, 512, 0))
            .contains("OPT"));
    assertTrue(refused(Requests.query(".", 1).tsig().opt()).contains("TSIG"));
    assertTrue(
        refused(Requests.query(".", 1).record(Section.ANSWER, ".", 250, 255, 0)).contains("TSIG"));
    assertTrue(refused(Requests.query(".", 1).octets(0)).contains("behind the last record"));
    assertTrue(
        refused(Requests.query(".", 1).record(Section.ANSWER, ".", 1, 1, 0, (byte) 1))
            .contains("A address"));
    assertTrue(
        refused(Requests.query(".", 1).record(Section.ANSWER, ".", 1, 1, 0, new byte[5]))
            .contains("too many"));
    assertTrue(
        refused(Requests.query(".", 1).record(Section.ANSWER, ".", 1, 255, 0)).contains("A"),
        "empty only in an UPDATE");
    Requests update = Requests.of(Opcode.UPDATE).question(".", 6);
    assertTrue(
        refused(update.record(Section.ADDITIONAL, ".", 1, 255, 0)).contains("A"),
        "and there only as prerequisite or update");
  }

  @Test
  void ttlWithTheHighestBitCountsAsZero() throws Exception {
    byte[] wire = Requests.query(".", 1).record(Section.ANSWER, ".", 1, 1, -5, new byte[4]).build();
    assertEquals(0, MessageReader.read(wire).answers().get(0).ttlSeconds());
  }

  @Test
  void optionsOfOtherVersionsAreNotRead() throws Exception {
    byte[] wire =
        Requests.query(".", 1)
            .record(Section.ADDITIONAL, ".", 41, 512, 0x17_01_8000, (byte) 1)
            .build();
    Message message = MessageReader.read(wire);
    assertEquals(new Edns(512, 1, Edns.DO, List.of()), message.edns());
    assertEquals(0x170, message.rcode());
  }

  @Test
  void refusesWhatCannotBeWritten() {
    Message good = response(List.of(), List.of());
    assertThrows(
        IllegalArgumentException.class,
        () -> new Message(1, 0, 16, good.questions(), good.answers(), List.of(), List.of(), null));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Message(1, 3, 0, good.questions(), List.of(), List.of(), List.of(), null));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Message(-1, 0, 0, good.questions(), List.of(), List.of(), List.of(), null));
    assertThrows(IllegalArgumentException.class, () -> good.records(Section.QUESTION));
    assertThrows(IllegalArgumentException.class, () -> new Edns(1, 256, 0, List.of()));
    assertNull(good.tsig());
    assertFalse(good.has(Header.TC));
  }

  @Test
  void printsAsDigDoes() {
    Message message =
        new Message(
            7,
            Header.QR | Header.AA | Header.RD,
            Rcode.NXDOMAIN,
            List.of(new Question(Name.parse("www.example."), RRTypes.A, RRClass.IN)),
            List.of(),
            List.of(record("example.", 60, "NS", "ns.example.")),
            List.of(record("ns.example.", 60, "A", "192.0.2.1")),
            Edns.of(
                1232,
                true,
                new EdnsOption.Nsid(OptionData.of((byte) 'a', (byte) 'b')),
                new EdnsOption.ExtendedError(ErrorCode.PROHIBITED, "by policy")));
    assertEquals(
        """
        ;; ->>HEADER<<- opcode: QUERY, status: NXDOMAIN, id: 7
        ;; flags: qr aa rd; QUERY: 1, ANSWER: 0, AUTHORITY: 1, ADDITIONAL: 2

        ;; OPT PSEUDOSECTION:
        ; EDNS: version: 0, flags: do; udp: 1232
        ; NSID: 6162 ("ab")
        ; EDE: 18 (Prohibited): (by policy)

        ;; QUESTION SECTION:
        ;www.example. IN A

        ;; AUTHORITY SECTION:
        example. 60 IN NS ns.example.

        ;; ADDITIONAL SECTION:
        ns.example. 60 IN A 192.0.2.1
        """,
        message.toString());
  }

  @Test
  void printsUpdatesWithTheirSections() {
    Rdata none = Rdata.ofValid(RRTypes.A, new byte[0], 0, 0);
    Message update =
        new Message(
            9,
            Header.opcodeFlags(Opcode.UPDATE),
            0,
            List.of(new Question(Name.parse("example."), RRTypes.SOA, RRClass.IN)),
            List.of(new ResourceRecord(Name.parse("a.example."), RRClass.ANY, 0, none)),
            List.of(record("a.example.", 60, "A", "192.0.2.1")),
            List.of(),
            null);
    assertEquals(
        """
        ;; ->>HEADER<<- opcode: UPDATE, status: NOERROR, id: 9
        ;; flags:; ZONE: 1, PREREQUISITE: 1, UPDATE: 1, ADDITIONAL: 0

        ;; ZONE SECTION:
        ;example. IN SOA

        ;; PREREQUISITE SECTION:
        a.example. 0 ANY A \\# 0

        ;; UPDATE SECTION:
        a.example. 60 IN A 192.0.2.1
        """,
        update.toString());
  }
}
