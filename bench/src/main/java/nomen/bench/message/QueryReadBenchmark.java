package nomen.bench.message;

import io.netty.channel.socket.DatagramPacket;
import io.netty.handler.codec.dns.DnsQuery;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import nomen.codec.message.Query;
import nomen.codec.message.QueryReader;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.xbill.DNS.Message;

/**
 * A query read, from octets to a question that can be answered and the EDNS options that came with
 * it. One operation is one query, of many different ones. Nomen fills the same view again for each;
 * netty-codec-dns and dnsjava make objects. Netty's datagrams are made beforehand and its pipeline
 * is left out.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class QueryReadBenchmark {
  private final byte[][] requests = Requests.queries();
  private final DatagramPacket[] packets = NettyCodec.packets(requests);
  private final NettyCodec codec = new NettyCodec();
  private final Query query = new Query();
  private int turn;

  private int next() {
    return turn++ & Requests.COUNT - 1;
  }

  /** Fills the view; gives the RCODE and what was read last. */
  @Benchmark
  public int nomen() {
    return readNomen(next()) + query.udpPayloadSize();
  }

  int readNomen(int number) {
    byte[] request = requests[number];
    return QueryReader.read(request, 0, request.length, query);
  }

  Query query() {
    return query;
  }

  /** Makes a query object and gives it back. */
  @Benchmark
  public int netty() throws Exception {
    DnsQuery read = readNetty(next());
    int id = read.id();
    read.release();
    return id;
  }

  DnsQuery readNetty(int number) throws Exception {
    return codec.readQuery(packets[number]);
  }

  /** Makes a message object. */
  @Benchmark
  public Message dnsjava() throws IOException {
    return readDnsjava(next());
  }

  Message readDnsjava(int number) throws IOException {
    return new Message(requests[number]);
  }
}
