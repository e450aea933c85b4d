package nomen.server.update;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelException;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import nomen.codec.message.Header;
import org.junit.jupiter.api.Test;

/** A connection to a primary that does not come about. */
class PrimaryConnectionTest {
  @Test
  void withoutASocketThereIsNoAnswer() {
    InetSocketAddress primary = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 53);
    List<byte[]> answers = new ArrayList<>();
    try (MultiThreadIoEventLoopGroup loops =
        new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory())) {
      Bootstrap connector =
          new Bootstrap()
              .group(loops.next())
              .channelFactory(
                  () -> {
                    throw new ChannelException("too many open files");
                  });
      PrimaryConnection.ask(connector, primary, new byte[Header.SIZE_OCTETS], 60_000, answers::add);
      assertEquals(Collections.singletonList(null), answers);
    }
  }
}
