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
   * A client has the zone up to a serial: its connection has taken all of a transfer. Of what is
   * sent in a datagram nothing is told.
   *
   * @param key the key that its request was signed with, null if it was not
   * @param serial that it has from now on
   * @param nowMillis wall-clock time in milliseconds since 1970
   */
  void served(Name zone, InetSocketAddress client, @Nullable Name key, int serial, long nowMillis);

  /**
   * A client asked for what has changed since a serial (IXFR, RFC 1995), and may have it. A
   * datagram that is not signed tells nothing: its sender is easily forged.
   *
   * @param key the key that its request was signed with, null if it was not
   * @param haveSerial that it says it has
   */
  void asked(Name zone, InetSocketAddress client, @Nullable Name key, int haveSerial);
}
