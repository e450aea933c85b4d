package nomen.bench.message;

import java.util.concurrent.TimeUnit;
import nomen.codec.message.Triage;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What to do with a request, by its header alone. One operation is one request of a mix of which
 * four in five are queries. The libraries have no such step: they read the whole message.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class TriageBenchmark {
  private final byte[][] requests = Requests.mixedWithNoise();
  private int turn;

  /** Decides on a request. */
  @Benchmark
  public Triage nomen() {
    byte[] request = requests[turn++ & Requests.COUNT - 1];
    return Triage.of(request, 0, request.length);
  }
}
