package nomen.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import nomen.server.transport.DnsListeners;
import nomen.server.transport.Exchange;
import nomen.server.transport.ListenerSettings;
import nomen.server.transport.RequestHandler;
import nomen.server.transport.TransportClock;
import nomen.server.transport.TransportCounter;
import nomen.server.transport.TransportKind;
import nomen.server.transport.UdpSettings;

/**
 * The server's transport with nothing behind it: sends every request back with the QR bit set. Next
 * to {@link BatchEcho} it shows what the event loop, the copies and the contract with the request
 * layer cost.
 *
 * <pre>ChannelEcho [--bind ADDRESS] [--port PORT] [--batch DATAGRAMS] [--kind KIND]
 *             [--gather MICROS]</pre>
 *
 * It prints its counters when it is ended by a signal.
 */
public final class ChannelEcho {
  private static final int FLAGS_OFFSET = 2;
  private static final int QR = 0x80;
  private static final int HEADER_OCTETS = 12;

  private ChannelEcho() {}

  /** Serves until it is killed. */
  public static void main(String[] arguments) throws IOException {
    EchoArguments options = EchoArguments.scan(arguments);
    InetSocketAddress address =
        new InetSocketAddress(InetAddress.getByName(options.bind()), options.port());
    ListenerSettings defaults = ListenerSettings.of(List.of(address), 1);
    TransportKind kind =
        options.kind().isEmpty() ? defaults.kind() : TransportKind.valueOf(options.kind());
    UdpSettings udp =
        new UdpSettings(
            options.batch(),
            defaults.udp().batchesPerWakeUp(),
            options.gatherMicros(),
            true,
            options.bufferOctets(),
            options.bufferOctets(),
            defaults.udp().sendWaitMillis());
    ListenerSettings settings =
        new ListenerSettings(
            defaults.addresses(), 1, kind, udp, defaults.tcp(), defaults.closeMillis());
    DnsListeners listeners =
        DnsListeners.bind(settings, loop -> ChannelEcho::echo, TransportClock.SYSTEM);
    System.out.println("listening on " + listeners.addresses() + " (" + kind.description() + ")");
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  for (TransportCounter counter : TransportCounter.values()) {
                    System.out.println(counter + " " + listeners.total(counter));
                  }
                }));
  }

  private static int echo(Exchange exchange) {
    int length = exchange.requestLength();
    if (length < HEADER_OCTETS) {
      return RequestHandler.NO_ANSWER;
    }
    byte[] response = exchange.response();
    System.arraycopy(exchange.request(), exchange.requestOffset(), response, 0, length);
    response[FLAGS_OFFSET] |= (byte) QR;
    return length;
  }
}
