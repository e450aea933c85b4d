package nomen.bench.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What is measured writes and reads a zone. */
class CheckpointBenchmarkTest {
  private static final int NAMES = 1000;

  @Test
  void writesAndReads() throws IOException {
    CheckpointBenchmark benchmark = new CheckpointBenchmark();
    benchmark.names = NAMES;
    benchmark.prepare();
    try {
      assertEquals(1, benchmark.read());
      assertTrue(benchmark.write() > NAMES);
      assertTrue(benchmark.write() > NAMES);
    } finally {
      benchmark.delete();
    }
  }
}
