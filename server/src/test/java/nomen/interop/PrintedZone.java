package nomen.interop;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import nomen.codec.name.Name;
import nomen.conformance.subject.ServedZone;
import nomen.store.zonefile.LoadedZone;
import nomen.store.zonefile.ZoneFileWriter;
import nomen.store.zonefile.ZoneLoader;

/** A zone as {@code zone print --portable} prints it, without directives and young types. */
final class PrintedZone {
  private PrintedZone() {}

  /** The same zone, printed into a folder. */
  static ServedZone of(ServedZone zone, Path folder) throws IOException {
    LoadedZone loaded =
        new ZoneLoader((octets, ofOctets) -> {}).load(zone.file(), Name.parse(zone.origin()));
    Path printed = folder.resolve(zone.origin() + "printed");
    try (OutputStream out = Files.newOutputStream(printed)) {
      new ZoneFileWriter(out, true)
          .write(Objects.requireNonNull(loaded.zone(), () -> loaded.findings().list().toString()));
    }
    return new ServedZone(zone.origin(), printed);
  }
}
