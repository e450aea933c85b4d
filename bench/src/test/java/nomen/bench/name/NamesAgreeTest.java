package nomen.bench.name;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import nomen.codec.name.Name;
import nomen.codec.wire.WireFormatException;
import nomen.codec.wire.WireWriter;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.DNSOutput;

/** What is compared reads, orders and writes names alike. */
class NamesAgreeTest {
  private final String[] texts = BenchTexts.names();

  @Test
  void parsed() throws IOException {
    for (String text : texts) {
      assertArrayEquals(
          org.xbill.DNS.Name.fromString(text).toWire(), Name.parse(text).toWire(), text);
    }
  }

  @Test
  void readFromAMessage() throws IOException, WireFormatException {
    NameReadBenchmark benchmark = new NameReadBenchmark();
    for (int i = 0; i < BenchTexts.COUNT; i++) {
      assertEquals(texts[i], benchmark.readNomen(i).toString());
      assertEquals(texts[i], benchmark.readNetty(i));
      assertEquals(texts[i], benchmark.readDnsjava(i).toString());
    }
  }

  @Test
  void hashesIgnoreCase() throws IOException {
    for (String text : texts) {
      String turned = BenchTexts.turned(text);
      assertEquals(Name.parse(text).hashCode(), Name.parse(turned).hashCode());
      assertEquals(
          org.xbill.DNS.Name.fromString(text).hashCode(),
          org.xbill.DNS.Name.fromString(turned).hashCode());
    }
  }

  @Test
  void equality() throws IOException {
    NameEqualsBenchmark benchmark = new NameEqualsBenchmark();
    benchmark.prepare();
    int equal = 0;
    for (int i = 0; i < BenchTexts.COUNT; i++) {
      assertEquals(benchmark.compareDnsjava(i), benchmark.compareNomen(i), texts[i]);
      equal += benchmark.compareNomen(i) ? 1 : 0;
    }
    assertEquals(BenchTexts.COUNT / 2, equal);
  }

  @Test
  void order() throws IOException {
    NameOrderBenchmark benchmark = new NameOrderBenchmark();
    benchmark.prepare();
    for (int i = 0; i < BenchTexts.COUNT; i++) {
      assertEquals(
          Integer.signum(benchmark.compareDnsjava(i)),
          Integer.signum(benchmark.compareNomen(i)),
          texts[i]);
    }
  }

  @Test
  void compressed() throws IOException {
    CompressionBenchmark benchmark = new CompressionBenchmark();
    benchmark.prepare();
    for (int i = 0; i < CompressionBenchmark.MESSAGES; i++) {
      WireWriter ours = benchmark.writeNomen(i);
      DNSOutput theirs = benchmark.writeDnsjava(i);
      assertTrue(ours.position() > CompressionBenchmark.NAMES);
      assertEquals(theirs.current(), ours.position());
      // The header's octets were claimed, not written.
      assertArrayEquals(
          Arrays.copyOfRange(theirs.toByteArray(), 12, theirs.current()),
          Arrays.copyOfRange(ours.octets(), 12, ours.position()));
    }
  }
}
