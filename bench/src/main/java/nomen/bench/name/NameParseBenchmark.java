package nomen.bench.name;

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
import org.xbill.DNS.TextParseException;

/**
 * A name of presentation format made into an object, as a zone file and a configuration have it.
 * One operation is one name, of many different ones. netty-codec-dns keeps the text.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class NameParseBenchmark {
  private final String[] texts = BenchTexts.names();
  private int turn;

  private int next() {
    return turn++ & BenchTexts.COUNT - 1;
  }

  /** Parses a name. */
  @Benchmark
  public Name nomen() {
    return Name.parse(texts[next()]);
  }

  /** Parses a name. */
  @Benchmark
  public org.xbill.DNS.Name dnsjava() throws TextParseException {
    return org.xbill.DNS.Name.fromString(texts[next()]);
  }
}
