package nomen.server.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** For how many secondaries the answer to an update may wait. */
class FollowSettingsTest {
  private static final String ZONE =
      "[server]\ndata-dir = \"data\"\n[[zone]]\nname = \"example.com.\"\nfile = \"a.zone\"\n";

  @TempDir private Path folder;

  @BeforeEach
  void makeZoneFile() throws IOException {
    Files.writeString(folder.resolve("a.zone"), "");
  }

  private Configuration read(String text) throws ConfigurationException {
    return ConfigurationReader.read(ZONE + text, "nomen.toml", folder);
  }

  private void assertFinding(String expected, String text) {
    ConfigurationException refused = assertThrows(ConfigurationException.class, () -> read(text));
    assertEquals("nomen.toml:" + expected, refused.getMessage());
  }

  @Test
  void nothingWaitsUnlessItIsSaid() throws ConfigurationException {
    ZoneSettings zone = read("").zones().getFirst();
    assertEquals(0, zone.follow());
    assertEquals(Duration.ofSeconds(2), zone.followTimeout());
  }

  @Test
  void forAsManyAsAreListed() throws ConfigurationException {
    ZoneSettings zone =
        read("""
        notify = ["192.0.2.1", "192.0.2.2"]
        follow = 2
        [[zone.update-rule]]
        action = "allow"
        follow = 1
        """)
            .zones()
            .getFirst();
    assertEquals(2, zone.follow());
    assertEquals(1, zone.updateRules().getFirst().follow());
  }

  @Test
  void forNoMore() {
    assertFinding(
        "7:1: error: zone[1].follow: is more than the 2 of notify",
        "notify = [\"192.0.2.1\", \"192.0.2.2\"]\nfollow = 3\n");
    assertFinding("6:1: error: zone[1].follow: is more than the 0 of notify", "follow = 1\n");
  }

  @Test
  void oneThatIsListedTwiceIsOne() {
    assertFinding(
        "7:1: error: zone[1].follow: is more than the 1 of notify",
        "notify = [\"192.0.2.1\", \"192.0.2.1:53\"]\nfollow = 2\n");
  }

  @Test
  void norByARule() {
    assertFinding(
        "11:1: error: zone[1].update-rule[2].follow: is more than the 1 of notify",
        """
        notify = ["192.0.2.1"]
        [[zone.update-rule]]
        action = "deny"
        [[zone.update-rule]]
        action = "allow"
        follow = 2
        """);
  }
}
