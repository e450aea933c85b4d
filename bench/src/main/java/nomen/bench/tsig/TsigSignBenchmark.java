package nomen.bench.tsig;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import nomen.bench.tree.BenchNames;
import nomen.codec.message.Header;
import nomen.codec.message.MessageWriter;
import nomen.codec.name.Name;
import nomen.codec.tsig.TsigKey;
import nomen.codec.tsig.TsigMacs;
import nomen.codec.tsig.TsigSigner;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.TSIG;

/**
 * A query written and signed with HMAC-SHA256 (RFC 8945). One operation is one message of one
 * question, of many different ones, from objects that exist to octets. dnsjava asks for the time,
 * Nomen is told it. netty-codec-dns knows no TSIG.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class TsigSignBenchmark {
  static final int COUNT = 256;
  private static final int LIMIT = 512;
  private static final int A = 1;
  private static final int IN = 1;

  private final TsigKey key = Keys.nomen();
  private final TSIG keyOfDnsjava = Keys.dnsjava();
  private final TsigSigner signer = new TsigSigner(new TsigMacs());
  private final MessageWriter writer = new MessageWriter();
  private final byte[] room = new byte[LIMIT];
  private final Name[] names = new Name[COUNT];
  private final Message[] messages = new Message[COUNT];
  private int turn;

  /** Makes the questions. */
  @Setup
  public void prepare() throws IOException {
    for (int i = 0; i < COUNT; i++) {
      names[i] = Name.ofWire(BenchNames.wire(i, 2), 0);
      messages[i] = new Message(unsigned(i));
      messages[i].setTSIG(keyOfDnsjava, Rcode.NOERROR, null);
    }
  }

  private byte[] unsigned(int number) {
    begin(number);
    return Arrays.copyOf(room, writer.finish());
  }

  private void begin(int number) {
    writer.begin(number, Header.RD, room, LIMIT);
    writer.writeQuestion(names[number], A, IN);
  }

  private int next() {
    return turn++ & COUNT - 1;
  }

  /** Writes and signs a query in the room of the one before. */
  @Benchmark
  public int nomen() {
    return signNomen(next());
  }

  int signNomen(int number) {
    begin(number);
    writer.finish();
    signer.signRequest(writer, key, Keys.NOW_SECONDS);
    return writer.wire().position();
  }

  /** What was signed last. */
  byte[] signed(int length) {
    return Arrays.copyOf(room, length);
  }

  /** Writes and signs a query. */
  @Benchmark
  public byte[] dnsjava() {
    return signDnsjava(next());
  }

  byte[] signDnsjava(int number) {
    return messages[number].toWire(LIMIT);
  }
}
