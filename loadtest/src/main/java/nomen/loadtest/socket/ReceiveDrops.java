package nomen.loadtest.socket;

import java.util.List;
import nomen.linux.UdpSocket;

/**
 * How many answers the kernel has dropped because the receive buffers of some sockets were full.
 * Any thread may ask: asking has nothing to do with what the owner of the sockets does meanwhile,
 * but for closing them, when their numbers may become those of other files.
 */
final class ReceiveDrops {
  private final List<UdpSocket> sockets;
  private long total;
  private boolean ended;

  /** Of these, all open, which have dropped nothing yet. */
  ReceiveDrops(List<UdpSocket> sockets) {
    this.sockets = sockets;
  }

  /** Up to now. */
  synchronized long total() {
    if (!ended) {
      total = sockets.stream().mapToLong(UdpSocket::receiveDrops).sum();
    }
    return total;
  }

  /** Asks a last time; to be called before the sockets are closed. */
  synchronized void end() {
    total();
    ended = true;
  }
}
