package nomen.server.update;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Objects;
import nomen.codec.name.Name;
import nomen.codec.rr.RRType;
import nomen.codec.rr.RRTypes;
import nomen.codec.rr.Rdata;
import nomen.codec.update.UpdateOperation;
import nomen.server.transport.ClientAddress;
import nomen.server.transport.Transport;
import nomen.store.update.NameLimit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Which rule decides, for each condition and for their order. */
class UpdatePolicyTest {
  private static final String DHCP = "dhcp.example.";

  private static Requester from(@Nullable String key, String address, Transport transport) {
    ClientAddress client = new ClientAddress();
    client.set(new java.net.InetSocketAddress(java.net.InetAddress.ofLiteral(address), 4242));
    return Requester.of(key == null ? null : Name.parse(key), client, transport);
  }

  private static Requester signed(String key) {
    return from(key, "192.0.2.1", Transport.UDP);
  }

  private static Requester unsigned(String address) {
    return from(null, address, Transport.UDP);
  }

  private static UpdateOperation add(String name, RRType type) {
    return new UpdateOperation.DeleteRRset(Name.parse(name), type);
  }

  private static String decide(UpdatePolicy policy, Requester requester, UpdateOperation... all) {
    return policy.decide(requester, List.of(all)).why();
  }

  private static UpdatePolicy allowing(String conditions) {
    return Policies.of("", "name = \"r\"\naction = \"allow\"\n" + conditions);
  }

  private static void assertAllows(UpdatePolicy policy, Requester requester, String name) {
    assertEquals("allowed by r", decide(policy, requester, add(name, RRTypes.A)));
  }

  private static void assertRefuses(UpdatePolicy policy, Requester requester, String name) {
    assertEquals(
        "no rule allows A at " + name + " to this client",
        decide(policy, requester, add(name, RRTypes.A)));
  }

  @Nested
  class Conditions {
    @Test
    void oneOfTheKeys() {
      UpdatePolicy policy = allowing("key = [\"dhcp.example.\", \"*.hosts.example.\"]");
      assertAllows(policy, signed("DHCP.example."), "a.example.com.");
      assertAllows(policy, signed("h1.hosts.example."), "a.example.com.");
      assertRefuses(policy, signed("other.example."), "a.example.com.");
      assertRefuses(policy, signed("a.b.hosts.example."), "a.example.com.");
      assertRefuses(policy, unsigned("192.0.2.1"), "a.example.com.");
    }

    @Test
    void oneOfTheNetworks() {
      UpdatePolicy policy = allowing("network = [\"192.0.2.0/25\", \"2001:db8::/32\"]");
      assertAllows(policy, unsigned("192.0.2.1"), "a.example.com.");
      assertAllows(policy, unsigned("2001:db8::1"), "a.example.com.");
      assertRefuses(policy, unsigned("192.0.2.129"), "a.example.com.");
      assertRefuses(policy, unsigned("2001:db9::1"), "a.example.com.");
    }

    @Test
    void oneOfTheTransports() {
      UpdatePolicy policy = allowing("transport = [\"tcp\"]");
      assertAllows(policy, from(null, "192.0.2.1", Transport.TCP), "a.example.com.");
      assertRefuses(policy, unsigned("192.0.2.1"), "a.example.com.");
    }

    @Test
    void exactAndSubdomain() {
      UpdatePolicy policy =
          allowing("names = [\"exact:www.example.com.\", \"subdomain:dyn.example.com.\"]");
      Requester anybody = unsigned("192.0.2.1");
      assertAllows(policy, anybody, "WWW.example.com.");
      assertRefuses(policy, anybody, "a.www.example.com.");
      assertAllows(policy, anybody, "dyn.example.com.");
      assertAllows(policy, anybody, "a.b.dyn.example.com.");
      assertRefuses(policy, anybody, "adyn.example.com.");
    }

