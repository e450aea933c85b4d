package nomen.bench.zonefile;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import nomen.codec.name.Name;
import nomen.loadtest.workload.DelegationZone;
import nomen.store.zone.ZoneSnapshot;
import nomen.store.zonefile.ZoneFileReader;
import nomen.store.zonefile.ZoneLoader;
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
import org.xbill.DNS.Master;

/**
 * A master file with delegations read, record by record. One operation is the whole file, which the
 * system has in memory; what is made of the records is counted and dropped: by Nomen octets that
 * were checked, by dnsjava an object of each record. {@link #load} builds and checks the zone too,
 * as the server does.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ZoneFileBenchmark {
  private static final String ORIGIN = "bench.";

  /** The number of delegations: 2.67 records and 31 octets of text each. */
  @Param({"20000"})
  public int delegations = 20_000;

  private final Name origin = Name.parse(ORIGIN);
  private Path file = Path.of("");
  private long records;

  /** Writes the file. */
  @Setup
  public void write() throws IOException {
    file = Files.createTempFile("nomen-bench", ".zone");
    try (Writer text = Files.newBufferedWriter(file)) {
      new DelegationZone(ORIGIN, delegations, 1).print(text);
    }
  }

  /** Deletes the file. */
  @TearDown
  public void delete() throws IOException {
    Files.delete(file);
  }

  /** Reads every record; gives how many there are. */
  @Benchmark
  public long nomen() throws IOException {
    records = 0;
    ZoneFileReader reader =
        new ZoneFileReader((owner, at, length, type, ttl, rdata, from, octets) -> records++);
    if (reader.read(file, origin).hasErrors()) {
      throw new IOException("the zone file has errors");
    }
    return records;
  }

  /** Reads every record; gives how many there are. */
  @Benchmark
  public long dnsjava() throws IOException {
    long count = 0;
    try (Master master = new Master(file.toString(), org.xbill.DNS.Name.fromString(ORIGIN))) {
      while (master.nextRecord() != null) {
        count++;
      }
    }
    return count;
  }

  /** Makes a zone of it that can be served. */
  @Benchmark
  public ZoneSnapshot load() throws IOException {
    ZoneSnapshot zone = new ZoneLoader((octets, ofOctets) -> {}).load(file, origin).zone();
    if (zone == null) {
      throw new IOException("the zone file has errors");
    }
    return zone;
  }
}
