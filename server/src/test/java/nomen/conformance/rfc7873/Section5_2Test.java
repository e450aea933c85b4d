package nomen.conformance.rfc7873;

import static nomen.conformance.client.QueryOctets.query;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import nomen.conformance.Conformance;
import nomen.conformance.Differs;
import nomen.conformance.client.DnsClient;
import nomen.conformance.client.QueryOctets;
import nomen.conformance.client.Reply;
import nomen.conformance.subject.SubjectKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 7873 section 5.2: how a server responds to a COOKIE option; layout by RFC 9018. */
@Conformance
class Section5_2Test {
  private static final int COOKIE = 10;
  private static final byte[] CLIENT = {1, 2, 3, 4, 5, 6, 7, 8};

  private static byte[] cookieOf(Reply reply) {
    return reply.requiredOption(COOKIE);
  }

  @Test
  void section5_2_1NoCookieIsAnsweredWithout(DnsClient client) throws IOException {
    Reply reply = client.ask(query("www.house.test.", "A").edns(1232));
    assertEquals("NOERROR aa", reply.status());
    assertFalse(reply.option(COOKIE).isPresent());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 9, 15, 41, 100})
  void section5_2_2MalformedLengthIsAFormatError(int length, DnsClient client) throws IOException {
    Reply reply = client.ask(query("www.house.test.", "A").option(COOKIE, new byte[length]));
    assertEquals("FORMERR", reply.rcode());
  }

  @Test
  @Differs(
      subject = SubjectKind.KNOT,
      why = "asks every client for a server cookie once the module is on")
  void section5_2_3ClientCookieAloneGetsAServerCookie(DnsClient client) throws IOException {
    Reply reply = client.ask(query("www.house.test.", "A").option(COOKIE, CLIENT));
    assertEquals("NOERROR aa", reply.status());
    assertEquals(2, reply.answer().size());
    byte[] cookie = cookieOf(reply);
    assertArrayEquals(CLIENT, Arrays.copyOf(cookie, 8));
    assertTrue(cookie.length >= 16 && cookie.length <= 40, "length " + cookie.length);
  }

  @Test
  void rfc9018Section4LayoutOfTheServerCookie(DnsClient client) throws IOException {
    byte[] cookie = cookieOf(client.ask(query("www.house.test.", "A").option(COOKIE, CLIENT)));
    assertEquals(24, cookie.length);
    assertEquals(1, cookie[8], "version");
    assertArrayEquals(new byte[3], Arrays.copyOfRange(cookie, 9, 12), "reserved");
    long seconds = Integer.toUnsignedLong(java.nio.ByteBuffer.wrap(cookie).getInt(12));
    long now = System.currentTimeMillis() / 1000 & 0xFFFFFFFFL;
    assertTrue(Math.abs(now - seconds) <= 300, "timestamp " + seconds);
  }

  @Test
  void section5_2_5GoodServerCookieIsAnswered(DnsClient client) throws IOException {
    byte[] cookie = cookieOf(client.ask(query("www.house.test.", "A").option(COOKIE, CLIENT)));
    Reply reply = client.ask(query("www.house.test.", "A").option(COOKIE, cookie));
    assertEquals("NOERROR aa", reply.status());
    assertEquals(2, reply.answer().size());
    assertArrayEquals(CLIENT, Arrays.copyOf(cookieOf(reply), 8));
  }

  @Test
  void section5_2_4BadServerCookieGetsAGoodOne(DnsClient client) throws IOException {
    byte[] bad = Arrays.copyOf(CLIENT, 24);
    Reply reply = client.ask(query("www.house.test.", "A").option(COOKIE, bad));
    assertTrue(List.of("NOERROR", "BADCOOKIE").contains(reply.rcode()), reply::toString);
    byte[] cookie = cookieOf(reply);
    assertFalse(Arrays.equals(bad, cookie));
    assertEquals(
        "NOERROR aa", client.ask(query("www.house.test.", "A").option(COOKIE, cookie)).status());
  }

  @Test
  void serverCookieDependsOnTheClientCookie(DnsClient client) throws IOException {
    byte[] one = cookieOf(client.ask(query("www.house.test.", "A").option(COOKIE, CLIENT)));
    byte[] other = cookieOf(client.ask(query("www.house.test.", "A").option(COOKIE, new byte[8])));
    assertFalse(Arrays.equals(Arrays.copyOfRange(one, 16, 24), Arrays.copyOfRange(other, 16, 24)));
  }

  @Test
  @Differs(subject = SubjectKind.KNOT, why = "treats a cookie without question as a format error")
  void section5_4CookieAloneWithoutQuestionIsAnswered(DnsClient client) throws IOException {
    Reply reply = client.ask(QueryOctets.empty().option(COOKIE, CLIENT));
    assertEquals("NOERROR", reply.rcode());
    assertEquals(List.of(), reply.answer());
    assertArrayEquals(CLIENT, Arrays.copyOf(cookieOf(reply), 8));
  }

  @Test
  void cookieComesWithEveryRcode(DnsClient client) throws IOException {
    for (String name : List.of("missing.house.test.", "www.child.house.test.", "x.invalid.")) {
      assertEquals(24, cookieOf(client.ask(query(name, "A").option(COOKIE, CLIENT))).length, name);
    }
  }
}
