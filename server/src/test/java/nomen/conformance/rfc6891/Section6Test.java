package nomen.conformance.rfc6891;

import static nomen.conformance.client.QueryOctets.query;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import nomen.conformance.Conformance;
import nomen.conformance.Differs;
import nomen.conformance.client.DnsClient;
import nomen.conformance.client.QueryOctets;
import nomen.conformance.client.Reply;
import nomen.conformance.subject.SubjectKind;
import org.junit.jupiter.api.Test;

/** RFC 6891 sections 6 and 7: the OPT record. */
@Conformance
class Section6Test {
  private static final byte[] ROOT = {0};
  private static final byte[] NOTHING = {};

  @Test
  void section6_1_1OptIsAnsweredWithOpt(DnsClient client) throws IOException {
    assertTrue(client.ask(query("www.house.test.", "A").edns(1232)).opt().isPresent());
    assertTrue(client.ask(query("missing.house.test.", "A").edns(1232)).opt().isPresent());
    assertTrue(client.ask(query("www.child.house.test.", "A").edns(1232)).opt().isPresent());
    assertTrue(client.ask(query("nowhere.invalid.", "A").edns(1232)).opt().isPresent());
  }

  @Test
  void section7NoOptIsAnsweredWithoutOpt(DnsClient client) throws IOException {
    assertFalse(client.ask(query("www.house.test.", "A")).opt().isPresent());
    assertFalse(client.ask(query("missing.house.test.", "A")).opt().isPresent());
    assertFalse(client.ask(query("nowhere.invalid.", "A")).opt().isPresent());
  }

  @Test
  void section6_1_1TwoOptsAreAFormatError(DnsClient client) throws IOException {
    byte[] opt = QueryOctets.opt(ROOT, 1232, 0, NOTHING);
    Reply reply = client.ask(query("www.house.test.", "A").additional(opt).additional(opt));
    assertEquals("FORMERR", reply.rcode());
  }

  @Test
  @Differs(subject = SubjectKind.KNOT, why = "does not look at the owner name of OPT")
  void section6_1_2OwnerOfOptIsTheRoot(DnsClient client) throws IOException {
    byte[] opt = QueryOctets.opt(QueryOctets.wire("a."), 1232, 0, NOTHING);
    assertEquals("FORMERR", client.ask(query("www.house.test.", "A").additional(opt)).rcode());
  }

  @Test
  void section6_1_3VersionAboveZeroIsBadvers(DnsClient client) throws IOException {
    for (int version : new int[] {1, 100, 255}) {
      Reply reply = client.ask(query("www.house.test.", "A").ednsVersion(version));
      assertEquals("BADVERS", reply.rcode());
      assertEquals(0, reply.opt().orElseThrow().getVersion());
      assertEquals(List.of(), reply.answer());
    }
  }

  @Test
  void section6_1_2UnknownOptionsAreIgnored(DnsClient client) throws IOException {
    Reply reply =
        client.ask(query("www.house.test.", "A").option(65_001, (byte) 1, (byte) 2).option(0xFFFE));
    assertEquals("NOERROR aa", reply.status());
    assertEquals(2, reply.answer().size());
    assertFalse(reply.option(65_001).isPresent());
  }

  @Test
  void section6_1_4UnknownFlagsAreIgnoredAndNotEchoed(DnsClient client) throws IOException {
    Reply reply = client.ask(query("www.house.test.", "A").ednsFlags(0x2ABC));
    assertEquals("NOERROR aa", reply.status());
    assertEquals(0, reply.opt().orElseThrow().getFlags() & 0x7FFF);
  }

  @Test
  void section6_1_4DnssecOkIsCopied(DnsClient client) throws IOException {
    Reply set = client.ask(query("www.house.test.", "A").dnssecOk());
    assertEquals(0x8000, set.opt().orElseThrow().getFlags() & 0x8000);
    Reply clear = client.ask(query("www.house.test.", "A").edns(1232));
    assertEquals(0, clear.opt().orElseThrow().getFlags() & 0x8000);
  }

  @Test
  void section6_2_3SizeBelow512CountsAs512(DnsClient client) throws IOException {
    for (int size : new int[] {0, 12, 511}) {
      Reply reply = client.ask(query("almost.house.test.", "TXT").edns(size));
      assertEquals("NOERROR aa", reply.status());
      assertEquals(1, reply.answer().size());
    }
  }

  @Test
  void section6_2_5ServerSendsNoMoreThanItsOwnLimit(DnsClient client) throws IOException {
    Reply reply = client.ask(query("big.house.test.", "TXT").edns(65_535));
    assertEquals("NOERROR aa tc", reply.status());
    assertTrue(reply.octets().length <= 1232, "size " + reply.octets().length);
  }

  @Test
  void section6_2_5ServerTellsTheSizeThatItTakes(DnsClient client) throws IOException {
    int size =
        client.ask(query("www.house.test.", "A").edns(4096)).opt().orElseThrow().getPayloadSize();
    assertTrue(size >= 512 && size <= 4096, "size " + size);
  }

  @Test
  void optionThatRunsOverTheEndIsAFormatError(DnsClient client) throws IOException {
    byte[] opt = QueryOctets.opt(ROOT, 1232, 0, new byte[] {0, 3, 0, 9, 1});
    Reply reply = client.ask(query("www.house.test.", "A").additional(opt));
    assertEquals("FORMERR", reply.rcode());
  }

  @Test
  void truncatedAnswerKeepsItsOpt(DnsClient client) throws IOException {
    Reply reply = client.ask(query("medium.house.test.", "A").edns(512));
    assertEquals("NOERROR aa tc", reply.status());
    assertTrue(reply.opt().isPresent());
    assertTrue(reply.octets().length <= 512, "size " + reply.octets().length);
  }

  @Test
  void overTcpTheSizeOfEdnsDoesNotCount(DnsClient client) throws IOException {
    Reply reply = client.askOverTcp(query("big.house.test.", "TXT").edns(512));
    assertEquals("NOERROR aa", reply.status());
    assertEquals(20, reply.answer().size());
    assertTrue(reply.opt().isPresent());
  }
}
