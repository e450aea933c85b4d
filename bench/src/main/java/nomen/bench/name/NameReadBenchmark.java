package nomen.bench.name;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.dns.DefaultDnsRecordDecoder;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import nomen.codec.name.Name;
import nomen.codec.wire.WireFormatException;
import nomen.codec.wire.WireReader;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.xbill.DNS.DNSInput;
import org.xbill.DNS.WireParseException;

/**
 * A name of wire format made into an object, as records of a message have it: its first label, and
 * a pointer to the rest, which stands at the beginning of the array. One operation is one name, of
 * many different ones. dnsjava needs an input object for each, the others use theirs again.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class NameReadBenchmark {
  private final byte[][] messages = new byte[BenchTexts.COUNT][];
  private final int[] starts = new int[BenchTexts.COUNT];
  private final ByteBuf[] buffers = new ByteBuf[BenchTexts.COUNT];
  private final WireReader reader = new WireReader(new byte[12]);
  private int turn;

  /** Makes what each library reads from. */
  public NameReadBenchmark() {
    byte[][] names = BenchTexts.wire(BenchTexts.names());
    for (int i = 0; i < names.length; i++) {
      int label = names[i][0] + 1;
      int rest = names[i].length - label;
      // The rest, the first label, and a pointer to offset 0.
      byte[] message =
          Arrays.copyOf(Arrays.copyOfRange(names[i], label, names[i].length), rest + label + 2);
      System.arraycopy(names[i], 0, message, rest, label);
      message[message.length - 2] = (byte) 0xc0;
      messages[i] = message;
      starts[i] = rest;
      buffers[i] = Unpooled.wrappedBuffer(message);
    }
  }

  private int next() {
    return turn++ & BenchTexts.COUNT - 1;
  }

  /** Reads a name. */
  @Benchmark
  public Name nomen() throws WireFormatException {
    return readNomen(next());
  }

  Name readNomen(int number) throws WireFormatException {
    byte[] message = messages[number];
    reader.wrap(message, 0, message.length);
    reader.position(starts[number]);
    return reader.readName("name");
  }

  /** Reads a name. */
  @Benchmark
  public String netty() {
    return readNetty(next());
  }

  String readNetty(int number) {
    return DefaultDnsRecordDecoder.decodeName(buffers[number].readerIndex(starts[number]));
  }

  /** Reads a name. */
  @Benchmark
  public org.xbill.DNS.Name dnsjava() throws WireParseException {
    return readDnsjava(next());
  }

  org.xbill.DNS.Name readDnsjava(int number) throws WireParseException {
    DNSInput input = new DNSInput(messages[number]);
    input.jump(starts[number]);
    return new org.xbill.DNS.Name(input);
  }
}
