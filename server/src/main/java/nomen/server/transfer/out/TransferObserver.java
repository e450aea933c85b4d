package nomen.server.transfer.out;

import java.net.InetSocketAddress;
import nomen.codec.name.Name;
import org.jspecify.annotations.Nullable;

/**
 * Hears which secondaries ask for zones and what they get. It is called by the threads that serve,
 * event loops among them: it must not block, and what it throws is logged and harms nobody.
 */
public interface TransferObserver {
  /**
   * A client has the zone up to a serial: all of a transfer was taken by its connection, or sent in
   * a datagram.
   *
   * @param key the key that its request was signed with, null if it was not
   * @param serial that it has from now on
   * @param nowMillis wall-clock time in milliseconds since 1970
   */
  void served(Name zone, InetSocketAddress client, @Nullable Name key, int serial, long nowMillis);

  /**
   * A client asked for what has changed since a serial (IXFR, RFC 1995), and may have it.
   *
   * @param key the key that its request was signed with, null if it was not
   * @param haveSerial that it says it has
   */
  void asked(Name zone, InetSocketAddress client, @Nullable Name key, int haveSerial);
}
