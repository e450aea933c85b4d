package nomen.bench.results;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The page says what the kept runs say. */
class ResultsPageTest {
  /** Maven sets the working folder to the module's. */
  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  @Test
  void thePageSaysWhatTheKeptRunsSay() throws IOException {
    Path page = ResultsPage.file(ROOT);
    String rendered = ResultsPage.render(Files.readString(page), ROOT);
    if (System.getenv("NOMEN_WRITE_DOCS") != null) {
      Files.writeString(page, rendered);
    }
    assertEquals(rendered, Files.readString(page), "run make bench-docs");
    assertEquals(rendered, ResultsPage.render(rendered, ROOT));
  }
}
