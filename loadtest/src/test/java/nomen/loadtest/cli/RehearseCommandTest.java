package nomen.loadtest.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The training run of the AOT cache does what a user does, and stays on the loopback interface. */
@Timeout(120)
class RehearseCommandTest {
  private static final int RUNS = 8;

  @TempDir private Path folder;

  @Test
  void everyRunIsAnsweredAndReported() throws IOException {
    StringWriter out = new StringWriter();
    RehearseCommand.rehearse(folder, new PrintWriter(out));
    String printed = out.toString();
    assertEquals(RUNS, count("Testing complete", printed), printed);
    assertEquals(RUNS, count("\\(to 127\\.0\\.0\\.1:\\d+\\)", printed), printed);
    assertTrue(count("(Queries|Updates) completed: +[1-9]", printed) > RUNS, printed);
    assertTrue(Files.readString(folder.resolve("html")).endsWith("</html>\n"));
    assertTrue(Files.size(folder.resolve("json")) > 0);
  }

  private static long count(String pattern, String in) {
    return Pattern.compile(pattern).matcher(in).results().count();
  }
}
