package nomen.interop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import nomen.conformance.subject.ServedKey;

/** A key in the file format of BIND, which nsupdate and what calls it read. */
final class KeyFile {
  private KeyFile() {}

  /** Writes the key into the folder. */
  static Path write(Path folder, ServedKey key) throws IOException {
    return Files.writeString(
        folder.resolve(key.name() + "key"),
        "key \"%s\" { algorithm %s; secret \"%s\"; };%n"
            .formatted(key.name(), key.algorithm(), key.secret()));
  }
}
