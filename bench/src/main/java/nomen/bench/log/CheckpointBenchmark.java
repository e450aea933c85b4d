package nomen.bench.log;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import nomen.bench.ScratchFolder;
import nomen.bench.tree.BenchNames;
import nomen.bench.tree.BenchZones;
import nomen.store.log.Author;
import nomen.store.log.CheckpointPolicy;
import nomen.store.log.Checkpointer;
import nomen.store.log.LocalDisk;
import nomen.store.log.LogRecord;
import nomen.store.log.LogSettings;
import nomen.store.log.Recovery;
import nomen.store.zone.DatabaseSnapshot;
import nomen.store.zone.ZoneSnapshot;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A checkpoint of one zone with an address at each name, written durably, and read by a start that
 * has nothing to replay. One operation is one whole checkpoint. Writing includes the pauses in
 * which the disk is left to others, and the deletion of the checkpoint before the last.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx2g")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CheckpointBenchmark {
  private static final int READERS = 2;

  /** The number of owner names. */
  @Param({"100000", "1000000"})
  public int names = 100_000;

  private final ExecutorService background = Executors.newSingleThreadExecutor();
  private @Nullable ScratchFolder folder;
  private @Nullable Checkpointer checkpointer;
  private DatabaseSnapshot zones = DatabaseSnapshot.of(List.of());
  private long lsn;

  /** Makes a data directory with a zone, a log of one record, and its checkpoint. */
  @Setup
  public void prepare() throws IOException {
    folder = ScratchFolder.make();
    disk().createDirectory("");
    Recovery recovery = recover();
    ZoneSnapshot zone = BenchZones.hosts(names);
    zones = DatabaseSnapshot.of(List.of(zone));
    lsn = recovery.log().nextLsn();
    long image = recovery.images().write(zone, List.of());
    Author author = new Author(Author.Via.ZONE_FILE, null, null, "");
    LogRecord load =
        new LogRecord.Load(
            lsn, 1_700_000_000_000L, BenchNames.APEX, author, image, (int) zone.serial());
    recovery.log().append(load);
    recovery.log().force();
    recovery.images().settle(image);
    Checkpointer made =
        new Checkpointer(
            recovery,
            new CheckpointPolicy(Long.MAX_VALUE, Long.MAX_VALUE),
            InstantSource.system(),
            List.of(),
            _ -> {});
    made.committed(zones, lsn, List.of(load));
    checkpointer = made;
    write();
    recovery.log().close();
  }

  private LocalDisk disk() {
    return new LocalDisk(Objects.requireNonNull(folder).path());
  }

  private Recovery recover() throws IOException {
    return Recovery.run(disk(), new LogSettings(1 << 20), background, new SecureRandom(), READERS);
  }

  /** Deletes the data directory. */
  @TearDown
  public void delete() throws IOException {
    background.shutdown();
    Objects.requireNonNull(folder).close();
  }

  /** Writes a checkpoint; gives its octets. */
  @Benchmark
  public long write() {
    Checkpointer to = Objects.requireNonNull(checkpointer);
    to.request(zones, lsn++);
    if (!to.writeWanted()) {
      throw new IllegalStateException("no checkpoint was written");
    }
    return to.lastOctets();
  }

  /** Recovers the zone; gives its serial. */
  @Benchmark
  public long read() throws IOException {
    Recovery recovery = recover();
    recovery.log().close();
    return Objects.requireNonNull(recovery.zones().get(BenchNames.APEX)).zone().serial();
  }
}
