package nomen.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import nomen.codec.name.Name;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that commands write, where an operator may have named anything. */
final class ExportFileTest {
  @TempDir private Path folder;

  private static int write(Path target, int code) throws Exception {
    return ExportFile.write(
        target,
        out -> {
          out.write("new\n".getBytes(StandardCharsets.US_ASCII));
          return code;
        });
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void regularFileIsReplacedAndKeepsItsMode() throws Exception {
    Path file = Files.writeString(folder.resolve("zone"), "old\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    assertEquals(0, write(file, ExitCode.OK));
    assertEquals("new\n", Files.readString(file));
    assertEquals("rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    assertEquals(List.of("zone"), names());
  }

  @Test
  void fileStaysAsItWasIfTheContentFails() throws Exception {
    Path file = Files.writeString(folder.resolve("zone"), "old\n");
    assertEquals(1, write(file, ExitCode.FINDINGS));
    assertEquals("old\n", Files.readString(file));
    assertEquals(List.of("zone"), names());
  }

  @Test
  void symbolicLinkIsRefusedAndNothingIsWrittenThroughOne() throws Exception {
    Path victim = Files.writeString(folder.resolve("victim"), "old\n");
    Path link = Files.createSymbolicLink(folder.resolve("link"), victim);
    Files.createSymbolicLink(folder.resolve("zone.new"), victim);
    FileSystemException e = assertThrows(FileSystemException.class, () -> write(link, ExitCode.OK));
    assertTrue(e.getReason().contains("is a symbolic link to " + victim));
    assertEquals(0, write(folder.resolve("zone"), ExitCode.OK));
    assertEquals("old\n", Files.readString(victim));
    assertTrue(Files.isSymbolicLink(link));
    assertTrue(Files.isSymbolicLink(folder.resolve("zone.new")));
  }

  @Test
  void pipeIsWrittenIntoAndNotReplaced() throws Exception {
    Path pipe = folder.resolve("pipe");
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
    CompletableFuture<String> read =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return Files.readString(pipe);
              } catch (IOException e) {
                throw new AssertionError(e);
              }
            });
    assertEquals(0, write(pipe, ExitCode.OK));
    assertEquals("new\n", read.join());
    assertFalse(Files.isRegularFile(pipe));
    assertEquals(List.of("pipe"), names());
  }

  @Test
  void deviceIsWrittenIntoAndNotReplaced() throws Exception {
    assertEquals(0, write(Path.of("/dev/null"), ExitCode.OK));
    assertFalse(Files.isRegularFile(Path.of("/dev/null")));
    assertThrows(FileSystemException.class, () -> write(folder, ExitCode.OK));
  }

  @Test
  void everyZoneHasAFileOfItsOwnName() {
    assertEquals("example.com.zone", ZoneWriteCommand.fileName(Name.parse("Example.com.")));
    assertEquals("%2e.zone", ZoneWriteCommand.fileName(Name.parse(".")));
    assertEquals("a%2fb.test.zone", ZoneWriteCommand.fileName(Name.parse("a/b.test.")));
    assertEquals("%5c.%5c..test.zone", ZoneWriteCommand.fileName(Name.parse("\\.\\..test.")));
  }
}
