package nomen.server.config;

/** Which channel carries UDP. */
public enum UdpTransport {
  /** The native one where it works, else Netty's. */
  AUTO,
  /** {@code recvmmsg} and {@code sendmmsg}; Linux only. */
  NATIVE,
  /** Netty's datagram channel. */
  NETTY
}
