package nomen.bench.message;

import io.netty.channel.socket.DatagramPacket;
import io.netty.handler.codec.dns.DnsResponse;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import nomen.codec.message.MessageReader;
import nomen.codec.wire.WireFormatException;
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
import org.openjdk.jmh.annotations.Warmup;
import org.xbill.DNS.Message;

/**
 * A response read into objects, as a client, a resolver or a secondary does it. One operation is
 * one response, of many different ones. Record data: Nomen checks it field by field and keeps
 * octets, dnsjava makes an object of each record type, netty-codec-dns takes most of it as it
 * stands.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ResponseReadBenchmark {
  /** What the responses hold. */
  @Param public ResponseKind kind = ResponseKind.ADDRESS;

  private byte[][] responses = {};
  private DatagramPacket[] packets = {};
  private final NettyCodec codec = new NettyCodec();
  private int turn;

  /** Makes the responses. */
  @Setup
  public void prepare() {
    responses = Responses.octets(kind);
    packets = NettyCodec.packets(responses);
  }

  private int next() {
    return turn++ & Responses.COUNT - 1;
  }

  /** Makes a message. */
  @Benchmark
  public nomen.codec.message.Message nomen() throws WireFormatException {
    return readNomen(next());
  }

  nomen.codec.message.Message readNomen(int number) throws WireFormatException {
    return MessageReader.read(responses[number]);
  }

  /** Makes a response object and gives it back. */
  @Benchmark
  public int netty() throws Exception {
    DnsResponse read = readNetty(next());
    int id = read.id();
    read.release();
    return id;
  }

  DnsResponse readNetty(int number) throws Exception {
    return codec.readResponse(packets[number]);
  }

  /** Makes a message object. */
  @Benchmark
  public Message dnsjava() throws IOException {
    return readDnsjava(next());
  }

  Message readDnsjava(int number) throws IOException {
    return new Message(responses[number]);
  }
}
