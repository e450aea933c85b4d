package nomen.server.update;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import nomen.server.config.ConfigurationException;
import nomen.server.config.ConfigurationReader;

/** Policies as an operator writes them, for the zone example.com. */
final class Policies {
  private static final String KEYS =
      String.join("", key("dhcp.example."), key("h1.hosts.example."), key("h1.example.com."));

  private Policies() {}

  private static String key(String name) {
    return "[[key]]\nname = \"%s\"\nalgorithm = \"hmac-sha256\"\nsecret = \"%s\"\n"
        .formatted(name, "c2VjcmV0IG9mIGEgdGVzdA==");
  }

  /**
   * A policy.
   *
   * @param settings lines of the zone's table
   * @param rules the lines of each rule's table
   */
  static UpdatePolicy of(String settings, String... rules) {
    StringBuilder text =
        new StringBuilder(
            "[server]\ndata-dir = \"data\"\n"
                + KEYS
                + "[[zone]]\nname = \"example.com.\"\nfile = \"z\"\n");
    text.append(settings);
    for (String rule : rules) {
      text.append("\n[[zone.update-rule]]\n").append(rule);
    }
    try {
      Path folder = Files.createTempDirectory("policy");
      Path file = Files.writeString(folder.resolve("nomen.toml"), text);
      Path zone = Files.writeString(folder.resolve("z"), "");
      try {
        return new UpdatePolicy(ConfigurationReader.read(file).zones().getFirst());
      } finally {
        Files.delete(file);
        Files.delete(zone);
        Files.delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ConfigurationException e) {
      throw new AssertionError(text.toString(), e);
    }
  }
}
