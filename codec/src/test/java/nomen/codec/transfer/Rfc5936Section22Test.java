package nomen.codec.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import nomen.codec.edns.EdnsOption;
import nomen.codec.message.Rcode;
import nomen.codec.message.Section;
import nomen.codec.name.Name;
import nomen.codec.rr.RRClass;
import nomen.codec.rr.RRTypes;
import org.junit.jupiter.api.Test;

/** Answers to AXFR: RFC 5936 section 2.2, rule by rule. */
class Rfc5936Section22Test {
  private static final String NS = "example. NS ns.example.";
  private static final String A = "ns.example. A 192.0.2.1";

  private static final List<String> ZONE_OF_3 =
      List.of(
          "zone 7",
          Script.line("=", "7"),
          Script.line("=", NS),
          Script.line("=", A),
          "end of zone");

  /** Section 2.2: the messages' borders have no meaning. */
  @Test
  void theRecordsAreOneSequenceOverAllMessages() throws Exception {
    assertEquals(ZONE_OF_3, Script.axfr().message("7", NS, A, "7").told());
    assertEquals(ZONE_OF_3, Script.axfr().message("7").message(NS).message(A).message("7").told());
    assertEquals(ZONE_OF_3, Script.axfr().message("7", NS).message(A, "7").told());
  }

  /** Section 2.2.1: ID and QR are the request's, the opcode is QUERY. */
  @Test
  void theHeaderIsThatOfAnAnswer() {
    assertEquals(
        "message 1: ID 4661, asked with 4660",
        Script.axfr().message("7").patched(octets -> octets[1]++).refusal());
    assertEquals(
        "message 1: QR is 0: not a response",
        Script.axfr().message("7").patched(octets -> octets[2] &= 0x7f).refusal());
    assertEquals(
        "message 2: opcode UPDATE, not QUERY",
        Script.axfr().message("7").message(A).patched(octets -> octets[2] |= 5 << 3).refusal());
    assertEquals(
        "message 2: TC is set, over TCP (RFC 5936 section 2.2.1)",
        Script.axfr().message("7").message(A).patched(octets -> octets[2] |= 2).refusal());
  }

  /** Section 2.2.1: an RCODE other than NOERROR ends the transfer, and is named. */
  @Test
  void anErrorIsNamed() {
    assertEquals(
        "message 1: answered with NOTAUTH",
        Script.axfr().message().patched(octets -> octets[3] |= 9).refusal());
    assertEquals(
        "message 2: answered with SERVFAIL",
        Script.axfr().message("7", A).message().patched(octets -> octets[3] |= 2).refusal());
    assertEquals("message 1: answered with BADCOOKIE", withOpt(Rcode.BADCOOKIE).refusal());
    assertEquals("message 1: answered with BADVERS", withOpt(Rcode.BADVERS).refusal());
    assertEquals(
        "message 1: answered with REFUSED",
        Script.axfr().message("7").patched(octets -> octets[3] |= 5).refusal());
  }

  private static Script withOpt(int rcode) {
    return Script.axfr()
        .message(
            true,
            writer -> {
              writer.addEdns(1232, false);
              writer.rcode(rcode);
            });
  }

  @Test
  void anRcodeCanBeAskedFor() throws Exception {
    Script script = Script.axfr().message().patched(octets -> octets[3] |= 5);
    TransferException e = assertThrows(TransferException.class, script::told);
    assertEquals(Rcode.REFUSED, e.rcode());
    assertEquals(1, e.message());
    assertEquals(0, e.record());
  }

  /** Section 2.2.1: the question comes back in the first message, and may in the others. */
  @Test
  void theQuestionIsTheOneAsked() throws Exception {
    assertEquals(
        "message 1: QDCOUNT 0, not 1", Script.axfr().message(false, writer -> {}).refusal());
    Script repeated = Script.axfr().message("7", NS);
    repeated.message(
        true,
        writer -> {
          writer.section(Section.ANSWER);
          writer.writeRecord(Script.record(A));
          writer.writeRecord(Script.record("7"));
        });
    assertEquals(ZONE_OF_3, repeated.told());
    assertEquals(
        "message 1: QNAME example.org., asked for example.", question("example.org.", 252, 1));
    assertEquals("message 1: QTYPE IXFR, asked for AXFR", question("example.", 251, 1));
    assertEquals("message 1: QCLASS CH, asked for IN", question("EXAMPLE.", 252, 3));
    assertEquals(
        "message 1: QDCOUNT 2, not 1",
        Script.axfr()
            .message(
                true,
                writer -> writer.writeQuestion(Script.ZONE, RRTypes.AXFR.code(), RRClass.IN.code()))
            .refusal());
  }

