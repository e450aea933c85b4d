package nomen.bench.message;

import io.netty.buffer.ByteBuf;
import io.netty.channel.AddressedEnvelope;
import io.netty.channel.socket.DatagramPacket;
import io.netty.handler.codec.dns.DnsResponse;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import nomen.codec.message.MessageWriter;
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
import org.xbill.DNS.Message;

/**
 * A response written, from objects that exist to octets. One operation is one response, of many
 * different ones. Nomen and netty-codec-dns write into the same room each time, dnsjava into a new
 * array. Nomen and dnsjava compress names; netty-codec-dns does not, so its messages are longer.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ResponseWriteBenchmark {
  private static final int LIMIT = 1232;

  /** What the responses hold. */
  @Param public ResponseKind kind = ResponseKind.ADDRESS;

  private List<nomen.codec.message.Message> ours = List.of();
  private final List<AddressedEnvelope<DnsResponse, InetSocketAddress>> nettys = new ArrayList<>();
  private final List<Message> dnsjavas = new ArrayList<>();
  private final MessageWriter writer = new MessageWriter();
  private final byte[] room = new byte[LIMIT];
  private final NettyCodec codec = new NettyCodec();
  private int turn;

  /** Makes the responses. */
  @Setup
  public void prepare() throws Exception {
    ours = Responses.messages(kind);
    byte[][] octets = Responses.octets(kind);
    for (DatagramPacket packet : NettyCodec.packets(octets)) {
      nettys.add(NettyCodec.envelope(codec.readResponse(packet)));
    }
    for (byte[] message : octets) {
      dnsjavas.add(new Message(message));
    }
  }

  /** Gives Netty's responses back. */
  @TearDown
  public void release() {
    for (AddressedEnvelope<DnsResponse, InetSocketAddress> response : nettys) {
      response.release();
    }
  }

  private int next() {
    return turn++ & Responses.COUNT - 1;
  }

  /** Writes a message; gives its octets. */
  @Benchmark
  public int nomen() {
    return writeNomen(next());
  }

  int writeNomen(int number) {
    return ours.get(number).write(writer, room, LIMIT);
  }

  byte[] room() {
    return room;
  }

  /** Writes a response. */
  @Benchmark
  public ByteBuf netty() throws Exception {
    return writeNetty(next());
  }

  ByteBuf writeNetty(int number) throws Exception {
    return codec.write(nettys.get(number));
  }

  /** Writes a message. */
  @Benchmark
  public byte[] dnsjava() {
    return writeDnsjava(next());
  }

  byte[] writeDnsjava(int number) {
    return dnsjavas.get(number).toWire(LIMIT);
  }
}
