package nomen.loadtest.socket;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import nomen.linux.Epoll;
import nomen.linux.Errno;
import nomen.linux.LinuxCalls;
import nomen.linux.PollWait;
import nomen.linux.UdpSocket;
import org.jspecify.annotations.Nullable;

/**
 * UDP clients on Linux: connected sockets, read and written in batches. Which of several sockets
 * have answers is asked of an epoll; a single one is read without asking.
 */
public final class LinuxDatagrams implements Exchange {
  /** So many sockets are told of by one look. */
  private static final int READY_AT_ONCE = 256;

  private final List<UdpSocket> sockets = new ArrayList<>();
  private final int[] fds;

  /**
   * By client: the error that the last receipt told of, or 0. It is news of an earlier request that
   * was refused on its way. Which one is not told, so that one is lost in its time; and as the
   * system would have done, had we not asked in between, the next request pays for the news.
   */
  private final int[] errors;

  private final @Nullable Epoll epoll;
  private final PollWait wait = new PollWait();
  private final SendSlots sends;
  private final ReceiveSlots receives;
  private final ReceiveDrops drops;
  private boolean open = true;

  /**
   * Opens the sockets.
   *
   * @param server what they are connected to
   * @param locals what they are bound to, one for each; port 0 lets the kernel choose
   * @param bufferOctets what each asks of the kernel for sending and for receiving, or 0
   * @param batch datagrams in a system call at most
   * @throws IOException naming the socket that could not be opened; none is left open
   */
  public LinuxDatagrams(
      InetSocketAddress server, List<InetSocketAddress> locals, int bufferOctets, int batch)
      throws IOException {
    fds = new int[locals.size()];
    errors = new int[fds.length];
    // Before the sockets: where there is no memory, none of them is open yet.
    LinuxCalls calls = new LinuxCalls();
    sends = new SendSlots(batch, calls);
    receives = new ReceiveSlots(batch, calls);
    Epoll several = null;
    try {
      several = locals.size() > 1 ? new Epoll(READY_AT_ONCE) : null;
      for (int i = 0; i < fds.length; i++) {
        fds[i] = open(server, locals.get(i), bufferOctets);
        if (several != null) {
          several.add(fds[i], i);
        }
      }
    } catch (IOException e) {
      sockets.forEach(UdpSocket::close);
      if (several != null) {
        several.close();
      }
      sends.close();
      receives.close();
      throw e;
    }
    epoll = several;
    drops = new ReceiveDrops(sockets);
  }

  private int open(InetSocketAddress server, InetSocketAddress local, int bufferOctets)
      throws IOException {
    try {
      UdpSocket socket = UdpSocket.open(server.getAddress() instanceof Inet6Address);
      sockets.add(socket);
      if (bufferOctets > 0) {
        socket.setReceiveBuffer(bufferOctets);
        socket.setSendBuffer(bufferOctets);
      }
      if (!local.getAddress().isAnyLocalAddress() || local.getPort() != 0) {
        socket.bind(local, false);
      }
      socket.connect(server);
      return socket.fd();
    } catch (IOException e) {
      throw new IOException(
          "UDP socket "
              + sockets.size()
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
    return fds.length;
  }

  @Override
  public boolean canSend(int client) {
    return true;
  }

  @Override
  public boolean stage(int client, int flight, byte[] octets, int length) {
    return sends.stage(client, flight, octets, length);
  }

  @Override
  public int staged() {
    return sends.staged();
  }

  @Override
  public void flush(ExchangeEvents events) {
    sends.flush(fds, errors, events);
  }

  @Override
  public void abandon(ExchangeEvents events) {
    sends.abandon(events);
  }

  @Override
  public boolean receive(ExchangeEvents events) {
    if (epoll == null) {
      return receive(0, events);
    }
    int ready = epoll.look();
    for (int i = 0; i < ready; i++) {
      receive(epoll.ready(i), events);
    }
    return ready > 0;
  }

  private boolean receive(int client, ExchangeEvents events) {
    int result = receives.receive(fds[client], client, events);
    if (result >= 0) {
      return true;
    }
    if (result == -Errno.EAGAIN || result == -Errno.EINTR) {
      return false;
    }
    errors[client] = -result;
    return true;
  }

  @Override
  public void await(long nanos) {
    int writable = staged() > 0 ? fds[sends.firstClient()] : -1;
    wait.await(epoll == null ? fds[0] : epoll.fd(), writable, nanos);
  }

  @Override
  public void copyAnswer(byte[] into) {
    receives.copyAnswer(into);
  }

  @Override
  public long dropped() {
    return drops.total();
  }

  @Override
  public void close() {
    if (open) {
      open = false;
      drops.end();
      sockets.forEach(UdpSocket::close);
      if (epoll != null) {
        epoll.close();
      }
      sends.close();
      receives.close();
    }
  }
}
