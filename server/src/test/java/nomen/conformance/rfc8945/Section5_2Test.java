package nomen.conformance.rfc8945;

import static nomen.conformance.client.QueryOctets.query;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import nomen.codec.tsig.TsigAlgorithm;
import nomen.conformance.Conformance;
import nomen.conformance.Differs;
import nomen.conformance.TestKeys;
import nomen.conformance.client.DnsClient;
import nomen.conformance.client.QueryOctets;
import nomen.conformance.client.Reply;
import nomen.conformance.client.SignedQuery;
import nomen.conformance.subject.SubjectKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.Message;
import org.xbill.DNS.TSIGRecord;

/** RFC 8945 section 5.2: what the server makes of a signed request, step by step. */
@Conformance
class Section5_2Test {
  private static SignedQuery signed() {
    return signed(query("www.house.test.", "AAAA"));
  }

  private static SignedQuery signed(QueryOctets query) {
    return new SignedQuery(query, TestKeys.of("hmac-sha256"));
  }

  private static String ask(DnsClient client, SignedQuery query) throws IOException {
    Reply reply = client.ask(query);
    return reply.rcode() + ", " + query.tsig(reply);
  }

  @ParameterizedTest
  @EnumSource(TsigAlgorithm.class)
  void section6EachAlgorithm(TsigAlgorithm algorithm, DnsClient client) throws IOException {
    SignedQuery query =
        new SignedQuery(query("www.house.test.", "AAAA"), TestKeys.of(algorithm.toString()));
    Reply reply = client.ask(query);
    assertEquals("NOERROR aa", reply.status());
    assertEquals(1, reply.answer().size());
    assertEquals("NOERROR signed", query.tsig(reply));
  }

  @Test
  void everyAnswerIsSigned(DnsClient client) throws IOException {
    assertEquals("NXDOMAIN, NOERROR signed", ask(client, signed(query("no.house.test.", "A"))));
    assertEquals(
        "NOERROR, NOERROR signed", ask(client, signed(query("www.child.house.test.", "A"))));
    assertEquals(
        "NOERROR, NOERROR signed",
        ask(client, signed(query("www.house.test.", "A").edns(1232).dnssecOk())));
  }

  @Test
  @Differs(
      subject = SubjectKind.KNOT,
      why = "looks at keys only within zones; section 5.3 signs every answer")
  void refusalsAreSigned(DnsClient client) throws IOException {
    assertEquals("REFUSED, NOERROR signed", ask(client, signed(query("nowhere.invalid.", "A"))));
  }

  @Test
  void unsignedQueriesGetUnsignedAnswers(DnsClient client) throws IOException {
    assertEquals("none", signed().tsig(client.ask(query("www.house.test.", "AAAA"))));
  }

  @Test
  @Differs(subject = SubjectKind.KNOT, why = "BADSIG: signs the octets that no field accounts for")
  @Differs(subject = SubjectKind.NSD, why = "accepts octets that no field accounts for")
  void section5_2MalformedRecordsAreAFormatError(DnsClient client) throws IOException {
    assertEquals("FORMERR, none", ask(client, signed().trailing((byte) 0)));
    assertEquals("FORMERR, none", ask(client, signed().classAndTtl(u8(0, 1, 0, 0, 0, 0))));
  }

  /** The signature covers a TTL of 0, whatever is written. */
  @Test
  @Differs(
      subject = SubjectKind.BIND,
      why = "signs the TTL as it comes: BADSIG, which refuses it too")
  @Differs(
      subject = SubjectKind.KNOT,
      why = "signs the TTL as it comes: BADSIG, which refuses it too")
  void section4_2TheTtlIsZero(DnsClient client) throws IOException {
    assertEquals("FORMERR, none", ask(client, signed().classAndTtl(u8(0, 255, 0, 0, 0, 1))));
  }

