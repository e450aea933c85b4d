package nomen.bench.name;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import nomen.codec.name.Name;
import nomen.codec.name.NameCompressor;
import nomen.codec.wire.WireWriter;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.xbill.DNS.Compression;
import org.xbill.DNS.DNSOutput;
import org.xbill.DNS.TextParseException;

/**
 * Names written with compression (RFC 1035 section 4.1.4): the thirteen of a referral to a zone
 * with six name servers: QNAME, then zone and name server by turns. One operation is one of the
 * names, so a thirteenth of a message; forgetting the names of the message before is in it.
 * Messages differ. dnsjava keeps the hashes of the names from one time to the next. netty-codec-dns
 * does not compress.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CompressionBenchmark {
  static final int MESSAGES = 1024;
  static final int NAMES = 13;
  private static final int HEADER_OCTETS = 12;
  private static final int LIMIT = 1232;
  private static final String[] TOP = {"com.", "net.", "co.uk.", "example.org."};

  private final Name[][] ours = new Name[MESSAGES][NAMES];
  private final org.xbill.DNS.Name[][] dnsjavas = new org.xbill.DNS.Name[MESSAGES][NAMES];
  private final WireWriter writer = new WireWriter(LIMIT);
  private final NameCompressor compressor = new NameCompressor();
  private int turn;

  /** Makes the names. */
  @Setup
  public void prepare() throws TextParseException {
    Random random = new Random(8);
    for (int i = 0; i < MESSAGES; i++) {
      String zone = "z" + random.nextInt(1_000_000) + "." + TOP[random.nextInt(TOP.length)];
      for (int j = 0; j < NAMES; j++) {
        String text = j == 0 ? "www." + zone : j % 2 == 1 ? zone : "ns" + j + "." + zone;
        ours[i][j] = Name.parse(text);
        dnsjavas[i][j] = org.xbill.DNS.Name.fromString(text);
      }
    }
  }

  private int next() {
    return turn++ & MESSAGES - 1;
  }

  /** Writes the names of a message into the room of the one before. */
  @Benchmark
  @OperationsPerInvocation(NAMES)
  public int nomen() {
    return writeNomen(next()).position();
  }

  WireWriter writeNomen(int message) {
    compressor.reset();
    writer.reset(LIMIT);
    writer.claim(HEADER_OCTETS);
    for (Name name : ours[message]) {
      compressor.write(writer, name);
    }
    return writer;
  }

  /** Writes the names of a message into a new output. */
  @Benchmark
  @OperationsPerInvocation(NAMES)
  public int dnsjava() {
    return writeDnsjava(next()).current();
  }

  DNSOutput writeDnsjava(int message) {
    Compression compression = new Compression();
    DNSOutput output = new DNSOutput(LIMIT);
    output.writeByteArray(new byte[HEADER_OCTETS]);
    for (org.xbill.DNS.Name name : dnsjavas[message]) {
      name.toWire(output, compression);
    }
    return output;
  }
}
