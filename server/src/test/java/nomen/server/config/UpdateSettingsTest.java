package nomen.server.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import nomen.codec.name.Name;
import nomen.codec.rr.RRTypes;
import nomen.server.transport.Transport;
import nomen.store.update.SerialPolicy;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a file may say of updates. */
class UpdateSettingsTest {
  private static final String ZONE = "[[zone]]\nname = \"example.com.\"\nfile = \"a.zone\"\n";
  private static final String STORED = "[server]\ndata-dir = \"data\"\n";

  @TempDir private Path folder;

  @BeforeEach
  void makeZoneFile() throws IOException {
    Files.writeString(folder.resolve("a.zone"), "");
  }

  private Configuration read(String text) throws ConfigurationException {
    return ConfigurationReader.read(text, "nomen.toml", folder);
  }

  private void assertFinding(String expected, String text) {
    ConfigurationException refused = assertThrows(ConfigurationException.class, () -> read(text));
    assertEquals("nomen.toml:" + expected, refused.getMessage());
  }

  @Test
  void withoutSettingsNobodyUpdatesAnything() throws ConfigurationException {
    Configuration configuration = read(ZONE);
    assertEquals(8192, configuration.updates().queue());
    assertEquals(Duration.ofSeconds(3), configuration.updates().forwardTimeout());
    ZoneSettings zone = configuration.zones().getFirst();
    assertEquals(List.of(), zone.allowUpdate());
    assertEquals(List.of(), zone.updateRules());
    assertEquals(List.of(), zone.forwardUpdates());
    assertEquals(SerialPolicy.INCREMENT, zone.serial());
  }

  @Test
  void rulesInTheirOrderWithAllConditions() throws ConfigurationException {
    List<UpdateRuleSettings> rules =
        read(STORED
                + ZONE
                + """
                serial = "unixtime"
                [[zone.update-rule]]
                name = "hosts"
                action = "allow"
                network = ["192.0.2.0/24"]
                transport = ["tcp"]
                names = ["exact:www.example.com.", "subdomain:dyn.example.com.",
                         "wildcard:_acme-challenge.*.example.com.", "self", "selfsub", "reverse"]
                types = ["A", "TYPE65280", "ANY"]
                max-records-per-name = 4
                [[zone.update-rule]]
                action = "deny"
                """)
            .zones()
            .getFirst()
            .updateRules();
    assertEquals(2, rules.size());
    UpdateRuleSettings hosts = rules.getFirst();
    assertEquals("hosts", hosts.name());
    assertEquals(RuleAction.ALLOW, hosts.action());
    assertEquals("[192.0.2.0/24]", hosts.network().toString());
    assertEquals(List.of(Transport.TCP), hosts.transport());
    assertEquals(
        "[exact:www.example.com., subdomain:dyn.example.com.,"
            + " wildcard:_acme-challenge.*.example.com., self, selfsub, reverse]",
        hosts.names().toString());
    assertEquals(List.of(RRTypes.A, RRTypes.of(65280), RRTypes.ANY), hosts.types());
    assertEquals(4, hosts.maxRecordsPerName());
    assertNull(rules.get(1).name());
    assertEquals(RuleAction.DENY, rules.get(1).action());
  }

  @Test
  void rulesBelongToTheZoneAboveThem() throws ConfigurationException {
    Configuration configuration =
        read(
            STORED
                + ZONE
                + "[[zone.update-rule]]\naction = \"allow\"\n"
                + ZONE.replace("example.com.", "example.net."));
    assertEquals(1, configuration.zones().get(0).updateRules().size());
    assertEquals(0, configuration.zones().get(1).updateRules().size());
  }

