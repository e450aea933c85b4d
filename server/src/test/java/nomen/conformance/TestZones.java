package nomen.conformance;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import nomen.conformance.subject.ServedZone;

/** The zones under {@code resources/conformance/zones}: each file is named for its apex. */
public final class TestZones {
  private static final String FOLDER = "/conformance/zones";
  private static final String SUFFIX = "zone";

  private TestZones() {}

  /** All of them, in the order of their names. */
  public static List<ServedZone> all() throws IOException {
    Path folder;
    try {
      folder = Path.of(Objects.requireNonNull(TestZones.class.getResource(FOLDER), FOLDER).toURI());
    } catch (URISyntaxException impossible) {
      throw new IOException(impossible);
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith("." + SUFFIX))
          .map(file -> new ServedZone(origin(file), file))
          .sorted(Comparator.comparing(ServedZone::origin))
          .toList();
    }
  }

  private static String origin(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.substring(0, name.length() - SUFFIX.length());
  }
}
