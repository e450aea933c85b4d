package nomen.bench.transfer;

import java.io.IOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import nomen.codec.name.Name;
import nomen.codec.transfer.TransferException;
import nomen.codec.transfer.TransferLimits;
import nomen.codec.transfer.TransferRequest;
import nomen.loadtest.workload.DelegationZone;
import nomen.server.transfer.in.ZoneIntake;
import nomen.server.transfer.in.ZoneReceiver;
import nomen.store.log.Author;
import nomen.store.log.LocalDisk;
import nomen.store.log.LogSettings;
import nomen.store.log.Recovery;
import nomen.store.update.WriterClock;
import nomen.store.update.WriterSettings;
import nomen.store.update.ZoneWriter;
import nomen.store.zone.DatabaseSnapshot;
import nomen.store.zone.ZoneDatabase;
import nomen.store.zone.ZoneEditor;
import nomen.store.zone.ZoneSnapshot;
import nomen.store.zonefile.ZoneLoader;
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
 * A large zone from its text, or from the messages of its transfer, until it is served: read,
 * checked, its image forced to disk, logged and published. Sockets are not in it.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx3g")
@Warmup(iterations = 2)
@Measurement(iterations = 5)
public class ReceivedZoneBenchmark {
  private static final String ORIGIN = "bench.";
  private static final Author PRIMARY =
      new Author(
          Author.Via.TRANSFER,
          null,
          new InetSocketAddress(InetAddress.getLoopbackAddress(), 53),
          "");

  private final Name zone = Name.parse(ORIGIN);
  private final TransferRequest request = TransferRequest.axfr(1, zone);
  private final ExecutorService background = Executors.newSingleThreadExecutor();

  /** The number of delegations. */
  @Param({"1000000"})
  public int names = 1_000_000;

  /** The octets of a message at most. */
  @Param({"16384", "65535"})
  public int messageOctets = 16_384;

  private Path folder = Path.of("");
  private Path file = folder;
  private List<byte[]> messages = List.of();
  private @Nullable Store store;

  /** A data directory that is open. */
  private record Store(Recovery recovery, ZoneWriter writer) {}

  private Store store() {
    return Objects.requireNonNull(store);
  }

  /** Writes the file and the messages, and opens a data directory. */
  @Setup
  public void open() throws IOException {
    folder = Files.createTempDirectory("nomen-bench");
    file = folder.resolve("zone");
    try (Writer text = Files.newBufferedWriter(file)) {
      new DelegationZone(ORIGIN, names, 1).print(text);
    }
    messages = AxfrMessages.write(request, loaded(), messageOctets);
    LocalDisk disk = new LocalDisk(folder.resolve("data"));
    disk.createDirectory("");
    Recovery recovery = Recovery.run(disk, new LogSettings(1 << 20), background, new Random(1), 2);
    ZoneWriter writer =
        new ZoneWriter(
            new ZoneDatabase(DatabaseSnapshot.of(List.of(new ZoneEditor(zone).build()))),
            recovery.log(),
            new WriterClock() {
              @Override
              public long millis() {
                return System.currentTimeMillis();
              }

              @Override
              public long nanos() {
                return System.nanoTime();
              }
            },
            WriterSettings.DEFAULT);
    writer.start();
    store = new Store(recovery, writer);
  }

  private ZoneSnapshot loaded() throws IOException {
    ZoneSnapshot loaded = new ZoneLoader((octets, ofOctets) -> {}).load(file, zone).zone();
    if (loaded == null) {
      throw new IOException("the zone has errors");
    }
    return loaded;
  }

  /** Closes the data directory and deletes it. */
  @TearDown
  public void close() throws IOException {
    store().writer.close();
    store().recovery.log().close();
    background.shutdownNow();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }

  /** Loads the file. */
  @Benchmark
  public long loadFile() throws IOException {
    ZoneSnapshot loaded = loaded();
    long number = store().recovery.images().write(loaded, List.of());
    return store().writer.put(loaded, PRIMARY, number).join();
  }

  /** Takes the messages. */
  @Benchmark
  public int receive() throws TransferException {
    ZoneIntake intake =
        new ZoneIntake(
            store().writer, store().recovery.images(), TransferLimits.ofOctets(1L << 32));
    ZoneReceiver receiver = intake.receive(request, null, ZoneIntake.Acceptance.NEWER, PRIMARY);
    for (byte[] message : messages) {
      receiver.message(message, 0, message.length);
    }
    return receiver.commit().join();
  }
}