    @Test
    void wildcardInAnyLabel() {
      UpdatePolicy policy = allowing("names = [\"wildcard:_acme-challenge.*.example.com.\"]");
      Requester anybody = unsigned("192.0.2.1");
      assertAllows(policy, anybody, "_acme-challenge.www.example.com.");
      assertRefuses(policy, anybody, "_acme-challenge.example.com.");
      assertRefuses(policy, anybody, "www.example.com.");
    }

    @Test
    void selfAndSelfsub() {
      UpdatePolicy self = allowing("names = [\"self\"]");
      UpdatePolicy selfsub = allowing("names = [\"selfsub\"]");
      Requester host = signed("h1.example.com.");
      assertAllows(self, host, "h1.example.com.");
      assertRefuses(self, host, "a.h1.example.com.");
      assertAllows(selfsub, host, "a.h1.example.com.");
      assertRefuses(selfsub, host, "h2.example.com.");
      assertRefuses(self, unsigned("192.0.2.1"), "h1.example.com.");
    }

    @Test
    void reverseOfTheAddress() {
      UpdatePolicy policy = allowing("names = [\"reverse\"]");
      assertAllows(policy, unsigned("192.0.2.1"), "1.2.0.192.in-addr.arpa.");
      assertRefuses(policy, unsigned("192.0.2.1"), "2.2.0.192.in-addr.arpa.");
      assertAllows(
          policy,
          unsigned("2001:db8::567:89ab"),
          "b.a.9.8.7.6.5.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa.");
    }

    @Test
    void allOfThemTogether() {
      UpdatePolicy policy =
          allowing(
              "key = [\"dhcp.example.\"]\nnetwork = [\"192.0.2.0/24\"]\ntypes = [\"A\"]\n"
                  + "names = [\"subdomain:dyn.example.com.\"]");
      assertAllows(policy, signed(DHCP), "a.dyn.example.com.");
      assertRefuses(policy, signed("other."), "a.dyn.example.com.");
      assertRefuses(policy, from(DHCP, "198.51.100.1", Transport.UDP), "a.dyn.example.com.");
      assertRefuses(policy, signed(DHCP), "a.example.com.");
      assertFalse(
          policy.decide(signed(DHCP), List.of(add("a.dyn.example.com.", RRTypes.MX))).allowed());
    }
  }

  @Nested
  class Types {
    private final Requester anybody = unsigned("192.0.2.1");

    private boolean allows(UpdatePolicy policy, RRType type) {
      return policy.decide(anybody, List.of(add("a.example.com.", type))).allowed();
    }

    private boolean allowsDeletion(UpdatePolicy policy) {
      return policy
          .decide(anybody, List.of(new UpdateOperation.DeleteName(Name.parse("a.example.com."))))
          .allowed();
    }

    @Test
    void aRuleWithoutTypesKeepsThoseThatHoldTheZoneTogether() {
      UpdatePolicy policy = allowing("");
      for (String kept :
          "SOA NS DNAME DS DNSKEY RRSIG NSEC NSEC3 NSEC3PARAM CDS CDNSKEY CSYNC ZONEMD"
              .split(" ", -1)) {
        RRType type = Objects.requireNonNull(RRTypes.parse(kept));
        assertFalse(allows(policy, type), kept);
        assertTrue(allows(allowing("types = [\"" + kept + "\"]"), type), kept);
      }
      assertTrue(allows(policy, RRTypes.KEY));
      assertTrue(allows(policy, RRTypes.of(65280)));
    }

    @Test
    void namedTypesAreAllThereIs() {
      UpdatePolicy policy = allowing("types = [\"NS\", \"A\"]");
      assertTrue(allows(policy, RRTypes.NS));
      assertTrue(allows(policy, RRTypes.A));
      assertFalse(allows(policy, RRTypes.AAAA));
    }

    @Test
    void anyIsTheDeletionOfAllAndNoMore() {
      UpdatePolicy policy = allowing("types = [\"A\", \"ANY\"]");
      assertTrue(allowsDeletion(policy));
      assertFalse(allows(policy, RRTypes.TXT));
    }

