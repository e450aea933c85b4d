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
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.xbill.DNS.TextParseException;

/**
 * Whether two names are the same, ASCII case aside. One operation compares one pair, of many
 * different ones ({@link NamePairs}). The names exist, so hashes that a library keeps are there.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class NameEqualsBenchmark {
  private final Name[] first = new Name[BenchTexts.COUNT];
  private final Name[] second = new Name[BenchTexts.COUNT];
  private final org.xbill.DNS.Name[] firstOfDnsjava = new org.xbill.DNS.Name[BenchTexts.COUNT];
  private final org.xbill.DNS.Name[] secondOfDnsjava = new org.xbill.DNS.Name[BenchTexts.COUNT];
  private int turn;

  /** Makes the names. */
  @Setup
  public void prepare() throws TextParseException {
    NamePairs pairs = NamePairs.make();
    for (int i = 0; i < BenchTexts.COUNT; i++) {
      first[i] = Name.parse(pairs.first()[i]);
      second[i] = Name.parse(pairs.second()[i]);
      firstOfDnsjava[i] = org.xbill.DNS.Name.fromString(pairs.first()[i]);
      secondOfDnsjava[i] = org.xbill.DNS.Name.fromString(pairs.second()[i]);
    }
  }

  private int next() {
    return turn++ & BenchTexts.COUNT - 1;
  }

  /** Compares a pair. */
  @Benchmark
  public boolean nomen() {
    return compareNomen(next());
  }

  boolean compareNomen(int number) {
    return first[number].equals(second[number]);
  }

  /** Compares a pair. */
  @Benchmark
  public boolean dnsjava() {
    return compareDnsjava(next());
  }

  boolean compareDnsjava(int number) {
    return firstOfDnsjava[number].equals(secondOfDnsjava[number]);
  }
}
