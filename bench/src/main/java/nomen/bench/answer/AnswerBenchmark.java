package nomen.bench.answer;

import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** From the octets of a request to those of its answer: parse, lookup, assembly. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class AnswerBenchmark {
  /** What is asked for. */
  @Param public AnswerKind kind = AnswerKind.A;

  private @Nullable AnswerWorkload workload;

  /** Makes the zone and the requests. */
  @Setup
  public void prepare() {
    workload = new AnswerWorkload(kind);
  }

  /** One request. */
  @Benchmark
  public int answer() {
    return Objects.requireNonNull(workload).handleNext();
  }
}
