package nomen.bench.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What JMH wrote is read, kept, and read again. */
class KeptRunTest {
  private static final String JMH =
      """
      [{"jmhVersion": "1.37", "benchmark": "nomen.bench.tree.X.lookup", "mode": "avgt",
        "params": {"names": "1000", "kind": "HIT"},
        "primaryMetric": {"score": 12.5, "scoreError": "NaN", "scoreUnit": "ns/op",
                          "rawData": [[12.4, 12.6], [13.5, 11.5, 12.5], [11.75]]},
        "secondaryMetrics": {"gc.alloc.rate": {"score": 3.0},
                             "gc.alloc.rate.norm": {"score": 0.01}}},
       {"benchmark": "nomen.bench.log.Y.write", "mode": "avgt",
        "primaryMetric": {"score": 3.0, "scoreError": 0.5, "scoreUnit": "ms/op"},
        "secondaryMetrics": {}}]
      """;

  @Test
  void scoresComeBack(@TempDir Path folder) throws IOException {
    List<Score> scores = KeptRun.readJmh(Files.writeString(folder.resolve("jmh.json"), JMH));
    assertEquals(
        List.of(
            new Score(
                "nomen.bench.tree.X.lookup",
                Map.of("kind", "HIT", "names", "1000"),
                "ns/op",
                12.5,
                Double.NaN,
                List.of(12.5, 12.5, 11.75),
                0.01),
            new Score("nomen.bench.log.Y.write", Map.of(), "ms/op", 3, 0.5, List.of(), Double.NaN)),
        scores);
    Map<Origin, String> origin = new EnumMap<>(Origin.class);
    for (Origin each : Origin.values()) {
      origin.put(each, "the \"" + each.key() + "\"");
    }
    KeptRun run = new KeptRun(origin, scores);
    Path file = folder.resolve("new/kept.json");
    run.write(file);
    assertEquals(run, KeptRun.read(file));
  }

  @Test
  void saysWhatIsWrongWithAFile(@TempDir Path folder) throws IOException {
    Path broken = Files.writeString(folder.resolve("broken.json"), "[{");
    IOException thrown = assertThrows(IOException.class, () -> KeptRun.readJmh(broken));
    assertTrue(String.valueOf(thrown.getMessage()).contains("broken.json"));
    Path bare = Files.writeString(folder.resolve("bare.json"), "{\"results\": []}");
    assertEquals(
        bare + ": no machine",
        assertThrows(IOException.class, () -> KeptRun.read(bare)).getMessage());
  }
}