  @Test
  void section5_1ItIsTheLastRecord(DnsClient client) throws IOException {
    byte[] message = signed().octets();
    byte[] opt = QueryOctets.opt(new byte[] {0}, 1232, 0, new byte[0]);
    byte[] more = java.util.Arrays.copyOf(message, message.length + opt.length);
    System.arraycopy(opt, 0, more, message.length, opt.length);
    more[11]++;
    client.send(more);
    assertEquals("FORMERR", new Reply(client.receive()).rcode());
  }

  @Test
  void section5_2_1UnknownKeys(DnsClient client) throws IOException {
    assertEquals("NOTAUTH, BADKEY unsigned", ask(client, signed().keyName("other.key.test.")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"hmac-sha1.", "hmac-sha512.", "gss-tsig.", "hmac-sha256.example."})
  @Differs(
      subject = SubjectKind.NSD,
      when = {"hmac-sha1.", "hmac-sha512.", "gss-tsig."},
      why = "takes a key for any algorithm, against section 5.2.1")
  void section5_2_1KeysAreForOneAlgorithm(String algorithm, DnsClient client) throws IOException {
    SignedQuery query =
        algorithm.startsWith("hmac-sha256") || algorithm.startsWith("gss")
            ? signed().keyName("hmac-sha1.key.test.")
            : signed();
    byte[] octets =
        query.algorithm(algorithm.startsWith("gss") ? "hmac-sha512." : algorithm).octets();
    client.send(octets);
    Reply reply = new Reply(client.receive());
    assertEquals("NOTAUTH, BADKEY unsigned", reply.rcode() + ", " + query.tsig(reply));
  }

  @Test
  void section5_2_2BadSignatures(DnsClient client) throws IOException {
    assertEquals("NOTAUTH, BADSIG unsigned", ask(client, signed().breakMac()));
    assertEquals("NOTAUTH, BADSIG unsigned", ask(client, signed().secret(u8(1, 2, 3, 4, 5))));
  }

  /** The key and algorithm come back, so that the client knows what is meant. */
  @Test
  void section5_3_2ErrorsNameTheKey(DnsClient client) throws IOException {
    TSIGRecord tsig = new Message(client.ask(signed().breakMac()).octets()).getTSIG();
    assertEquals("hmac-sha256.key.test.", tsig.getName().toString());
    assertEquals("hmac-sha256.", tsig.getAlgorithm().toString());
  }

  @ParameterizedTest
  @ValueSource(ints = {-1000, -302, 302, 1000})
  @Differs(subject = SubjectKind.NSD, why = "does not sign BADTIME, against section 5.2.3")
  void section5_2_3BadTimes(int seconds, DnsClient client) throws IOException {
    SignedQuery query = signed().signedAt(seconds);
    Reply reply = client.ask(query);
    assertEquals("NOTAUTH", reply.rcode());
    assertEquals("BADTIME signed", query.tsig(reply));
    TSIGRecord tsig = new Message(reply.octets()).getTSIG();
    // The client's own time, and the server's.
    assertEquals(query.timeSigned(), tsig.getTimeSigned().getEpochSecond());
    assertEquals(6, tsig.getOther().length);
    long server = new java.math.BigInteger(1, tsig.getOther()).longValueExact();
    assertTrue(Math.abs(server - query.timeSigned() + seconds) <= 2, "server's time " + server);
  }

  @Test
  @Differs(subject = SubjectKind.NSD, why = "does not sign BADTIME, against section 5.2.3")
  void section5_2_3TheFudgeIsTheClients(DnsClient client) throws IOException {
    assertEquals("NOERROR, NOERROR signed", ask(client, signed().signedAt(-290)));
    assertEquals("NOERROR, NOERROR signed", ask(client, signed().signedAt(-900).fudge(1000)));
    assertEquals("NOTAUTH, BADTIME signed", ask(client, signed().signedAt(-10).fudge(5)));
  }

  @Test
  @Differs(
      subject = SubjectKind.NSD,
      why = "tells the time before the MAC is checked, against section 5.2")
  void section5_2TheMacComesBeforeTheTime(DnsClient client) throws IOException {
    assertEquals("NOTAUTH, BADSIG unsigned", ask(client, signed().signedAt(-1000).breakMac()));
  }

  @Test
  void section5_2TheKeyComesBeforeAll(DnsClient client) throws IOException {
    assertEquals(
        "NOTAUTH, BADKEY unsigned",
        ask(client, signed().signedAt(-1000).breakMac().keyName("other.key.test.")));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 9, 15, 33})
  @Differs(subject = SubjectKind.BIND, when = "0", why = "BADSIG: an empty MAC is a bad one to it")
  @Differs(subject = SubjectKind.KNOT, why = "BADSIG for every MAC that is not whole")
  @Differs(subject = SubjectKind.NSD, why = "BADSIG for every MAC that is not whole")
  void section5_2_2_1MacsOfNoLength(int octets, DnsClient client) throws IOException {
    assertEquals("FORMERR", client.ask(signed().macOctets(octets)).rcode());
  }

