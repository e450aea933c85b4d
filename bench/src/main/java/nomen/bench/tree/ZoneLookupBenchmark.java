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

/** Lookups in a zone of a million delegations (2.67 million records). */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 1, jvmArgs = "-Xmx2g")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ZoneLookupBenchmark {
  private static final int QUESTIONS = 1 << 16;

  /** The number of delegations. */
  @Param({"1000000"})
  public int delegations = 1_000_000;

  private ZoneSnapshot zone = BenchZones.hosts(0);
  private final ZoneLookup scratch = new ZoneLookup();
  private byte[][] owners = {};
  private byte[][] below = {};
  private byte[][] missing = {};
  private int turn;

  /** Makes the zone. */
  @Setup
  public void fill() {
    zone = BenchZones.delegations(delegations);
    owners = new byte[QUESTIONS][];
    below = new byte[QUESTIONS][];
    missing = new byte[QUESTIONS][];
    for (int i = 0; i < QUESTIONS; i++) {
      owners[i] = BenchNames.wire((int) (i * 7919L % delegations), 0);
      below[i] = new byte[4 + owners[i].length];
      System.arraycopy(new byte[] {3, 'w', 'w', 'w'}, 0, below[i], 0, 4);
      System.arraycopy(owners[i], 0, below[i], 4, owners[i].length);
      missing[i] = BenchNames.wire(i, 1);
    }
  }

  /** An owner name: a referral. */
  @Benchmark
  public Lookup existingName() {
    return zone.lookup(owners[turn++ & QUESTIONS - 1], 0, BenchZones.A, scratch);
  }

  /** A name below a delegation: a referral too. */
  @Benchmark
  public Lookup belowDelegation() {
    return zone.lookup(below[turn++ & QUESTIONS - 1], 0, BenchZones.A, scratch);
  }

  /** A name that is missing. */
  @Benchmark
  public Lookup missingName() {
    return zone.lookup(missing[turn++ & QUESTIONS - 1], 0, BenchZones.A, scratch);
  }
}
