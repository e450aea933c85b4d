package nomen.bench.message;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.AddressedEnvelope;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.DefaultAddressedEnvelope;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.DatagramPacket;
import io.netty.handler.codec.dns.DatagramDnsQueryDecoder;
import io.netty.handler.codec.dns.DatagramDnsResponseDecoder;
import io.netty.handler.codec.dns.DatagramDnsResponseEncoder;
import io.netty.handler.codec.dns.DnsQuery;
import io.netty.handler.codec.dns.DnsResponse;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * The codecs of netty-codec-dns called as a pipeline would call them, without a pipeline. Netty's
 * settings are its defaults: it looks for leaks in a sample of the messages. Not thread-safe.
 */
final class NettyCodec {
  private static final InetSocketAddress ADDRESS =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 5300);
  private static final int RESPONSE_OCTETS = 1232;

  private final QueryDecoder queries = new QueryDecoder();
  private final ResponseDecoder responses = new ResponseDecoder();
  private final ResponseEncoder encoder = new ResponseEncoder();
  private final List<Object> out = new ArrayList<>();

  /** The codecs use nothing of it but that it is there. */
  private final ChannelHandlerContext context =
      new EmbeddedChannel(responses).pipeline().firstContext();

  /** Datagrams that hold messages; a reader rewinds them. */
  static DatagramPacket[] packets(byte[][] messages) {
    DatagramPacket[] packets = new DatagramPacket[messages.length];
    for (int i = 0; i < packets.length; i++) {
      packets[i] = new DatagramPacket(Unpooled.wrappedBuffer(messages[i]), ADDRESS, ADDRESS);
    }
    return packets;
  }

  /** What an encoder takes. */
  static AddressedEnvelope<DnsResponse, InetSocketAddress> envelope(DnsResponse response) {
    return new DefaultAddressedEnvelope<>(response, ADDRESS, ADDRESS);
  }

  /** Reads a query, which the caller releases. */
  DnsQuery readQuery(DatagramPacket packet) throws Exception {
    packet.content().readerIndex(0);
    out.clear();
    queries.decode(context, packet, out);
    return (DnsQuery) out.getFirst();
  }

  /** Reads a response, which the caller releases. */
  DnsResponse readResponse(DatagramPacket packet) throws Exception {
    packet.content().readerIndex(0);
    return responses.decodeResponse(context, packet);
  }

  /** Writes a response into the one buffer that is used again for the next. */
  ByteBuf write(AddressedEnvelope<DnsResponse, InetSocketAddress> response) throws Exception {
    out.clear();
    encoder.encode(context, response, out);
    return encoder.buffer;
  }

  /** Makes the method visible. */
  private static final class QueryDecoder extends DatagramDnsQueryDecoder {
    @Override
    protected void decode(ChannelHandlerContext context, DatagramPacket packet, List<Object> out)
        throws Exception {
      super.decode(context, packet, out);
    }
  }

  /** Makes the method visible. */
  private static final class ResponseDecoder extends DatagramDnsResponseDecoder {
    @Override
    protected DnsResponse decodeResponse(ChannelHandlerContext context, DatagramPacket packet)
        throws Exception {
      return super.decodeResponse(context, packet);
    }
  }

  /** Makes the method visible and spares the buffer of each response. */
  private static final class ResponseEncoder extends DatagramDnsResponseEncoder {
    private final ByteBuf buffer = Unpooled.buffer(RESPONSE_OCTETS);

    @Override
    protected void encode(
        ChannelHandlerContext context,
        AddressedEnvelope<DnsResponse, InetSocketAddress> in,
        List<Object> out)
        throws Exception {
      super.encode(context, in, out);
    }

    @Override
    protected ByteBuf allocateBuffer(
        ChannelHandlerContext context, AddressedEnvelope<DnsResponse, InetSocketAddress> message) {
      return buffer.clear();
    }
  }
}
