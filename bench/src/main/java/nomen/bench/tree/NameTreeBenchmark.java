package nomen.bench.tree;

import java.util.concurrent.TimeUnit;
import nomen.store.tree.NameKey;
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

/** The candidates for the tree of a zone: search and change at three sizes. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class NameTreeBenchmark {
  private static final int QUESTIONS = 1 << 16;

  /** The structure. */
  @Param({"pages", "qp-trie"})
  public String structure = "pages";

  /** The number of names. */
  @Param({"1000", "100000", "1000000"})
  public int names = 1000;

  private Candidate candidate = Candidate.of("pages");
  private final NameKey key = new NameKey();
  private final byte[] value = new byte[19];
  private byte[][] present = {};
  private byte[][] absent = {};
  private int turn;

  /** Fills the structure. */
  @Setup
  public void fill() {
    candidate = Candidate.of(structure);
    for (int i = 0; i < names; i++) {
      key.set(BenchNames.wire(i, 0), 0, 1);
      candidate.load(key, value);
    }
    present = new byte[QUESTIONS][];
    absent = new byte[QUESTIONS][];
    for (int i = 0; i < QUESTIONS; i++) {
      present[i] = BenchNames.wire((int) (i * 7919L % names), 0);
      absent[i] = BenchNames.wire(i, 1);
    }
  }

  /** Finds a name that is there. */
  @Benchmark
  public int hit() {
    key.set(present[turn++ & QUESTIONS - 1], 0, 1);
    return candidate.get(key);
  }

  /** Finds the predecessor of a name that is not there. */
  @Benchmark
  public int floor() {
    key.set(absent[turn++ & QUESTIONS - 1], 0, 1);
    return candidate.floor(key);
  }

  /** Changes one entry and publishes. */
  @Benchmark
  public Object edit() {
    key.set(present[turn++ & QUESTIONS - 1], 0, 1);
    return candidate.edit(key, value);
  }
}