    @Test
    void aNameIsEmptiedOnlyOfWhatTheRuleSpeaksOf() {
      Name name = Name.parse("a.example.com.");
      List<UpdateOperation> deletion = List.of(new UpdateOperation.DeleteName(name));
      for (String types : List.of("", "types = [\"A\", \"TXT\"]")) {
        assertEquals(List.of(name), allowing(types).decide(anybody, deletion).wholeNames());
      }
      assertEquals(List.of(), allowing("types = [\"ANY\"]").decide(anybody, deletion).wholeNames());
    }

    @Test
    void eachTypeOfAnEmptiedNameIsAskedFor() {
      UpdatePolicy policy =
          Policies.of(
              "",
              "name = \"hosts\"\naction = \"allow\"\ntypes = [\"A\"]\n",
              "name = \"texts\"\naction = \"allow\"\ntypes = [\"TXT\"]\n",
              "name = \"no\"\naction = \"deny\"\n");
      Name name = Name.parse("a.example.com.");
      assertTrue(allowsDeletion(policy));
      assertNull(policy.refuseDeletion(anybody, name, List.of()));
      assertNull(policy.refuseDeletion(anybody, name, List.of(RRTypes.A, RRTypes.TXT)));
      Decision refused = policy.refuseDeletion(anybody, name, List.of(RRTypes.A, RRTypes.MX));
      assertNotNull(refused);
      assertEquals("no denies MX at a.example.com.", refused.why());
    }

    @Test
    void aRuleThatDeniesTheDeletionOfNamesKeepsThem() {
      String hosts = "action = \"allow\"\ntypes = [\"A\"]\n";
      String whole = "action = \"deny\"\ntypes = [\"ANY\"]\n";
      assertFalse(allowsDeletion(Policies.of("", hosts, whole)));
      assertFalse(allowsDeletion(Policies.of("", whole, hosts)));
      assertFalse(allowsDeletion(Policies.of("", "action = \"deny\"\n", hosts)));
      String elsewhere = hosts + "names = [\"exact:b.example.com.\"]\n";
      assertFalse(allowsDeletion(Policies.of("", elsewhere)));
    }

    @Test
    void aRuleThatDeniesLeavesNothingOut() {
      UpdatePolicy policy =
          Policies.of("allow-update = [\"192.0.2.0/24\"]\n", "name = \"no\"\naction = \"deny\"\n");
      assertFalse(allows(policy, RRTypes.SOA));
      assertFalse(allowsDeletion(policy));
    }

    @Test
    void allowUpdateIsForEveryType() {
      UpdatePolicy policy = Policies.of("allow-update = [\"192.0.2.0/24\"]\n");
      assertTrue(allows(policy, RRTypes.SOA));
      assertTrue(allows(policy, RRTypes.NSEC3));
      assertTrue(allowsDeletion(policy));
    }
  }

  @Nested
  class Order {
    @Test
    void theFirstRuleThatMatchesDecides() {
      UpdatePolicy policy =
          Policies.of(
              "",
              "name = \"not www\"\naction = \"deny\"\nnames = [\"exact:www.example.com.\"]\n",
              "name = \"all\"\naction = \"allow\"\n",
              "name = \"never\"\naction = \"deny\"\n");
      Requester anybody = unsigned("192.0.2.1");
      assertEquals(
          "not www denies A at www.example.com.",
          decide(policy, anybody, add("www.example.com.", RRTypes.A)));
      assertEquals("allowed by all", decide(policy, anybody, add("a.example.com.", RRTypes.A)));
    }

