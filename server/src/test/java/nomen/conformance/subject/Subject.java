package nomen.conformance.subject;

import java.net.InetSocketAddress;

/** A server that serves the given zones until it is closed. */
public interface Subject extends AutoCloseable {
  /** Where it answers over UDP and TCP, in IPv4. */
  InetSocketAddress address();

  /** Where it answers over UDP and TCP, in IPv6. */
  InetSocketAddress address6();

  /** Faults inside it until now, as far as it tells. */
  default long faults() {
    return 0;
  }

  /** Stops it and removes what it wrote. */
  @Override
  void close();
}
