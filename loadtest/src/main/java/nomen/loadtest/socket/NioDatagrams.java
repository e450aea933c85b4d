package nomen.loadtest.socket;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import nomen.linux.Errno;
import org.jspecify.annotations.Nullable;

/**
 * UDP clients on any system: connected channels, a system call for each datagram. Times of sending
 * are taken before each call, times of receipt after each.
 */
public final class NioDatagrams implements Exchange {
  private static final int DATAGRAM_OCTETS = 65_535;

  private final List<DatagramChannel> channels = new ArrayList<>();
  private final SelectorWait wait;

  /** By client, as in {@link LinuxDatagrams}: whether its next request pays for a refusal. */
  private final boolean[] refused;

  private final StagedMessages staged;
  private final int batch;
  private final ByteBuffer received = ByteBuffer.allocateDirect(DATAGRAM_OCTETS);
  private final Consumer<SelectionKey> read = this::read;
  private @Nullable ExchangeEvents events;
  private @Nullable SelectionKey blocked;

  /**
   * Opens the channels; the parameters are those of {@link LinuxDatagrams}.
   *
   * @param batch datagrams that are read of one client before the next has its turn
   * @throws IOException naming the socket that could not be opened; none is left open
   */
  public NioDatagrams(
      InetSocketAddress server, List<InetSocketAddress> locals, int bufferOctets, int batch)
      throws IOException {
    this.batch = batch;
    refused = new boolean[locals.size()];
    staged = new StagedMessages(batch, false);
    wait = new SelectorWait();
    try {
      for (InetSocketAddress local : locals) {
        open(server, local, bufferOctets);
      }
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  private void open(InetSocketAddress server, InetSocketAddress local, int bufferOctets)
      throws IOException {
    try {
      DatagramChannel channel =
          DatagramChannel.open(
              server.getAddress() instanceof Inet6Address
                  ? StandardProtocolFamily.INET6
                  : StandardProtocolFamily.INET);
      channels.add(channel);
      channel.configureBlocking(false);
      if (bufferOctets > 0) {
        channel.setOption(StandardSocketOptions.SO_RCVBUF, bufferOctets);
        channel.setOption(StandardSocketOptions.SO_SNDBUF, bufferOctets);
      }
      channel.bind(local);
      channel.connect(server);
      channel.register(wait.selector(), SelectionKey.OP_READ, channels.size() - 1);
    } catch (IOException e) {
      throw new IOException(
          "UDP socket "
              + channels.size()
              + ", from "
              + local
              + " to "
              + server
              + ": "
              + e.getMessage(),
          e);
    }
  }

  @Override
  public int clients() {
    return channels.size();
  }

  @Override
  public boolean canSend(int client) {
    return true;
  }

  @Override
  public boolean stage(int client, int flight, byte[] octets, int length) {
    return staged.stage(client, flight, octets, length);
  }

  @Override
  public int staged() {
    return staged.staged();
  }

  @Override
  public void flush(ExchangeEvents told) {
    while (staged.staged() > 0) {
      int client = staged.firstClient();
      DatagramChannel channel = channels.get(client);
      int flight = staged.firstFlight();
      if (refused[client]) {
        refused[client] = false;
        told.unsent(flight, Errno.ECONNREFUSED);
        staged.dropFirst();
        continue;
      }
      long now = System.nanoTime();
      try {
        if (channel.write(staged.octets(1)) == 0) {
          blocked = channel.keyFor(wait.selector());
          return;
        }
        told.sent(flight, now);
      } catch (PortUnreachableException e) {
        told.unsent(flight, Errno.ECONNREFUSED);
      } catch (IOException e) {
        told.unsent(flight, 0);
      }
      staged.dropFirst();
    }
    blocked = null;
  }

  @Override
  public void abandon(ExchangeEvents told) {
    staged.abandon(told, Errno.EAGAIN);
    blocked = null;
  }

  @Override
  public boolean receive(ExchangeEvents told) {
    events = told;
    return wait.look(read) > 0;
  }

  private void read(SelectionKey key) {
    ExchangeEvents told = events;
    if (told == null || !(key.attachment() instanceof Integer client)) {
      return;
    }
    DatagramChannel channel = channels.get(client);
    try {
      for (int i = 0; i < batch; i++) {
        int length = channel.read(received.clear());
        if (length <= 0) {
          // Nothing more, or an empty datagram, which cannot be told from it.
          return;
        }
        if (length < Integer.BYTES) {
          told.garbage(client);
        } else {
          told.received(client, received.getInt(0), length, System.nanoTime());
        }
      }
    } catch (IOException e) {
      refused[client] = true;
    }
  }

  @Override
  public void await(long nanos) {
    SelectionKey waiting = blocked;
    if (waiting != null) {
      waiting.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
    }
    wait.await(nanos);
    if (waiting != null) {
      waiting.interestOps(SelectionKey.OP_READ);
    }
  }

  @Override
  public void copyAnswer(byte[] into) {
    received.get(0, into, 0, received.position());
  }

  /** The channel does not tell. */
  @Override
  public long dropped() {
    return 0;
  }

  @Override
  public void close() {
    wait.close();
    for (DatagramChannel channel : channels) {
      try {
        channel.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
