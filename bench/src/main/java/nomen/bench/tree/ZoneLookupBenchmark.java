package nomen.bench.tree;

import java.util.concurrent.TimeUnit;
import nomen.store.zone.Lookup;
import nomen.store.zone.ZoneLookup;
import nomen.store.zone.ZoneSnapshot;
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

/**
 * What a zone has to say to a question. One operation is one lookup of a QNAME of wire format and
 * QTYPE A, of many in no order: mostly the time that memory takes which is not in a cache.
 *
 * <p>Ten million names ({@code make bench-keep SET=large}) need a heap of 4 GiB and half a minute
 * to be made, for each kind.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx2g")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ZoneLookupBenchmark {
  private static final int QUESTIONS = 1 << 16;

  /** How the lookups end. */
  @Param public LookupKind kind = LookupKind.HIT;

  /** The number of owner names. */
  @Param({"1000", "100000", "1000000"})
  public int names = 1000;

  private ZoneSnapshot zone = BenchZones.hosts(0);
  private final ZoneLookup scratch = new ZoneLookup();
  private byte[][] questions = {};
  private int turn;

  /** Makes the zone and the questions. */
  @Setup
  public void fill() {
    zone = BenchZones.mixed(names);
    questions = new byte[QUESTIONS][];
    for (int i = 0; i < QUESTIONS; i++) {
      questions[i] = kind.qname(i, names);
    }
  }

  /** Looks a name up. */
  @Benchmark
  public Lookup lookup() {
    return lookup(turn++ & QUESTIONS - 1);
  }

  Lookup lookup(int question) {
    return zone.lookup(questions[question], 0, BenchZones.A, scratch);
  }
}
