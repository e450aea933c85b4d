package nomen.store.zonefile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import nomen.codec.name.Name;
import nomen.store.zone.ZoneSnapshot;
import org.junit.jupiter.api.Test;

/** The signed root zone, serial 2023110500, as real input. */
class RootZoneTest {
  /** Unpacked by xz, which Java cannot do; the test is skipped if the data or xz is not there. */
  static byte[] rootZone() throws IOException {
    String named = System.getenv("NOMEN_ROOT_DATA");
    Path folder = Path.of(named != null ? named : "../../shared/data").toAbsolutePath();
    Path file = folder.resolve("root-signed.zone.xz");
    assumeTrue(Files.isReadable(file), "no root zone at " + file + ": set NOMEN_ROOT_DATA");
    Process xz;
    try {
      xz = new ProcessBuilder("xz", "-dc", file.toString()).start();
    } catch (IOException e) {
      assumeTrue(false, "no xz to unpack the root zone with");
      throw e;
    }
    try (InputStream unpacked = xz.getInputStream()) {
      return unpacked.readAllBytes();
    }
  }

  @Test
  void loadsWithoutFindingsAndPrintsToTheSameZone() throws IOException {
    TextFiles files = new TextFiles().file("root", rootZone());
    LoadedZone loaded =
        new ZoneLoader(files.opener(), (octets, ofOctets) -> {}).load(Path.of("root"), Name.ROOT);
    assertEquals(List.of(), loaded.findings().list());
    ZoneSnapshot zone = assertNotNullZone(loaded);
    assertEquals(2023110500L, zone.serial());
    String printed = TextFiles.print(zone);
    assertEquals(zone.recordCount(), printed.lines().count());

    LoadedZone again =
        new ZoneLoader(new TextFiles().file("again", printed).opener(), (octets, ofOctets) -> {})
            .load(Path.of("again"), Name.ROOT);
    assertEquals(List.of(), again.findings().list());
    assertEquals(printed, TextFiles.print(assertNotNullZone(again)));
  }

  private static ZoneSnapshot assertNotNullZone(LoadedZone loaded) {
    assertNotNull(loaded.zone());
    return Objects.requireNonNull(loaded.zone());
  }
}
