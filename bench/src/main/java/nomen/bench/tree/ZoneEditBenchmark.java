package nomen.bench.tree;

import java.util.concurrent.TimeUnit;
import nomen.codec.name.Name;
import nomen.store.zone.ZoneEditor;
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

/** One changed record, with its new serial, from snapshot to snapshot. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx2g")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ZoneEditBenchmark {
  private static final int CHOICES = 1 << 13;

  /** The number of owner names. */
  @Param({"1000", "100000", "1000000"})
  public int names = 1000;

  private ZoneSnapshot zone = BenchZones.hosts(0);
  private Name[] owners = {};
  private int turn;

  /** Makes the zone. */
  @Setup
  public void fill() {
    zone = BenchZones.hosts(names);
    owners = new Name[CHOICES];
    for (int i = 0; i < CHOICES; i++) {
      owners[i] = Name.ofWire(BenchNames.wire((int) (i * 7919L % names), 0), 0);
    }
  }

  /** Removes an address, adds another one, raises the serial, builds a snapshot. */
  @Benchmark
  public ZoneSnapshot edit() {
    turn++;
    Name owner = owners[turn & CHOICES - 1];
    ZoneEditor editor = zone.edit();
    editor.removeRRset(owner, BenchZones.A);
    editor.add(owner, BenchZones.A, 3600, BenchZones.address(turn));
    editor.removeRRset(BenchNames.APEX, BenchZones.SOA);
    editor.add(BenchNames.APEX, BenchZones.SOA, 3600, BenchZones.soa(turn));
    zone = editor.build();
    return zone;
  }
}
