package nomen.server.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import nomen.server.tidy.SourceTree;
import org.junit.jupiter.api.Test;

/** The documented metrics are the real ones. */
class MetricsPageTest {
  @Test
  void thePageSaysWhatTheCodeSays() throws IOException {
    Path page = SourceTree.find().root().resolve("docs/metrics.md");
    String printed = MetricsPage.print();
    if (System.getenv("NOMEN_WRITE_DOCS") != null) {
      Files.writeString(page, printed);
    }
    assertEquals(printed, Files.readString(page), "run make docs");
  }
}