  /** Nobody said that a truncated MAC is enough for this key. */
  @ParameterizedTest
  @ValueSource(ints = {16, 31})
  @Differs(subject = SubjectKind.KNOT, why = "BADSIG: knows no truncation")
  @Differs(subject = SubjectKind.NSD, why = "BADSIG: knows no truncation")
  void section5_2_4TruncatedMacs(int octets, DnsClient client) throws IOException {
    assertEquals("NOTAUTH, BADTRUNC signed", ask(client, signed().macOctets(octets)));
  }

  @Test
  @Differs(subject = SubjectKind.KNOT, why = "BADSIG: knows no truncation")
  @Differs(subject = SubjectKind.NSD, why = "does not sign BADTIME, against section 5.2.3")
  void section5_2TheTimeComesBeforeTheTruncation(DnsClient client) throws IOException {
    assertEquals("NOTAUTH, BADTIME signed", ask(client, signed().macOctets(16).signedAt(-1000)));
  }

  /** Section 4.3.2: who forwards a query may change its ID. */
  @Test
  void theOriginalIdIsSigned(DnsClient client) throws IOException {
    SignedQuery query = signed(query("www.house.test.", "AAAA").id(0x1111)).idOnTheWay(0x2222);
    Reply reply = client.ask(query);
    assertEquals(0x2222, reply.id());
    assertEquals("NOERROR, NOERROR signed", reply.rcode() + ", " + query.tsig(reply));
  }

  /** Section 4.2: names are the same in any case. */
  @Test
  void namesOfKeysHaveNoCase(DnsClient client) throws IOException {
    assertEquals("NOERROR, NOERROR signed", ask(client, signed().keyName("HMAC-sha256.KEY.test.")));
    assertEquals("NOERROR, NOERROR signed", ask(client, signed().algorithm("HMAC-SHA256.")));
  }

  @Test
  void answersOverTcpAreSigned(DnsClient client) throws IOException {
    SignedQuery query = signed(query("house.test.", "ANY"));
    Reply reply = client.askOverTcp(query);
    assertEquals("NOERROR aa", reply.status());
    assertEquals("NOERROR signed", query.tsig(reply));
    SignedQuery bad = signed().breakMac();
    assertEquals("BADSIG unsigned", bad.tsig(client.askOverTcp(bad)));
  }

  /** Section 5.3: a truncated answer is signed too, and within the limit. */
  @Test
  void truncatedAnswersAreSigned(DnsClient client) throws IOException {
    SignedQuery query = signed(query("big.house.test.", "TXT"));
    Reply reply = client.ask(query);
    assertEquals("NOERROR aa tc", reply.status());
    assertTrue(reply.octets().length <= 512, "octets " + reply.octets().length);
    assertEquals(List.of(), reply.answer());
    assertEquals("NOERROR signed", query.tsig(reply));
  }

  private static byte[] u8(int... values) {
    byte[] octets = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      octets[i] = (byte) values[i];
    }
    return octets;
  }
}
