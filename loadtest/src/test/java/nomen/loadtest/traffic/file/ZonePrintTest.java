package nomen.loadtest.traffic.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import nomen.codec.name.Name;
import nomen.loadtest.traffic.TrafficException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Master files as the server reads them: {@code zone print} of the program that {@code
 * NOMEN_PROGRAM} names writes all records with all directives resolved. Skipped without it.
 */
@Tag("interop")
class ZonePrintTest {
  @Test
  @Timeout(60)
  void theServerReadsTheSame(@TempDir Path folder)
      throws IOException, InterruptedException, TrafficException {
    String program = System.getenv("NOMEN_PROGRAM");
    assumeTrue(program != null, "NOMEN_PROGRAM names no program");
    Path zone =
        Files.writeString(
            folder.resolve("zone"),
            """
            $TTL 300
            @ SOA ns1 hostmaster 1 3600 600 86400 300
            $INCLUDE parts/ns
            $INCLUDE parts/hosts hosts
            $GENERATE 1-255 host-${0,4} A 10.0.${0,0,d}.1 ; a comment
            """);
    Files.createDirectory(folder.resolve("parts"));
    Files.writeString(
        folder.resolve("parts/ns"),
        """
        @ NS ns1
          NS ns2
        $GENERATE 1-2 ns$ AAAA 2001:db8::$
        $ORIGIN deep.example.
        """);
    Files.writeString(
        folder.resolve("parts/hosts"),
        """
        a\\.b 60 IN TXT "x y" z
        $GENERATE 0-40/5 ${0,3,n} MX "${1,3,o} mx-${16,0,X}"
        $GENERATE 1-1 a$$ TXT \\$$
        $INCLUDE more more
        """);
    Files.writeString(folder.resolve("parts/more"), "@ CNAME www\n");
    Path printed = folder.resolve("printed");
    Process print =
        new ProcessBuilder(program, "zone", "print", zone.toString(), "--origin", "example.")
            .redirectOutput(printed.toFile())
            .redirectError(folder.resolve("errors").toFile())
            .start();
    try {
      assertTrue(print.waitFor(50, TimeUnit.SECONDS), "zone print did not end");
    } finally {
      print.destroyForcibly();
    }
    assertEquals(0, print.exitValue(), Files.readString(folder.resolve("errors")));
    List<String> ours = ZoneFiles.read(zone, Name.parse("example."));
    assertEquals(new TreeSet<>(ZoneFiles.read(printed, null)), new TreeSet<>(ours));
    assertEquals(1 + 2 + 2 + 255 + 1 + 9 + 1 + 1, ours.size());
  }
}
