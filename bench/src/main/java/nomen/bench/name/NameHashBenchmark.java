package nomen.bench.name;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import nomen.codec.name.Name;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * The hash of a name that was just made of its uncompressed wire format, so that no earlier hash is
 * at hand. One operation makes and hashes one name, of many different ones. The name is used too,
 * or the compiler would not make the object.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class NameHashBenchmark {
  private final byte[][] wire = BenchTexts.wire(BenchTexts.names());
  private int turn;

  private int next() {
    return turn++ & BenchTexts.COUNT - 1;
  }

  /** Makes and hashes a name. */
  @Benchmark
  public int nomen(Blackhole names) {
    Name name = Name.ofWire(wire[next()], 0);
    names.consume(name);
    return name.hashCode();
  }

  /** Makes and hashes a name. */
  @Benchmark
  public int dnsjava(Blackhole names) throws IOException {
    org.xbill.DNS.Name name = new org.xbill.DNS.Name(wire[next()]);
    names.consume(name);
    return name.hashCode();
  }
}
