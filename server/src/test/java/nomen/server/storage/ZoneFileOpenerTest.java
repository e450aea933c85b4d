package nomen.server.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import nomen.codec.name.Name;
import nomen.store.zone.ZoneSpace;
import nomen.store.zonefile.LoadedZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Only regular files are zone files; nothing else is waited for. */
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ZoneFileOpenerTest {
  @TempDir private Path directory;

  private static void makePipe(Path at) throws Exception {
    assertEquals(0, new ProcessBuilder("mkfifo", at.toString()).start().waitFor());
  }

  private static String refusal(Path file) {
    return String.valueOf(
        assertThrows(IOException.class, () -> ZoneFileOpener.open(file).close()).getMessage());
  }

  @Test
  void regularFileIsReadAlsoThroughALink() throws Exception {
    Path file = Files.writeString(directory.resolve("z\u00e4"), "abc");
    Path link = Files.createSymbolicLink(directory.resolve("link"), file);
    for (Path path : new Path[] {file, link}) {
      try (FileChannel channel = ZoneFileOpener.open(path)) {
        assertEquals(3, channel.size());
      }
    }
  }

  @Test
  void pipeIsRefusedAtOnce() throws Exception {
    Path pipe = directory.resolve("pipe");
    makePipe(pipe);
    assertEquals("not a regular file", refusal(pipe));
  }

  @Test
  void devicesAndDirectoriesAreRefused() {
    assertEquals("not a regular file", refusal(Path.of("/dev/zero")));
    assertEquals("not a regular file", refusal(directory));
  }

  @Test
  void absentFileIsSaidToBeAbsent() {
    Path nope = directory.resolve("nope");
    assertThrows(NoSuchFileException.class, () -> ZoneFileOpener.open(nope).close());
  }

  @Test
  void pipeInPlaceOfAZoneFileIsAnErrorOfThatZone() throws Exception {
    Path pipe = directory.resolve("zone");
    makePipe(pipe);
    LoadedZone loaded =
        FileVersion.read(
                pipe,
                Name.parse("a."),
                (octets, of) -> {},
                InstantSource.system(),
                new ZoneSpace(1 << 20, 0).share())
            .loaded();
    assertTrue(loaded.findings().list().getFirst().what().endsWith("not a regular file"));
  }
}
