package nomen.bench.log;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import nomen.bench.ScratchFolder;
import nomen.codec.name.Name;
import nomen.codec.rr.RRClass;
import nomen.codec.rr.RRTypes;
import nomen.codec.rr.Rdata;
import nomen.codec.rr.ResourceRecord;
import nomen.store.log.Author;
import nomen.store.log.LocalDisk;
import nomen.store.log.LogRecord;
import nomen.store.log.LogSettings;
import nomen.store.log.SegmentedLog;
import nomen.store.zone.Changeset;
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
 * A batch of changes, each with a signed author, two SOAs and an address: put into octets only, and
 * made durable in the working directory's file system. The log that is forced grows meanwhile, in
 * segments that are made beforehand, and is deleted with its fork.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx1g")
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 5, time = 2)
public class LogBenchmark {
  private static final Name ZONE = Name.parse("example.com.");
  private static final int CHANGES = 1 << 10;

  /** The records of a batch. */
  @Param({"1", "32", "1000"})
  public int records = 1;

  private @Nullable ScratchFolder folder;
  private @Nullable ExecutorService background;
  private @Nullable SegmentedLog log;
  private final Changeset[] changes = new Changeset[CHANGES];
  private int turn;
  private Author author = new Author(Author.Via.UDP, null, null, "");

  /** Opens a log in a new directory. */
  @Setup
  public void open() throws IOException {
    ScratchFolder made = ScratchFolder.make();
    ExecutorService executor = Executors.newSingleThreadExecutor();
    folder = made;
    background = executor;
    log =
        SegmentedLog.open(
            new LocalDisk(made.path()),
            LogSettings.DEFAULT,
            executor,
            new SecureRandom(),
            1,
            _ -> {});
    author =
        new Author(
            Author.Via.UDP,
            Name.parse("dhcp.example."),
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 53000),
            "allow-update");
    Random random = new Random(10);
    for (int i = 0; i < CHANGES; i++) {
      Name host = ZONE.child("host" + random.nextInt(1_000_000));
      Rdata address = Rdata.parse(RRTypes.A, "192.0.2." + random.nextInt(256));
      changes[i] =
          new Changeset(
              ZONE,
              i,
              i + 1,
              List.of(soa(i)),
              List.of(soa(i + 1), new ResourceRecord(host, RRClass.IN, 300, address)));
    }
  }

  private static ResourceRecord soa(int serial) {
    String text = "ns1.example.com. hostmaster.example.com. " + serial + " 7200 3600 1209600 300";
    return new ResourceRecord(ZONE, RRClass.IN, 3600, Rdata.parse(RRTypes.SOA, text));
  }

  /** Closes the log and deletes its files. */
  @TearDown
  public void close() throws IOException {
    if (log != null) {
      log.close();
    }
    if (background != null) {
      background.shutdown();
    }
    if (folder != null) {
      folder.close();
    }
  }

  private SegmentedLog append() throws IOException {
    SegmentedLog to = log;
    if (to == null) {
      throw new IllegalStateException("no log is open");
    }
    for (int i = 0; i < records; i++) {
      Changeset change = changes[turn++ & CHANGES - 1];
      to.append(new LogRecord.Change(to.nextLsn(), 1_700_000_000_000L, author, i, 0, change));
    }
    return to;
  }

  /** Appends a batch and takes it back. */
  @Benchmark
  public void appendOnly() throws IOException {
    append().discard();
  }

  /** Appends a batch and forces it. */
  @Benchmark
  public long appendAndForce() throws IOException {
    SegmentedLog to = append();
    to.force();
    return to.durableLsn();
  }
}
