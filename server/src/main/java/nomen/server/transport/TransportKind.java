package nomen.server.transport;

import io.netty.channel.IoHandlerFactory;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import nomen.linux.UdpSocket;

/** The ways to the network that there are; {@link #best()} is chosen unless the caller says. */
public enum TransportKind {
  /** Our own datagram channel; epoll for streams. Linux on x86-64 and AArch64. */
  LINUX_BATCH("Linux recvmmsg/sendmmsg batches, epoll"),
  /** Netty's datagram channel on epoll. Linux. */
  NETTY_EPOLL("Netty datagrams, epoll"),
  /** Netty's datagram channel on the JDK's selectors. Everywhere. */
  NETTY_NIO("Netty datagrams, NIO");

  private final String description;

  TransportKind(String description) {
    this.description = description;
  }

  /** What a server prints about it when it starts. */
  public String description() {
    return description;
  }

  /** Whether it works on this machine. */
  public boolean isAvailable() {
    return switch (this) {
      case LINUX_BATCH -> UdpSocket.isAvailable() && Epoll.isAvailable();
      case NETTY_EPOLL -> Epoll.isAvailable();
      case NETTY_NIO -> true;
    };
  }

  /** Why it does not work on this machine; empty if it does. */
  public String unavailable() {
    if (isAvailable()) {
      return "";
    }
    if (this == LINUX_BATCH && !UdpSocket.isAvailable()) {
      return "its system calls are known for Linux on x86-64 and AArch64 only";
    }
    // The outer causes say that there is none; the innermost says why.
    Throwable cause = Epoll.unavailabilityCause();
    while (cause != null && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause == null ? "epoll is not available" : String.valueOf(cause.getMessage());
  }

  /** The best that works on this machine. */
  public static TransportKind best() {
    for (TransportKind kind : values()) {
      if (kind.isAvailable()) {
        return kind;
      }
    }
    return NETTY_NIO;
  }

  /** Whether several sockets can share an address, so that each event loop has its own. */
  boolean sharesPorts() {
    return this != NETTY_NIO;
  }

  IoHandlerFactory ioHandlerFactory() {
    return this == NETTY_NIO ? NioIoHandler.newFactory() : EpollIoHandler.newFactory();
  }
}
