package nomen.bench.tsig;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import nomen.codec.tsig.TsigOutcome;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Rcode;

/** What is compared signs alike and believes the same signatures. */
class SignedAgreeTest {
  @Test
  void signed() throws IOException {
    TsigSignBenchmark benchmark = new TsigSignBenchmark();
    benchmark.prepare();
    for (int i = 0; i < TsigSignBenchmark.COUNT; i++) {
      assertArrayEquals(benchmark.signDnsjava(i), benchmark.signed(benchmark.signNomen(i)));
    }
  }

  @Test
  void verified() throws IOException {
    TsigVerifyBenchmark benchmark = new TsigVerifyBenchmark();
    benchmark.prepare();
    for (int i = 0; i < TsigSignBenchmark.COUNT; i++) {
      assertInstanceOf(TsigOutcome.Verified.class, benchmark.verifyNomen(i));
      assertEquals(Rcode.NOERROR, benchmark.verifyDnsjava(i));
    }
  }
}
