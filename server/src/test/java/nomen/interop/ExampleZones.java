package nomen.interop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import nomen.conformance.subject.ServedZone;
import nomen.server.config.ConfigurationException;
import nomen.server.config.ConfigurationReader;

/** The zones that {@code make run} serves. */
final class ExampleZones {
  private ExampleZones() {}

  /** All that the example configuration names. */
  static List<ServedZone> all() throws IOException {
    Path folder = Path.of("").toAbsolutePath();
    while (folder != null && !Files.exists(folder.resolve("examples/nomen.toml"))) {
      folder = folder.getParent();
    }
    if (folder == null) {
      throw new IOException("no examples/nomen.toml in this folder or above");
    }
    try {
      return ConfigurationReader.read(folder.resolve("examples/nomen.toml")).zones().stream()
          .map(zone -> new ServedZone(zone.name().toString(), Objects.requireNonNull(zone.file())))
          .toList();
    } catch (ConfigurationException wrong) {
      throw new IOException(wrong);
    }
  }
}
