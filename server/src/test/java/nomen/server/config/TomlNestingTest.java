package nomen.server.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TomlNestingTest {
  @TempDir private Path folder;

  private static String check(String text) {
    return TomlNesting.check(text, "c.toml").map(Finding::toString).orElse("");
  }

  @Test
  void levelThatIsTooDeepHasItsPlace() {
    String deep = "a = 1\nx = " + "[".repeat(TomlNesting.MAX_DEPTH) + "{";
    assertEquals("c.toml:2:37: error: nested deeper than 32", check(deep));
    assertEquals("", check(deep.substring(0, deep.length() - 1)));
  }

  @Test
  void levelsThatEndAreNotCounted() {
    assertEquals("", check("x = [" + "[1],".repeat(100) + "]\n" + "[[zone]]\n".repeat(100)));
  }

  @Test
  void stringsAndCommentsHaveNoLevels() {
    String many = "[".repeat(100);
    assertEquals("", check("# " + many + "\na = 1"));
    assertEquals("", check("a = \"\\\"" + many + "\""));
    assertEquals("", check("a = '\\'\nb = '" + many + "'"));
    assertEquals("", check("a = \"\"\"x\n\"" + many + "\"\"\"\"\"\n"));
    assertEquals("", check("a = \'\'\'\n'" + many + "\'\'\'"));
  }

  @Test
  void stringsThatDoNotEndHideNothing() {
    String many = "[".repeat(100);
    assertTrue(check("a = \"x\nb = " + many).startsWith("c.toml:2:"));
    assertEquals("", check("a = \"\"\"" + many));
    assertEquals("", check("a = \"" + many + "\\"));
  }

  @Test
  void configurationAndKeyFileAreRefusedWithoutATrace() throws Exception {
    String deep = "[[key]]\nname = " + "[".repeat(10_000) + "\n";
    Path keys = Files.writeString(folder.resolve("keys.toml"), deep);
    ConfigurationException refused =
        assertThrows(
            ConfigurationException.class, () -> ConfigurationReader.read(deep, "c.toml", folder));
    assertEquals(
        "c.toml:2:40: error: nested deeper than 32", refused.findings().getFirst().toString());
    ConfigurationException keyFile =
        assertThrows(
            ConfigurationException.class,
            () ->
                ConfigurationReader.read(
                    "[server]\nlisten=[\"127.0.0.1:0\"]\nkey-files=[\"keys.toml\"]\n",
                    "c.toml",
                    folder));
    assertEquals(
        keys + ":2:40: error: nested deeper than 32", keyFile.findings().getFirst().toString());
  }

  @Test
  void configurationMustBeARegularFile() {
    ConfigurationException refused =
        assertThrows(
            ConfigurationException.class, () -> ConfigurationReader.read(Path.of("/dev/zero")));
    assertTrue(
        refused.findings().getFirst().toString().contains("no regular file"),
        refused.findings().toString());
  }
}