    @Test
    void allowUpdateComesBehindTheRulesAndOneOfItIsEnough() {
      UpdatePolicy policy =
          Policies.of(
              "allow-update = [\"key:dhcp.example.\", \"192.0.2.0/24\"]\n",
              "name = \"no TXT\"\naction = \"deny\"\ntypes = [\"TXT\"]\n");
      assertEquals(
          "allowed by allow-update key:dhcp.example.",
          decide(
              policy, from(DHCP, "198.51.100.1", Transport.UDP), add("a.example.com.", RRTypes.A)));
      assertEquals(
          "allowed by allow-update 192.0.2.0/24",
          decide(policy, unsigned("192.0.2.9"), add("a.example.com.", RRTypes.A)));
      assertEquals(
          "no TXT denies TXT at a.example.com.",
          decide(policy, signed(DHCP), add("a.example.com.", RRTypes.TXT)));
    }

    @Test
    void oneOperationThatIsNotAllowedIsEnoughToRefuseAll() {
      UpdatePolicy policy = allowing("types = [\"A\"]");
      assertEquals(
          "no rule allows TXT at b.example.com. to this client",
          decide(
              policy,
              unsigned("192.0.2.1"),
              add("a.example.com.", RRTypes.A),
              add("b.example.com.", RRTypes.TXT)));
    }

    @Test
    void withoutRulesNothingIsAllowed() {
      UpdatePolicy policy = Policies.of("");
      assertTrue(policy.isClosed());
      assertRefuses(policy, signed(DHCP), "a.example.com.");
    }

    @Test
    void aRuleWithoutNameIsCalledByItsNumber() {
      UpdatePolicy policy =
          Policies.of("", "action = \"deny\"\ntypes = [\"A\"]\n", "action = \"allow\"\n");
      Requester anybody = unsigned("192.0.2.1");
      assertEquals(
          "rule 1 denies A at a.example.com.",
          decide(policy, anybody, add("a.example.com.", RRTypes.A)));
      assertEquals("allowed by rule 2", decide(policy, anybody, add("a.example.com.", RRTypes.MX)));
    }

    @Test
    void limitsAreThoseOfTheRulesThatAllowed() {
      UpdatePolicy policy = allowing("max-records-per-name = 3");
      Name name = Name.parse("a.example.com.");
      List<UpdateOperation> operations =
          List.of(
              new UpdateOperation.DeleteRRset(name, RRTypes.A),
              new UpdateOperation.AddRecord(name, 60, Rdata.parse(RRTypes.A, "192.0.2.7")));
      assertEquals(
          List.of(new NameLimit(name, 3, "r")),
          policy.decide(signed(DHCP), operations).nameLimits());
      // To a stranger the rule has no name.
      assertEquals(
          List.of(new NameLimit(name, 3, "")),
          policy.decide(unsigned("192.0.2.1"), operations).nameLimits());
    }
  }

  /** Messages that only ask whether something is so. */
  @Nested
  class WithoutOperations {
    private void assertMay(boolean expected, UpdatePolicy policy, Requester requester) {
      assertEquals(expected, policy.decide(requester, List.of()).allowed());
    }

    @Test
    void areForThoseWhoMayUpdateSomething() {
      UpdatePolicy policy =
          allowing("key = [\"dhcp.example.\"]\nnames = [\"exact:a.example.com.\"]");
      assertMay(true, policy, signed(DHCP));
      assertMay(false, policy, signed("other."));
      assertMay(false, policy, unsigned("192.0.2.1"));
    }

    @Test
    void areNotForWhomEverythingIsDenied() {
      UpdatePolicy policy =
          Policies.of(
              "allow-update = [\"192.0.2.0/24\"]\n",
              "action = \"deny\"\nnetwork = [\"192.0.2.1\"]\n");
      assertMay(false, policy, unsigned("192.0.2.1"));
      assertMay(true, policy, unsigned("192.0.2.2"));
    }

    @Test
    void areNotForTheUnsignedWhereOnlyKeysHaveNames() {
      UpdatePolicy policy = allowing("names = [\"self\", \"selfsub\"]");
      assertMay(false, policy, unsigned("192.0.2.1"));
      assertMay(true, policy, signed("h1.example.com."));
    }
  }
}
