package nomen.server.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import nomen.codec.name.Name;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Zones whose tables differ in little are read as if each were alone. */
@SuppressWarnings(
    "StringConcatToTextBlock") // Quotes, escapes and ends of lines are what is tested.
class ManyZonesTest {
  /** Ways to write the table of a zone; @ is its number. */
  private static final List<String> TABLES =
      List.of(
          "[[zone]]\nname = \"z@.example.\"\nfile = \"a.zone\"\n",
          "[[zone]]\nfile = \"b.zone\"\nname = \"z@.example.\"\n",
          "[[zone]]\r\nname = \"z@.example.\"\r\nfile = \"b.zone\"\r\n",
          "[[zone]]\nname='z@.example.' # of customer @\nfile='b.zone'\n\n# Customer @\n",
          "[[zone]]\nname = \"\\u005a@.example.\"\nfile = \"a.zone\"\n",
          "  [[ zone ]] # [[zone]]\n\tname\t=\t\"z@.example.\"\t\n  file = \"a.zone\"\n",
          "[[zone]]\nname = \"z@.example.\"\nfile = \"a.zone\"\nallow-transfer = [\n"
              + "  \"192.0.2.0/24\", # [[zone]]\n  \"key:k.\",\n]\n",
          "[[zone]]\nname = \"z@.example.\"\nfile = \"a.zone\"\nminimal-any = false\n"
              + "catalog-group = \"\"\"\\\n   [[zone]] \\\"\"\" \"\"\"\nin-catalog = \"c.\"\n",
          "[[zone]]\nname = \"z@.example.\"\nfile = \"a.zone\"\nallow-update = [\"key:k.\"]\n"
              + "[[zone.update-rule]]\naction = \"allow\"\nname = \"z@.example.\"\n"
              + "  [[ zone . update-rule ]]\naction = \"deny\"\nname = \"a\"\n",
          "[[zone]]\nprimaries = [\"192.0.2.1\"]\nname = \"z@.example.\"\nnotify-ns = true\n");

  private static final String SERVER =
      """
      [server]
      data-dir = "data"
      [[key]]
      name = "k."
      algorithm = "hmac-sha256"
      secret = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="
      """;

  private static final String PRODUCER = "[[zone]]\nname = \"c.\"\ncatalog = \"producer\"\n";

  @TempDir private Path folder;

  @BeforeEach
  void makeZoneFiles() throws IOException {
    Files.writeString(folder.resolve("a.zone"), "");
    Files.writeString(folder.resolve("b.zone"), "");
  }

  private Configuration read(String text) throws ConfigurationException {
    return ConfigurationReader.read(text, "nomen.toml", folder);
  }

  private void assertFindings(String text, String... expected) {
    ConfigurationException refused = assertThrows(ConfigurationException.class, () -> read(text));
    assertEquals(String.join("\n", expected), refused.getMessage());
  }

