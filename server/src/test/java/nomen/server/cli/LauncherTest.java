package nomen.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import nomen.server.tidy.SourceTree;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code bin/nomen}, with a program in place of Java that says what its descriptors are. */
@Timeout(60)
class LauncherTest {
  @TempDir private Path folder;
  private Path script;

  private Path write(String place, String text) throws IOException {
    Path file = folder.resolve(place);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    return file;
  }

  @BeforeEach
  void makeHome() throws IOException {
    assumeTrue(Files.isDirectory(Path.of("/proc/self/fd")), "there is no /proc");
    Path home = SourceTree.find().root();
    script = write("bin/nomen", Files.readString(home.resolve("bin/nomen")));
    Path java =
        write(
            "java",
            """
            #!/bin/sh
            one=$(readlink /proc/$$/fd/1)
            two=$(readlink /proc/$$/fd/2)
            echo "$one" >"%1$s/one"
            echo "$two" >"%1$s/two"
            """
                .formatted(folder));
    write("bin/find-java", "#!/bin/sh\necho " + java + "\n");
    write("server/target/dist/lib/.complete", "");
  }

  private void run(String closed) throws Exception {
    Process process =
        new ProcessBuilder("sh", "-c", "\"$0\" version " + closed, script.toString())
            .redirectOutput(folder.resolve("out").toFile())
            .redirectError(folder.resolve("err").toFile())
            .start();
    assertEquals(0, process.waitFor(), () -> read("err"));
  }

  private String read(String file) {
    try {
      return Files.readString(folder.resolve(file)).strip();
    } catch (IOException e) {
      return e.toString();
    }
  }

  @Test
  void openStreamsStayAsTheyAre() throws Exception {
    run("");
    assertEquals(folder.toRealPath().resolve("out").toString(), read("one"));
    assertEquals(folder.toRealPath().resolve("err").toString(), read("two"));
  }

  /** Else the JVM would open a file under that number, and the log be written into it. */
  @Test
  void closedStandardErrorIsNoNumberForAFile() throws Exception {
    run("2>&-");
    assertEquals("/dev/null", read("two"));
  }

  @Test
  void closedStandardOutputIsNoNumberForAFile() throws Exception {
    run(">&-");
    assertEquals("/dev/null", read("one"));
  }
}
