package nomen.bench.zonefile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import nomen.codec.name.Name;
import nomen.loadtest.workload.DelegationZone;
import nomen.store.zonefile.ZoneFileReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.Master;
import org.xbill.DNS.Record;

/** What is compared reads the same records. */
class ZoneFilesAgreeTest {
  private static final int DELEGATIONS = 300;

  @Test
  void sameRecords(@TempDir Path folder) throws IOException {
    StringBuilder text = new StringBuilder();
    new DelegationZone("bench.", DELEGATIONS, 1).print(text);
    Path file = Files.writeString(folder.resolve("zone"), text);
    List<String> ours = new ArrayList<>();
    HexFormat hex = HexFormat.of();
    ZoneFileReader reader =
        new ZoneFileReader(
            (owner, at, length, type, ttl, rdata, from, octets) ->
                ours.add(
                    "%s %d %d %s"
                        .formatted(
                            Name.ofWire(owner, at),
                            type,
                            ttl,
                            hex.formatHex(rdata, from, from + octets))));
    reader.read(file, Name.parse("bench."));
    List<String> theirs = new ArrayList<>();
    try (Master master = new Master(file.toString(), org.xbill.DNS.Name.fromString("bench."))) {
      for (Record record = master.nextRecord(); record != null; record = master.nextRecord()) {
        theirs.add(
            "%s %d %d %s"
                .formatted(
                    record.getName(),
                    record.getType(),
                    record.getTTL(),
                    hex.formatHex(record.rdataToWireCanonical())));
      }
    }
    assertEquals(theirs, ours);
  }

  @Test
  void theBenchmarkCountsTheSame() throws IOException {
    ZoneFileBenchmark benchmark = new ZoneFileBenchmark();
    benchmark.delegations = DELEGATIONS;
    benchmark.write();
    try {
      assertEquals(benchmark.dnsjava(), benchmark.nomen());
      // Without the RRsets' number of records: what was built is what was read.
      assertEquals(benchmark.nomen(), benchmark.load().recordCount());
    } finally {
      benchmark.delete();
    }
  }
}
