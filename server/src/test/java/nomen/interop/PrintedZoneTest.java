package nomen.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import nomen.conformance.TestZones;
import nomen.conformance.subject.Programs;
import nomen.conformance.subject.ServedZone;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** BIND reads what {@code zone print} prints as the same zone that it reads from the original. */
@Tag("interop")
class PrintedZoneTest {
  @BeforeAll
  static void needsBind() {
    assumeTrue(
        Programs.find("named-compilezone").isPresent(), "named-compilezone is not installed");
  }

  static Stream<ServedZone> zones() throws IOException {
    return Stream.concat(TestZones.all().stream(), ExampleZones.all().stream());
  }

  @ParameterizedTest
  @MethodSource("zones")
  void smallZones(ServedZone zone, @TempDir Path folder) throws IOException, InterruptedException {
    isTheSameWhenPrinted(zone, folder);
  }

  @Test
  void signedRootZone(@TempDir Path folder) throws IOException, InterruptedException {
    Optional<Path> archive = RootZone.archive();
    assumeTrue(
        archive.isPresent(), "no root-signed.zone.xz beside the checkout or in NOMEN_ROOT_DATA");
    RootZone root = RootZone.unpack(archive.orElseThrow(), folder);
    isTheSameWhenPrinted(new ServedZone(".", root.file()), folder);
  }

  private static void isTheSameWhenPrinted(ServedZone zone, Path folder)
      throws IOException, InterruptedException {
    Path printed = PrintedZone.of(zone, folder).file();
    assertEquals(
        CompiledZone.print(zone.origin(), zone.file()), CompiledZone.print(zone.origin(), printed));
  }
}
