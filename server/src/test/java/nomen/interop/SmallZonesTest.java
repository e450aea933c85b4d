package nomen.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import nomen.conformance.TestZones;
import nomen.conformance.subject.Programs;
import nomen.conformance.subject.ServedZone;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The zones of the conformance tests and the examples are answered as NSD or Knot answers them. */
@Tag("interop")
class SmallZonesTest {
  @Test
  void everyNameOfTheTestZonesIsAnsweredLikeNsdOrKnot(@TempDir Path folder)
      throws IOException, InterruptedException {
    compare("test-zones", TestZones.all(), TestZones.all(), folder);
  }

  @Test
  void everyNameOfTheExampleZonesIsAnsweredLikeNsdOrKnot(@TempDir Path folder)
      throws IOException, InterruptedException {
    List<ServedZone> printed = new ArrayList<>();
    for (ServedZone zone : ExampleZones.all()) {
      printed.add(PrintedZone.of(zone, folder));
    }
    compare("example-zones", ExampleZones.all(), printed, folder);
  }

  private static void compare(
      String report, List<ServedZone> zones, List<ServedZone> printed, Path folder)
      throws IOException, InterruptedException {
    assumeTrue(
        Programs.find("named-compilezone").isPresent(), "named-compilezone is not installed");
    List<Question> questions = new ArrayList<>();
    for (ServedZone zone : printed) {
      questions.addAll(ZoneQuestions.of(zone));
    }
    assertTrue(questions.size() > 100, "questions: " + questions.size());
    try (Peers peers = Peers.start(zones, printed, folder)) {
      Comparison comparison = peers.compare(questions);
      Path reports = Files.createDirectories(Path.of("target", "interop"));
      Files.writeString(reports.resolve(report + ".md"), comparison.report("NSD", "Knot"));
      Files.writeString(reports.resolve(report + "-peers.txt"), comparison.peerExamples());
      Files.writeString(reports.resolve(report + "-failures.txt"), comparison.failures());
      assertEquals(0, comparison.failed(), comparison::failures);
    }
  }
}
