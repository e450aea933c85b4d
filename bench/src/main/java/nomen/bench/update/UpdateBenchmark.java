package nomen.bench.update;

import java.util.List;
import java.util.concurrent.TimeUnit;
import nomen.bench.tree.BenchNames;
import nomen.bench.tree.BenchZones;
import nomen.codec.name.Name;
import nomen.codec.rr.RRTypes;
import nomen.codec.rr.Rdata;
import nomen.codec.update.UpdateOperation;
import nomen.codec.update.UpdateRequest;
import nomen.store.update.Evaluation;
import nomen.store.update.SerialPolicy;
import nomen.store.update.UpdateLimits;
import nomen.store.update.UpdateProcessor;
import nomen.store.zone.Changeset;
import nomen.store.zone.ZoneDifference;
import nomen.store.zone.ZoneEditor;
import nomen.store.zone.ZoneSnapshot;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Updates of one record each: every second one adds a name with an address, the next one removes
 * what was added {@value #LAG} names ago, so that none finds the pages of the one before at hand. A
 * number is the time of one update; the zone stays as large as it is.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx2g")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class UpdateBenchmark {
  private static final int CHOICES = 1 << 13;
  private static final int BATCH = 64;
  private static final int LAG = 256;

  private final UpdateProcessor processor = new UpdateProcessor(UpdateLimits.DEFAULT);
  private final UpdateRequest[] requests = new UpdateRequest[CHOICES];

  /** The number of owner names. */
  @Param({"1000", "100000", "1000000"})
  public int names = 1000;

  private ZoneSnapshot zone = BenchZones.hosts(0);
  private ZoneSnapshot before = zone;
  private int turn;

  /** Makes the zone and the requests. */
  @Setup
  public void fill() {
    before = BenchZones.hosts(names);
    Rdata address = Rdata.parse(RRTypes.A, "192.0.2.1");
    ZoneEditor editor = before.edit();
    for (int i = 0; i < CHOICES; i += 2) {
      Name name = Name.ofWire(BenchNames.wire(i, 1), 0);
      int removed = i + 2 * LAG;
      requests[i] = request(new UpdateOperation.AddRecord(name, 300, address));
      requests[removed + 1 & CHOICES - 1] =
          request(new UpdateOperation.DeleteRecord(name, address));
      if (removed >= CHOICES) {
        // It is removed before it is added.
        editor.add(name, RRTypes.A.code(), 300, address.toWire());
      }
    }
    before = editor.build();
    zone = before;
    updateAlone();
    zone = before;
    turn = 0;
  }

  private static UpdateRequest request(UpdateOperation operation) {
    return new UpdateRequest(BenchNames.APEX, List.of(), List.of(operation), null);
  }

  private void evaluate(ZoneEditor editor) {
    UpdateRequest request = requests[turn++ & CHOICES - 1];
    Evaluation evaluation =
        processor.evaluate(editor, request, List.of(), SerialPolicy.INCREMENT, 0);
    if (!(evaluation instanceof Evaluation.Changed)) {
      throw new IllegalStateException("not changed: " + evaluation);
    }
  }

  /** From snapshot to snapshot, as if each update was a batch of its own. */
  @Benchmark
  public ZoneSnapshot updateAlone() {
    ZoneEditor editor = zone.edit();
    evaluate(editor);
    zone = editor.build();
    return zone;
  }

  /** One of 64 that share an editor, each with a savepoint to go back to. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public ZoneSnapshot updateInBatch() {
    ZoneEditor editor = zone.edit();
    ZoneEditor.Savepoint savepoint = editor.savepoint();
    for (int i = 0; i < BATCH; i++) {
      evaluate(editor);
      savepoint = editor.savepoint();
    }
    editor.rollback(savepoint);
    zone = editor.build();
    return zone;
  }

  /** What differs between two states that share nearly all of their pages. */
  @Benchmark
  public Changeset difference() {
    if (turn == 0) {
      updateAlone();
    }
    return ZoneDifference.between(before, zone);
  }
}