  @Test
  void theFindingNamesTheRule() {
    assertFinding(
        "7:1: error: zone[1].update-rule[1].action: \"permit\" is not one of the words; allowed:"
            + " \"allow\" or \"deny\"",
        STORED + ZONE + "[[zone.update-rule]]\naction = \"permit\"\n");
    assertFinding(
        "6:1: error: zone[1].update-rule[1].action: is missing; allowed: \"allow\" or \"deny\"",
        STORED + ZONE + "[[zone.update-rule]]\n");
    assertFinding(
        "8:10: error: zone[1].update-rule[1].types[1]: OPT is a type that stands in no zone;"
            + " allowed: an RR type: \"AAAA\", \"TYPE65280\", or \"ANY\"",
        STORED + ZONE + "[[zone.update-rule]]\naction = \"allow\"\ntypes = [\"OPT\"]\n");
  }

  private static final String FORWARDED =
      "forward-updates = [\"127.0.0.1:53\"]\nallow-forward = [\"127.0.0.1\"]\n";

  @Test
  void updatesNeedAPlaceToBeKept() {
    assertFinding(
        "4:1: error: zone[1].allow-update: needs server.data-dir to keep updates in",
        ZONE + "allow-update = [\"127.0.0.1\"]\n");
    assertFinding(
        "4:1: error: zone[1].update-rule: needs server.data-dir to keep updates in",
        ZONE + "[[zone.update-rule]]\naction = \"deny\"\n");
  }

  @Test
  void whereUpdatesAreForwardedThePrimaryHasTheRules() {
    assertFinding(
        "6:1: error: zone[1].allow-update: has no meaning where updates are forwarded",
        STORED + ZONE + "allow-update = [\"127.0.0.1\"]\n" + FORWARDED);
  }

  @Test
  void whoseUpdatesAreForwardedIsSaid() {
    assertFinding(
        "6:1: error: zone[1].forward-updates: needs allow-forward, which says whose updates are"
            + " passed on",
        STORED + ZONE + "forward-updates = [\"127.0.0.1:53\"]\n");
    assertFinding(
        "6:1: error: zone[1].allow-forward: has no meaning without forward-updates",
        STORED + ZONE + "allow-forward = [\"127.0.0.1\"]\n");
  }

  @Test
  void theKeysOfRulesExist() {
    assertFinding(
        "8:8: error: zone[1].update-rule[1].key[1]: there is no key \"*.hosts.example.\"",
        STORED + ZONE + "[[zone.update-rule]]\naction = \"allow\"\nkey = [\"*.hosts.example.\"]\n");
  }

  @Test
  void namesSayHowTheyAreMeant() {
    String rule = STORED + ZONE + "[[zone.update-rule]]\naction = \"allow\"\n";
    assertFinding(
        "8:10: error: zone[1].update-rule[1].names[1]: \"www.example.com.\" does not say which"
            + " names it means; allowed: "
            + NamePattern.ALLOWED,
        rule + "names = [\"www.example.com.\"]\n");
    assertFinding(
        "8:10: error: zone[1].update-rule[1].names[1]: \"www.example.com.\" has no label *;"
            + " allowed: "
            + NamePattern.ALLOWED,
        rule + "names = [\"wildcard:www.example.com.\"]\n");
  }

  @Test
  void aStarIsExactlyOneLabel() {
    LabelPattern pattern = new LabelPattern(Name.parse("_acme-challenge.*.Example.com."));
    assertTrue(pattern.hasWildcard());
    assertTrue(pattern.matches(Name.parse("_ACME-challenge.www.example.com.")));
    assertTrue(pattern.matches(Name.parse("_acme-challenge.*.example.com.")));
    assertFalse(pattern.matches(Name.parse("_acme-challenge.example.com.")));
    assertFalse(pattern.matches(Name.parse("_acme-challenge.a.b.example.com.")));
    assertFalse(pattern.matches(Name.parse("_acme-challengf.www.example.com.")));
    assertFalse(new LabelPattern(Name.parse("a*.example.")).hasWildcard());
    assertFalse(new LabelPattern(Name.ROOT).hasWildcard());
    assertTrue(new LabelPattern(Name.ROOT).matches(Name.ROOT));
  }
}
