package nomen.server.transfer.in;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import nomen.server.transport.TransportClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Primaries cannot be asked while the process has no descriptor left: each try must fail. */
@Timeout(60)
class NoSocketTest {
  private static final String REASON = "HERE no socket could be opened: Too many open files";
  private static final InetSocketAddress PRIMARY =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 53);

  /** How Netty tells of it. */
  private static final ChannelFactory<Channel> NONE =
      () -> {
        throw new ChannelException(
            "Failed to open a socket.", new IOException("Too many open files"));
      };

  private final TransferLoop loop = new TransferLoop(TransportClock.SYSTEM);
  private final PrimaryLink link = new NettyPrimaryLink(loop.eventLoop(), NONE, NONE);
  private final CompletableFuture<String> failure = new CompletableFuture<>();

  @AfterEach
  void close() {
    loop.close();
  }

  @Test
  void failsStream() throws Exception {
    PrimaryLink.StreamAnswer answer =
        new PrimaryLink.StreamAnswer() {
          @Override
          public void received(byte[] message) {
            throw new AssertionError("nothing can come");
          }

          @Override
          public void failed(FailurePlace place, String reason) {
            failure.complete(place + " " + reason);
          }
        };
    loop.execute(() -> link.askByStream(PRIMARY, new byte[12], 50_000, answer));
    assertEquals(REASON, failure.get(20, TimeUnit.SECONDS));
  }

  @Test
  void failsDatagram() throws Exception {
    PrimaryLink.DatagramAnswer answer =
        new PrimaryLink.DatagramAnswer() {
          @Override
          public boolean received(byte[] message) {
            throw new AssertionError("nothing can come");
          }

          @Override
          public void failed(FailurePlace place, String reason) {
            failure.complete(place + " " + reason);
          }
        };
    loop.execute(() -> link.askByDatagram(PRIMARY, new byte[12], 50_000, answer));
    assertEquals(REASON, failure.get(20, TimeUnit.SECONDS));
  }

  @Test
  void abandonedStreamNeedsNoChannel() throws Exception {
    PrimaryLink.StreamAnswer answer =
        new PrimaryLink.StreamAnswer() {
          @Override
          public void received(byte[] message) {}

          @Override
          public void failed(FailurePlace place, String reason) {}
        };
    loop.execute(
        () -> {
          link.askByStream(PRIMARY, new byte[12], 50_000, answer).abandon();
          failure.complete("abandoned");
        });
    assertEquals("abandoned", failure.get(20, TimeUnit.SECONDS));
  }
}
