package nomen.server.request;

import static nomen.server.request.Ask.ask;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import nomen.codec.message.MessageReader;
import nomen.codec.message.MessageWriter;
import nomen.codec.name.Name;
import nomen.codec.tsig.TsigAlgorithm;
import nomen.codec.tsig.TsigException;
import nomen.codec.tsig.TsigKey;
import nomen.codec.tsig.TsigMacs;
import nomen.codec.tsig.TsigResponseVerifier;
import nomen.codec.tsig.TsigSigner;
import nomen.codec.wire.WireFormatException;
import nomen.server.config.AclElement;
import nomen.server.config.CookieMode;
import nomen.server.config.KeySettings;
import nomen.server.config.RateLimitSettings;
import nomen.server.config.TestKeySettings;
import nomen.store.zone.ZoneSnapshot;
import org.junit.jupiter.api.Test;

/** RFC 8945: what a key opens, and how signed answers fit where they must. */
class Rfc8945Test {
  private static final long NOW = TestServer.NOW_MILLIS / 1000;
  private static final KeySettings KEY = TestKeySettings.of("k.test.");
  private static final ZoneSnapshot ZONE =
      ZoneText.zone("t.test.", "@ SOA a b 1 2 3 4 5\n@ NS a\nwww A 192.0.2.1\n");
  private byte[] mac = {};

  private static TsigKey key(String name) {
    return new TsigKey(Name.parse(name), TsigAlgorithm.HMAC_SHA256, TestKeySettings.SECRET);
  }

  private byte[] signed(Ask ask, String keyName) throws WireFormatException {
    MessageWriter writer = new MessageWriter();
    byte[] octets = new byte[4096];
    MessageReader.read(ask.octets()).write(writer, octets, octets.length);
    mac = new TsigSigner(new TsigMacs()).signRequest(writer, key(keyName), NOW);
    return Arrays.copyOf(octets, writer.wire().position());
  }

  /** The first line of the answer, and what its signature is worth. */
  private String verified(byte[] response, String keyName) {
    String rcode = ResponseText.print(response).lines().findFirst().orElse("");
    try {
      new TsigResponseVerifier(key(keyName), mac).verify(response, 0, response.length, NOW);
      return rcode + ", signed";
    } catch (TsigException e) {
      return rcode + ", " + e.getMessage();
    }
  }

  @Test
  void aKeyOpensAZone() throws WireFormatException {
    TestServer server =
        new TestServer.Settings()
            .keys(KEY)
            .allowQuery(new AclElement.Key(Name.parse("K.test.")))
            .serve(ZONE);
    byte[] query = signed(ask("www.t.test.", "A"), "k.test.");
    assertEquals("NOERROR aa, signed", verified(server.udp(query), "k.test."));
    assertEquals("REFUSED\n", server.udp("www.t.test.", "A"));
    assertEquals(1, server.counters().events(RequestEvent.TSIG_GOOD));
    assertEquals(1, server.counters().events(RequestEvent.DENIED_BY_ACCESS_LIST));
  }

  @Test
  void anotherKeyDoesNotOpenIt() throws WireFormatException {
    TestServer server =
        new TestServer.Settings()
            .keys(KEY, TestKeySettings.of("other."))
            .allowQuery(new AclElement.Key(Name.parse("k.test.")))
            .serve(ZONE);
    assertEquals(
        "REFUSED, signed",
        verified(server.udp(signed(ask("www.t.test.", "A"), "other.")), "other."));
    byte[] unknown = signed(ask("www.t.test.", "A"), "unknown.");
    assertTrue(verified(server.udp(unknown), "unknown.").startsWith("NOTAUTH, the server says"));
    assertEquals(1, server.counters().events(RequestEvent.TSIG_BAD));
  }

  /** An alias leads into a zone that only the key opens. */
  @Test
  void aKeyOpensTheZoneBehindAnAlias() throws WireFormatException {
    TestServer server =
        new TestServer.Settings()
            .keys(KEY)
            .allowQueryOf("t.test.", java.util.List.of(new AclElement.Key(Name.parse("k.test."))))
            .serve(
                ZoneText.zone("open.test.", "@ SOA a b 1 2 3 4 5\n@ NS a\nto CNAME www.t.test.\n"),
                ZONE);
    byte[] response = server.udp(signed(ask("to.open.test.", "A"), "k.test."));
    assertTrue(ResponseText.print(response).contains("192.0.2.1"));
    assertFalse(server.udp("to.open.test.", "A").contains("192.0.2.1"));
  }

  @Test
  void badVersionIsSignedToo() throws WireFormatException {
    TestServer server = new TestServer.Settings().keys(KEY).serve(ZONE);
    byte[] query = signed(ask("www.t.test.", "A").edns().version(1), "k.test.");
    assertEquals("BADVERS, signed", verified(server.udp(query), "k.test."));
  }

  /** Question and TSIG record do not both fit in 512 octets: the header alone, truncated. */
  @Test
  void namesThatDoNotFitAreLeftOut() throws WireFormatException {
    String label = "a".repeat(60) + ".";
    String longName = label.repeat(4);
    TestServer server = new TestServer.Settings().keys(TestKeySettings.of(longName)).serve(ZONE);
    byte[] response = server.udp(signed(ask(longName, "A"), longName));
    assertEquals("NOERROR tc, signed", verified(response, longName));
    assertTrue(response.length <= 512);
    // Over TCP there is room.
    byte[] query = signed(ask(longName, "A"), longName);
    assertEquals("REFUSED, signed", verified(server.tcp(query), longName));
  }

  @Test
  void whoHasAKeyNeedsNoCookie() throws WireFormatException {
    TestServer server =
        new TestServer.Settings().keys(KEY).cookies(CookieMode.REQUIRE, new byte[16]).serve(ZONE);
    byte[] query = signed(ask("www.t.test.", "A"), "k.test.");
    assertEquals("NOERROR aa, signed", verified(server.udp(query), "k.test."));
    assertEquals("NOERROR tc\n", server.udp("www.t.test.", "A"));
  }

  /** Bad signatures are errors like others to the rate limit; good ones are not limited. */
  @Test
  void badSignaturesAreLimited() throws WireFormatException {
    TestServer server =
        new TestServer.Settings()
            .keys(KEY)
            .rateLimit(new RateLimitSettings(true, 1, 1, 1, 24, 56, 0, 1000, java.util.List.of()))
            .serve(ZONE);
    byte[] good = signed(ask("www.t.test.", "A"), "k.test.");
    byte[] bad = good.clone();
    bad[bad.length - 10] ^= 1;
    assertTrue(server.udp(bad).length > 0);
    assertEquals(0, server.udp(bad).length);
    for (int i = 0; i < 5; i++) {
      assertEquals("NOERROR aa, signed", verified(server.udp(good), "k.test."));
    }
  }
}
