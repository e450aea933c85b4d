package nomen.store.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LocalDiskTest {
  @TempDir private Path folder;
  private Disk disk = new LocalDisk(Path.of(""));

  @BeforeEach
  void open() throws IOException {
    disk = new LocalDisk(folder.resolve("data"));
    disk.createDirectory("log");
    disk.createDirectory("log");
  }

  @Test
  void aNewFileIsZerosAndKeepsWhatIsWritten() throws IOException {
    try (DiskFile file = disk.create("log/a", 3_000_000)) {
      assertEquals(3_000_000, file.size());
      file.write(1_999_998, octets("middle"));
      file.force();
    }
    disk.forceDirectory("log");
    try (DiskFile file = disk.openForReading("log/a")) {
      ByteBuffer read = ByteBuffer.allocate(10);
      assertEquals(10, file.read(1_999_996, read));
      assertEquals("\0\0middle\0\0", new String(read.array(), StandardCharsets.ISO_8859_1));
      assertEquals(4, file.read(2_999_996, read.clear()));
      assertEquals(0, file.read(3_000_000, read.clear()));
    }
  }

  @Test
  void whatWasRemovedOrReplacedIsNotInPlace() throws IOException {
    try (DiskFile file = disk.create("log/a", 10);
        DiskFile other = disk.create("log/b", 10)) {
      assertTrue(file.isInPlace(0));
      disk.rename("log/b", "log/a");
      assertFalse(file.isInPlace(0));
      assertFalse(other.isInPlace(0));
      disk.delete("log/a");
      assertFalse(file.isInPlace(0));
    }
  }

  @Test
  void aFileGrowsWhenWrittenPastItsEnd() throws IOException {
    try (DiskFile file = disk.create("a", 0)) {
      file.write(0, octets("one"));
      file.write(3, octets("two"));
      assertEquals(6, file.size());
    }
  }

  @Test
  void entriesAreListedRenamedAndDeleted() throws IOException {
    disk.create("log/b", 1).close();
    disk.create("log/a", 2).close();
    assertEquals(List.of("a", "b"), disk.list("log"));
    assertThrows(FileAlreadyExistsException.class, () -> disk.create("log/a", 1));
    disk.rename("log/b", "log/a");
    assertEquals(List.of("a"), disk.list("log"));
    try (DiskFile file = disk.open("log/a")) {
      assertEquals(1, file.size());
    }
    disk.delete("log/a");
    disk.delete("log/a");
    assertEquals(List.of(), disk.list("log"));
    assertEquals(List.of(), disk.list("nowhere"));
  }

  @Test
  void errorsNameTheFile() {
    NoSuchFileException e =
        assertThrows(NoSuchFileException.class, () -> disk.open("log/missing").close());
    assertTrue(String.valueOf(e.getMessage()).endsWith("data/log/missing"), e.getMessage());
  }

  @Test
  void oneLocksAtATime() throws IOException {
    DiskLock lock = disk.lock("lock");
    IOException e = assertThrows(IOException.class, () -> disk.lock("lock").close());
    assertEquals(
        folder.resolve("data/lock") + ": another process is using this data directory",
        e.getMessage());
    lock.close();
    disk.lock("lock").close();
  }

  private static ByteBuffer octets(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
  }
}
