package nomen.codec.rr;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The page on RR types says what the table says. */
class RRTypesPageTest {
  @Test
  void thePageIsUpToDate() throws IOException {
    Path root = Path.of("").toAbsolutePath();
    Path file =
        Files.exists(root.resolve(RRTypesPage.FILE))
            ? root.resolve(RRTypesPage.FILE)
            : root.resolveSibling(RRTypesPage.FILE);
    assertEquals(
        RRTypesPage.page(),
        Files.readString(file),
        "run the main method of RRTypesPage with the project's folder as argument");
  }
}
