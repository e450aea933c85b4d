package nomen.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A command of Nomen that was run in a process of its own.
 *
 * @param code that it ended with
 * @param out what it printed
 * @param err what it printed as errors
 */
record Run(int code, String out, String err) {
  private static final long SECONDS = 60;

  /** Runs one in a folder. */
  static Run of(Path folder, String... arguments) throws IOException, InterruptedException {
    Path out = Files.createTempFile("out", "");
    Path err = Files.createTempFile("err", "");
    try {
      Process process =
          new ProcessBuilder(ServerProcess.command(arguments))
              .directory(folder.toFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile())
              .start();
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException("it does not end: " + List.of(arguments));
      }
      return new Run(process.exitValue(), Files.readString(out), Files.readString(err));
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }

  /** What it printed, if it went well. */
  String good() {
    assertEquals(0, code, this::toString);
    assertEquals("", err);
    return out;
  }

  /** What it said was wrong; it printed nothing else. */
  String bad() {
    assertEquals(1, code, this::toString);
    assertEquals("", out);
    return err;
  }
}
