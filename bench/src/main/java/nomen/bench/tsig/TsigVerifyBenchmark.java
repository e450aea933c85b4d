package nomen.bench.tsig;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import nomen.codec.message.Query;
import nomen.codec.message.QueryReader;
import nomen.codec.tsig.Keyring;
import nomen.codec.tsig.TsigMacs;
import nomen.codec.tsig.TsigOutcome;
import nomen.codec.tsig.TsigVerifier;
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
import org.xbill.DNS.TSIG;

/**
 * A query signed with HMAC-SHA256 read and its signature checked (RFC 8945). One operation is one
 * message of one question, of many different ones, from octets to the verdict. netty-codec-dns
 * knows no TSIG.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class TsigVerifyBenchmark {
  private final Keyring keys = new Keyring(List.of(Keys.nomen()));
  private final TSIG keyOfDnsjava = Keys.dnsjava();
  private final TsigVerifier verifier = new TsigVerifier(new TsigMacs());
  private final Query query = new Query();
  private final byte[][] requests = new byte[TsigSignBenchmark.COUNT][];
  private int turn;

  /** Signs the queries. */
  @Setup
  public void prepare() throws IOException {
    TsigSignBenchmark signing = new TsigSignBenchmark();
    signing.prepare();
    for (int i = 0; i < requests.length; i++) {
      requests[i] = signing.signed(signing.signNomen(i));
    }
  }

  private int next() {
    return turn++ & TsigSignBenchmark.COUNT - 1;
  }

  /** Reads and checks a query. */
  @Benchmark
  public TsigOutcome nomen() {
    return verifyNomen(next());
  }

  TsigOutcome verifyNomen(int number) {
    byte[] request = requests[number];
    QueryReader.read(request, 0, request.length, query);
    return verifier.verify(keys, request, 0, request.length, query.tsigOffset(), Keys.NOW_SECONDS);
  }

  /** Reads and checks a query; gives the RCODE. */
  @Benchmark
  public int dnsjava() throws IOException {
    return verifyDnsjava(next());
  }

  int verifyDnsjava(int number) throws IOException {
    byte[] request = requests[number];
    return keyOfDnsjava.verify(new Message(request), request, null);
  }
}
