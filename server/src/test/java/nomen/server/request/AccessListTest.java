package nomen.server.request;

import static nomen.server.request.Ask.ask;
import static org.junit.jupiter.api.Assertions.assertEquals;

import nomen.server.config.AclElement;
import nomen.server.config.Network;
import org.junit.jupiter.api.Test;

/** The setting allow-query: who gets answers from a zone. */
class AccessListTest {
  private static final String ANSWER = "NOERROR aa\nanswer www.t.test. 300 A 192.0.2.1\n";

  private static final AclElement TEN =
      new AclElement.Within(new Network(0, Network.mapped(0x0a000000), 96 + 8, true));

  private final TestServer server =
      new TestServer.Settings()
          .allowQuery(TEN, new AclElement.Within(new Network(0x20010db8_00000000L, 0, 32, false)))
          .serve(ZoneText.zone("t.test.", "@ SOA a b 1 2 3 4 5\n@ NS a\nwww A 192.0.2.1\n"));

  @Test
  void clientsWithinGetAnswers() {
    assertEquals(ANSWER, server.setClient(0x0a010203).udp("www.t.test.", "A"));
    assertEquals(ANSWER, server.setClient(0x20010db8_00000001L, 5).udp("www.t.test.", "A"));
    assertEquals(1, server.counters().events(RequestEvent.IPV6));
  }

  @Test
  void othersAreRefusedWithReason() {
    assertEquals(
        "REFUSED\nedns 1232 15:0012\n",
        server.setClient(0x0b010203).udp(ask("www.t.test.", "A").edns()));
    assertEquals("REFUSED\n", server.setClient(0x20010db9_00000000L, 5).udp("www.t.test.", "A"));
    assertEquals(2, server.counters().events(RequestEvent.DENIED_BY_ACCESS_LIST));
  }

  @Test
  void aliasIsNotFollowedIntoZoneThatDoesNotAnswerTheClient() {
    TestServer two =
        new TestServer.Settings()
            .allowQuery(TEN)
            .allowQueryOf("open.test.", TestServer.ANYBODY)
            .serve(
                ZoneText.zone("open.test.", "@ SOA a b 1 2 3 4 5\n@ NS a\nto CNAME www.t.test.\n"),
                ZoneText.zone("t.test.", "@ SOA a b 1 2 3 4 5\n@ NS a\nwww A 192.0.2.1\n"));
    String alias = "NOERROR aa\nanswer to.open.test. 300 CNAME www.t.test.\n";
    assertEquals(alias, two.setClient(0x0b000001).udp("to.open.test.", "A"));
    assertEquals(
        alias + "answer www.t.test. 300 A 192.0.2.1\n",
        two.setClient(0x0a000001).udp("to.open.test.", "A"));
  }
}