  private static String question(String qname, int qtype, int qclass) {
    return Script.axfr()
        .message(false, writer -> writer.writeQuestion(Name.parse(qname), qtype, qclass))
        .refusal();
  }

  /** Section 2.2.2: the answer section begins with the SOA. */
  @Test
  void theFirstRecordIsTheSoa() {
    assertEquals(
        "message 1, record 1, ns.example. A: the transfer does not begin with the SOA",
        Script.axfr().message(A).refusal());
    assertEquals("message 1: no record in the first message", Script.axfr().message().refusal());
  }

  /** Section 2.2.2: the last record is the first again. */
  @Test
  void theLastRecordIsTheFirst() {
    assertEquals(
        "message 2, record 1, example. SOA: the SOA that ends the transfer is not the one that"
            + " began it: "
            + Script.record("8")
            + ", and "
            + Script.record("7"),
        Script.axfr().message("7", NS).message("8").refusal());
    for (String other :
        List.of(
            "example. SOA ns2.example. host.example. 7 60 10 600 30",
            "example. SOA ns.example. host2.example. 7 60 10 600 30",
            "example. SOA ns.example. host.example. 7 61 10 600 30",
            "example. SOA ns.example. host.example. 7 60 11 600 30",
            "example. SOA ns.example. host.example. 7 60 10 601 30",
            "example. SOA ns.example. host.example. 7 60 10 600 31",
            "example. 61 SOA ns.example. host.example. 7 60 10 600 30")) {
      String refusal = Script.axfr().message("7", other).refusal();
      assertEquals(
          "message 1, record 2, example. SOA: the SOA that ends the transfer is not the one that"
              + " began it: "
              + Script.record(other)
              + ", and "
              + Script.record("7"),
          refusal);
    }
  }

  /** RFC 4343: case makes no other name. */
  @Test
  void theLastSoaMayBeInAnotherCase() throws Exception {
    Script script =
        Script.axfr().message("7", "EXAMPLE. SOA NS.example. host.EXAMPLE. 7 60 10 600 30");
    assertEquals(List.of("zone 7", Script.line("=", "7"), "end of zone"), script.told());
  }

  @Test
  void nothingFollowsTheEnd() {
    assertEquals(
        "message 1, record 4: a record behind the SOA that ends the transfer",
        Script.axfr().message("7", A, "7", A).refusal());
    assertEquals(
        "message 1, record 3: a record behind the SOA that ends the transfer",
        Script.axfr().message("7", "7", "7").refusal());
  }

  /** Section 2.2: records of the zone, and of a class and types that a zone has. */
  @Test
  void recordsBelongToTheZone() {
    assertEquals(
        "message 1, record 2, www.example.org. A: the owner is not at or below example.",
        Script.axfr().message("7", "www.example.org. A 192.0.2.1").refusal());
    assertEquals(
        "message 1, record 2, notexample. A: the owner is not at or below example.",
        Script.axfr().message("7", "notexample. A 192.0.2.1").refusal());
    assertEquals(
        "message 1, record 2, . NS: the owner is not at or below example.",
        Script.axfr().message("7", ". NS ns.example.").refusal());
    // Octets that look like the apex, and begin within a label.
    assertEquals(
        "message 1, record 2, x\\007example. A: the owner is not at or below example.",
        Script.axfr().message("7", "x\\007example. A 192.0.2.1").refusal());
    assertEquals(
        "message 1, record 2, sub.example. SOA: SOA below the apex",
        Script.axfr()
            .message("7", "sub.example. SOA ns.example. host.example. 7 60 10 600 30")
            .refusal());
    assertEquals(
        "message 2, record 1, www.example. A: class CH, not IN",
        Script.axfr().message("7").raw("www.example.", 1, 3, new byte[4]).refusal());
    assertEquals(
        "message 2, record 1, . OPT: class CLASS1232, not IN",
        Script.axfr().message("7").raw(".", 41, 1232, new byte[0]).refusal());
    assertEquals(
        "message 2, record 1, example. OPT: a zone cannot hold OPT",
        Script.axfr().message("7").raw("example.", 41, 1, new byte[0]).refusal());
    assertEquals(
        "message 2, record 1, example. ANY: a zone cannot hold ANY",
        Script.axfr().message("7").raw("example.", 255, 1, new byte[0]).refusal());
    assertEquals(
        "message 2, record 1, example. TSIG: a zone cannot hold TSIG",
        Script.axfr().message("7").raw("example.", 250, 1, new byte[0]).refusal());
  }

