package nomen.server.recorder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import jdk.jfr.EventType;
import nomen.server.tidy.SourceTree;
import org.junit.jupiter.api.Test;

/** The documented events are the real ones. */
class FlightRecorderPageTest {
  @Test
  void thePageSaysWhatTheCodeSays() throws IOException {
    Path page = SourceTree.find().root().resolve("docs/flight-recorder.md");
    String written = Files.readString(page);
    String printed = FlightRecorderPage.print(written);
    if (System.getenv("NOMEN_WRITE_DOCS") != null) {
      Files.writeString(page, printed);
      written = printed;
    }
    assertEquals(printed, written, "run make docs");
  }

  @Test
  void allAreInOneCategoryAndSayWhatTheyAre() {
    for (EventType event : RecorderEvents.all()) {
      assertTrue(event.getName().startsWith("nomen."), event.getName());
      assertEquals(List.of("Nomen"), event.getCategoryNames(), event.getName());
      assertNotNull(event.getDescription(), event.getName());
    }
  }
}
