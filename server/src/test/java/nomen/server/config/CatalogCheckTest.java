package nomen.server.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import nomen.codec.name.Name;
import org.junit.jupiter.api.Test;

/** What is said of settings of catalogs that do not fit together. */
class CatalogCheckTest {
  private static final String STORED = "[server]\ndata-dir = \"data\"\n";

  private static Configuration read(String toml) throws ConfigurationException {
    return ConfigurationReader.read(toml, "nomen.toml", Path.of("/nowhere"));
  }

  private static String wrong(String toml) {
    List<Finding> findings =
        assertThrows(ConfigurationException.class, () -> read(toml)).findings();
    assertEquals(1, findings.size(), findings::toString);
    return findings.getFirst().toString();
  }

  private static String catalog(String... lines) {
    return "[[zone]]\nname = \"catz.test.\"\n" + String.join("\n", lines) + "\n";
  }

  @Test
  void aProducerNeedsADataDirectory() {
    assertEquals(
        "nomen.toml:3:1: error: zone[1].catalog: a producer needs server.data-dir to keep the"
            + " catalog in",
        wrong(catalog("catalog = \"producer\"")));
  }

  @Test
  void nobodyElseChangesWhatTheServerMakes() {
    assertEquals(
        "nomen.toml:6:1: error: zone[1].allow-update: has no meaning for a catalog that the server"
            + " makes itself",
        wrong(STORED + catalog("catalog = \"producer\"", "allow-update = [\"::1\"]")));
  }

  @Test
  void membersNeedAConsumer() {
    assertEquals(
        "nomen.toml:6:1: error: zone[1].members: has no meaning without catalog = \"consumer\"",
        wrong(STORED + catalog("primaries = [\"::1\"]", "[zone.members]", "max = 7")));
  }

  @Test
  void aMemberNeedsAProducer() {
    assertEquals(
        "nomen.toml:6:1: error: zone[1].in-catalog: there is no zone \"other.test.\" with catalog ="
            + " \"producer\"",
        wrong(STORED + catalog("primaries = [\"::1\"]", "in-catalog = \"other.test.\"")));
  }

  @Test
  void keysOfMembersMustExist() {
    assertEquals(
        "nomen.toml:8:17: error: zone[1].members.primaries[1]: there is no key \"no.\"",
        wrong(
            STORED
                + catalog(
                    "catalog = \"consumer\"",
                    "primaries = [\"::1\"]",
                    "[zone.members]",
                    "  primaries = [ \"::1 key:no.\"]")));
  }

  @Test
  void aNameMustLeaveRoom() {
    String part = "a".repeat(60);
    String name = part + "." + part + "." + part + ".";
    assertEquals(
        "nomen.toml:4:1: error: zone[1].name: a catalog's name has at most 178 octets",
        wrong(STORED + catalog("catalog = \"producer\"").replace("catz.test.", name)));
  }

  @Test
  void membersHaveThePrimariesOfTheCatalogUnlessTheyHaveTheirOwn() throws Exception {
    ZoneSettings catalog =
        read(STORED
                + catalog(
                    "catalog = \"consumer\"",
                    "primaries = [\"::1\"]",
                    "allow-transfer = [\"::1\"]",
                    "[[zone.members-group]]",
                    "group = \"red\"",
                    "primaries = [\"::2\"]"))
            .zones()
            .getFirst();
    assertEquals("[::1/128]", catalog.queriers().toString());
    Name member = Name.parse("one.test.");
    ZoneSettings plain = catalog.member(member, List.of("Red"));
    assertEquals(catalog.primaries(), plain.primaries());
    assertEquals("[0.0.0.0/0, ::/0]", plain.queriers().toString());
    assertEquals(catalog.name(), plain.inCatalog());
    assertEquals(
        "[[::2]:53]", catalog.member(member, List.of("blue", "red")).primaries().toString());
  }
}