  @Test
  void eachIsWhatItWouldBeAlone() throws ConfigurationException {
    Random random = new Random(4711);
    for (int round = 0; round < 50; round++) {
      StringBuilder text = new StringBuilder(random.nextBoolean() ? SERVER : "");
      boolean isServerFirst = !text.isEmpty();
      List<ZoneSettings> expected = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        String table = TABLES.get(random.nextInt(TABLES.size())).replace("@", "" + i);
        text.append(table);
        expected.add(read(SERVER + table + PRODUCER).zones().getFirst());
      }
      text.append(PRODUCER).append(isServerFirst ? "" : SERVER);
      List<ZoneSettings> zones = read(text.toString()).zones();
      assertEquals(expected, zones.subList(0, zones.size() - 1), text.toString());
    }
  }

  @Test
  void zonesOfOneShapeShareWhatTheyHaveInCommon() throws ConfigurationException {
    String table = TABLES.get(6);
    List<ZoneSettings> zones =
        read(SERVER + table.replace("@", "1") + table.replace("@", "2")).zones();
    assertSame(zones.get(0).allowTransfer(), zones.get(1).allowTransfer());
    assertSame(zones.get(0).historyAge(), zones.get(1).historyAge());
  }

  @Test
  void otherSpellingsOfTheHeaderAreReadToo() throws ConfigurationException {
    List<ZoneSettings> zones =
        read("[[zone]]\nname = \"a.\"\nfile = \"a.zone\"\n"
                + "[['zone']]\nname = \"b.\"\nfile = \"a.zone\"\n"
                + "[[\"zone\"]]\nname = \"c.\"\nfile = \"a.zone\"\n"
                + "[[zone]]\nname = \"d.\"\nfile = \"a.zone\"\n")
            .zones();
    assertEquals("[a., b., c., d.]", zones.stream().map(ZoneSettings::name).toList().toString());
  }

  @Test
  void aHeaderWithinAStringIsNone() {
    assertFindings(
        "[server]\nnsid = \"\"\"\n[[zone]]\n\\\"\"\"[[zone]]\n\"\"\"\n[udp]\nbatchs = 1\n",
        "nomen.toml:7:1: error: udp.batchs: is not known; did you mean batch?");
  }

  @Nested
  class Places {
    private static final String A = "[[zone]]\nname = \"a.\"\nfile = \"a.zone\"\n";
    private static final String B = "[[zone]]\nname = \"b.\"\nfile = \"a.zone\"\n";

    @Test
    void ofAFileThatIsNoPath() {
      assertFindings(
          A + "# b\n\n[[zone]]\nname = \"b.\"\n  file = \"\"\n",
          "nomen.toml:8:3: error: zone[2].file: \"\" is not a path; allowed: "
              + "the path of a file: \"zones/example.com.zone\"");
    }

    @Test
    void ofANameThatStandsThereTwice() {
      assertFindings(
          A + B + "[[zone]]\nfile = \"a.zone\"\nname = \"B.\"\n" + B,
          "nomen.toml:9:1: error: zone[3].name: duplicate zone \"B.\", first defined in line 5",
          "nomen.toml:11:1: error: zone[4].name: duplicate zone \"b.\", first defined in line 5");
    }

    @Test
    void ofANameThatIsNone() {
      assertFindings(
          A + B.replace("b.", "b.."),
          "nomen.toml:5:1: error: zone[2].name: \"b..\" is not a name: empty label in name: b..;"
              + " allowed: a domain name: \"example.com.\", \".\"");
    }

    @Test
    void ofWhatIsWrongInZonesOfOneShape() {
      String rest = "allow-transfer = [\"key:no.\"]\n";
      assertFindings(
          A + rest + B + rest,
          "nomen.toml:4:19: error: zone[1].allow-transfer[1]: there is no key \"no.\"",
          "nomen.toml:8:19: error: zone[2].allow-transfer[1]: there is no key \"no.\"");
    }

    @Test
    void ofAMemberThatIsItsOwnCatalog() {
      assertFindings(
          SERVER
              + PRODUCER
              + A
              + "in-catalog = \"c.\"\n"
              + A.replace("a.\"", "b.\"")
              + "in-catalog = \"b.\"\n",
          "nomen.toml:17:1: error: zone[3].in-catalog: a catalog does not list itself");
    }

    @Test
    void ofSettingsOfTheServerAfterZones() {
      assertFindings(
          A + "[udp]\nbatchs = 1\n" + B + "[tcp]\nidle-timeout = 0\n",
          "nomen.toml:5:1: error: udp.batchs: is not known; did you mean batch?",
          "nomen.toml:10:1: error: tcp.idle-timeout: is an integer; allowed: a number and a unit:"
              + " \"500ms\", \"10s\", \"5m\", \"1h\", \"1d\", from \"100ms\" to \"1h\"");
    }

    @Test
    void ofAnArrayThatIsNotClosed() {
      ConfigurationException refused =
          assertThrows(
              ConfigurationException.class, () -> read(A + "allow-query = [\n" + B + "typo = 1\n"));
      assertEquals(5, refused.findings().getFirst().line());
      assertEquals(1, refused.findings().size(), refused.getMessage());
    }

    @Test
    void ofAKeyThatStandsThereTwice() {
      ConfigurationException refused =
          assertThrows(ConfigurationException.class, () -> read(A + B + "name = \"c.\"\n"));
      assertEquals(
          "nomen.toml:7:1: error: name previously defined at line 2, column 1",
          refused.getMessage());
    }
  }

  @Nested
  class Some {
    private Path file;

    @BeforeEach
    void writeFile() throws IOException {
      file = folder.resolve("nomen.toml");
      Files.writeString(
          file,
          SERVER
              + "[[zone]]\nname = \"a.\"\nfile = \"none\"\n"
              + "[[zone]]\nname = \"B.\"\nfile = \"b.zone\"\nin-catalog = \"c.\"\n"
              + PRODUCER);
    }

    @Test
    void theServerAloneIsReadWithoutZones() throws ConfigurationException {
      assertEquals(1, ConfigurationReader.readServer(file).listen().size());
    }

    @Test
    void oneZoneIsReadWithoutTheOthersAndWithoutFiles() throws ConfigurationException {
      for (String name : List.of("a.", "b.")) {
        ZoneSettings zone = ConfigurationReader.readZone(file, Name.parse(name));
        assertEquals(Name.parse(name), zone == null ? null : zone.name());
      }
      assertNull(ConfigurationReader.readZone(file, Name.parse("x.")));
    }

    @Test
    void oneZoneIsReadBesideOneThatIsWrong() throws Exception {
      Files.writeString(
          file,
          "[[zone]]\nname = \"d.\"\nfile = \"\"\"d\"\"\"\nbad = 1\n",
          StandardOpenOption.APPEND);
      ZoneSettings zone = ConfigurationReader.readZone(file, Name.parse("b."));
      assertEquals(folder.resolve("b.zone"), zone == null ? null : zone.file());
      assertThrows(
          ConfigurationException.class, () -> ConfigurationReader.readZone(file, Name.parse("d.")));
    }
  }
}