  @Test
  void malformedRdataIsNamed() {
    assertEquals(
        "message 2, record 1, www.example. A: octet 35, A address: needs 4 octets, has 3",
        Script.axfr().message("7").raw("www.example.", 1, 1, new byte[3]).refusal());
    assertEquals(
        "message 2, record 1, www.example. A: octet 39, A rdata: 1 octets too many",
        Script.axfr().message("7").raw("www.example.", 1, 1, new byte[5]).refusal());
  }

  @Test
  void aMessageThatEndsTooEarlyIsNamed() {
    for (int length = 0; length < 12; length++) {
      Script script = Script.axfr();
      script.messages.add(new byte[length]);
      assertEquals("message 1: octet 0, header: needs 12 octets, has " + length, script.refusal());
    }
    Script counted = Script.axfr().message("7").patched(octets -> octets[7] = 2);
    assertEquals("message 1, record 2: octet 69, owner: name runs past the end", counted.refusal());
    Script authority = Script.axfr().message("7").patched(octets -> octets[9] = 1);
    assertEquals("message 1: octet 69, owner: name runs past the end", authority.refusal());
    Script longer = Script.axfr().message("7");
    longer.messages.set(0, Arrays.copyOf(longer.messages.getFirst(), 71));
    assertEquals("message 1: 2 octets behind the last record", longer.refusal());
  }

  /** Section 2.2.3 to 2.2.5: only the answer section counts. */
  @Test
  void otherSectionsSayNothing() throws Exception {
    Script script =
        Script.axfr()
            .message(
                true,
                writer -> {
                  writer.addEdns(1232, true);
                  writer.addOption(new EdnsOption.Padding(3));
                  writer.section(Section.ANSWER);
                  writer.writeRecord(Script.record("7"));
                  writer.writeRecord(Script.record(NS));
                  writer.writeRecord(Script.record(A));
                  writer.writeRecord(Script.record("7"));
                  writer.section(Section.AUTHORITY);
                  writer.writeRecord(Script.record("elsewhere. A 192.0.2.9"));
                  writer.section(Section.ADDITIONAL);
                  writer.writeRecord(Script.record("example. SOA . . 9 1 1 1 1"));
                });
    assertEquals(ZONE_OF_3, script.told());
  }

  /** RFC 2181 section 8. */
  @Test
  void aTtlOfOver31BitsIsZero() throws Exception {
    Script script = Script.axfr().message("7", A, "7");
    script.patched(
        octets -> {
          // The TTL of the second record, whose owner is a pointer to MNAME.
          int ttlAt = 69 + 2 + 4;
          octets[ttlAt] = (byte) 0x80;
        });
    assertEquals(Script.line("=", "ns.example. 0 A 192.0.2.1"), script.told().get(2));
  }

  @Test
  void whatTheTakerRefusesNamesTheRecord() {
    Script script = Script.axfr().message("7", NS).message(A);
    script.told.refused = Script.line("=", A);
    assertEquals("message 2, record 1, ns.example. A: refused here", script.refusal());
  }

  @Test
  void anEndTooEarlyIsTold() throws Exception {
    TransferInterpreter interpreter =
        new TransferInterpreter(
            TransferRequest.axfr(Script.ID, Script.ZONE),
            TransferLimits.ofOctets(1000),
            new Told());
    assertEquals(
        "cut short: it ended behind message 0, which had no record",
        interpreter.cutShort().getMessage());
    byte[] message = Script.axfr().message("7", NS).messages.getFirst();
    interpreter.message(message, 0, message.length);
    assertEquals(
        "cut short: it ended behind message 1, before the SOA that ends it",
        interpreter.cutShort().getMessage());
  }
}
