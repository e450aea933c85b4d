package nomen.server.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import nomen.codec.name.Name;
import nomen.server.config.ConfigurationReader;
import nomen.server.config.ZoneSettings;
import nomen.store.zone.Changeset;
import nomen.store.zone.ZoneDifference;
import nomen.store.zone.ZoneInvariants;
import nomen.store.zone.ZoneSnapshot;
import org.junit.jupiter.api.Test;

/** The catalog that the server makes. */
class ProducedCatalogTest {
  private static final Name CATALOG = CatalogZones.CATALOG;

  /** Members with names, each a word "name" or "name/group". */
  private static List<ZoneSettings> members(String... words) throws Exception {
    StringBuilder toml = new StringBuilder("[server]\ndata-dir = \"data\"\n");
    toml.append("[[zone]]\nname = \"catz.test.\"\ncatalog = \"producer\"\n");
    for (String word : words) {
      String[] parts = word.split("/", 2);
      toml.append("[[zone]]\nname = \"%s\"\nin-catalog = \"catz.test.\"\n".formatted(parts[0]));
      toml.append("primaries = [\"192.0.2.1\"]\n");
      if (parts.length == 2) {
        toml.append("catalog-group = \"%s\"\n".formatted(parts[1]));
      }
    }
    List<ZoneSettings> zones =
        ConfigurationReader.read(toml.toString(), "nomen.toml", Path.of("/nowhere")).zones();
    return zones.subList(1, zones.size());
  }

  private static Name label(ZoneSnapshot catalog, String member) throws Exception {
    return Objects.requireNonNull(
            CatalogReader.read(catalog, 100).get(Name.parse(member)), "it is not listed")
        .label();
  }

  /** An empty catalog of a serial. */
  private static ZoneSnapshot empty(long serial) {
    return CatalogZones.of(
        CatalogZones.HEAD.replace(" 1 3600", " " + serial + " 3600") + CatalogZones.VERSION);
  }

  @Test
  void aConsumerReadsWhatWasConfigured() throws Exception {
    ZoneSnapshot catalog =
        ProducedCatalog.of(CATALOG, members("One.test.", "two.test./Blue", "."), null, 77);
    assertEquals(List.of(), ZoneInvariants.broken(catalog));
    assertEquals(77, catalog.serial());
    Map<Name, CatalogMember> read = CatalogReader.read(catalog, 3);
    assertEquals(
        Set.of(Name.parse("one.test."), Name.parse("two.test."), Name.ROOT), read.keySet());
    assertEquals(
        List.of("Blue"), Objects.requireNonNull(read.get(Name.parse("two.test."))).groups());
  }

  @Test
  void labelsStayWhileMembersDo() throws Exception {
    ZoneSnapshot first = ProducedCatalog.of(CATALOG, members("one.test.", "two.test."), null, 77);
    ZoneSnapshot next =
        ProducedCatalog.of(CATALOG, members("two.test./red", "one.test.", "x.test."), first, 99);
    assertEquals(label(first, "one.test."), label(next, "one.test."));
    assertEquals(label(first, "two.test."), label(next, "two.test."));
    Changeset change = ZoneDifference.between(first, next);
    assertEquals(0, change.removed().stream().filter(r -> !r.owner().equals(CATALOG)).count());
    assertEquals(2, change.added().stream().filter(r -> !r.owner().equals(CATALOG)).count());
  }

  @Test
  void aMemberThatComesAgainHasAnotherLabel() throws Exception {
    ZoneSnapshot first = ProducedCatalog.of(CATALOG, members("one.test."), null, 77);
    ZoneSnapshot without = empty(first.serial() + 1);
    ZoneSnapshot again = ProducedCatalog.of(CATALOG, members("one.test."), without, 99);
    assertNotEquals(label(first, "one.test."), label(again, "one.test."));
  }

  @Test
  void theNameOfAMemberMayBeAsLongAsAnyName() throws Exception {
    char[] label = new char[63];
    Arrays.fill(label, 'a');
    String part = new String(label);
    String name = part + "." + part + "." + part + "." + part.substring(2) + ".";
    ZoneSnapshot catalog = ProducedCatalog.of(CATALOG, members(name), null, 1);
    assertEquals(Set.of(Name.parse(name)), CatalogReader.read(catalog, 1).keySet());
  }

  @Test
  void whatWasNoCatalogBecomesOne() throws Exception {
    ZoneSnapshot other = CatalogZones.of(CatalogZones.HEAD + "www A 192.0.2.1\n");
    ZoneSnapshot catalog = ProducedCatalog.of(CATALOG, members("one.test."), other, 99);
    assertEquals(Set.of(Name.parse("one.test.")), CatalogReader.read(catalog, 1).keySet());
    assertEquals(1, catalog.serial(), "the writer gives the next");
  }
}
