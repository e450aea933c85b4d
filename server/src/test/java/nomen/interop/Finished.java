package nomen.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import nomen.conformance.subject.Programs;
import org.junit.jupiter.api.Assumptions;

/**
 * What a program left when it had ended.
 *
 * @param status its exit status
 * @param output what it wrote to both outputs
 */
record Finished(int status, String output) {
  private static final long LIMIT_SECONDS = 60;

  /** Says that the test is skipped if a program is not installed. */
  static void assumeInstalled(String... programs) {
    for (String program : programs) {
      String reason = Programs.missing(program).orElse("");
      Assumptions.assumeTrue(reason.isEmpty(), reason);
    }
  }

  /** Runs a program that reads nothing, in the folder. */
  static Finished run(Path folder, String program, String... arguments) throws IOException {
    return run(folder, Map.of(), "", program, arguments);
  }

  /** Runs a program in the folder, with its input and additions to its environment. */
  static Finished run(
      Path folder,
      Map<String, String> environment,
      String input,
      String program,
      String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Programs.find(program).orElseThrow().toString());
    command.addAll(List.of(arguments));
    String name = Path.of(program).getFileName().toString();
    Path in = Files.writeString(Files.createTempFile(folder, name, ".in"), input);
    Path out = Files.createTempFile(folder, name, ".out");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectInput(in.toFile())
            .redirectOutput(out.toFile());
    builder.environment().put("HOME", folder.toString());
    builder.environment().putAll(environment);
    Process process = builder.start();
    try {
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
        throw new IOException(command + " does not end: " + Files.readString(out));
      }
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      throw new IOException(interrupted);
    }
    return new Finished(process.exitValue(), Files.readString(out));
  }

  /** Fails the test if the program did. */
  Finished succeeded() {
    assertEquals(0, status, output);
    return this;
  }

  /** Fails the test if the program did not. */
  Finished failed() {
    assertNotEquals(0, status, output);
    return this;
  }
}
