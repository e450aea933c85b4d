package nomen.loadtest.traffic.capture;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import nomen.loadtest.traffic.TrafficException;
import org.jspecify.annotations.Nullable;

/**
 * The TCP connections of a capture, in the direction to the servers. Those that were silent longest
 * are forgotten when there are too many, or when they hold too much together. A connection that has
 * ended is remembered like the others: what is sent once more must not be taken for a new one.
 */
final class TcpStreams {
  /** The most connections that are known at a time. */
  static final int MAX_CONNECTIONS = 1 << 16;

  /** The most octets that all connections keep together. */
  static final int MAX_OCTETS = 1 << 28;

  private final TcpStream.Sink sink;
  private final CaptureCounts counts;
  private final int maxConnections;
  private final Framing framing = new Framing();
  private final Map<Connection, TcpStream> streams = new LinkedHashMap<>(64, 0.75f, true);
  private long keptOctets;

  /** One direction of a connection: both addresses, in two parts each, and both ports. */
  record Connection(
      long sourceHigh,
      long sourceLow,
      long destinationHigh,
      long destinationLow,
      int sourcePort,
      int destinationPort) {}

  /**
   * None yet.
   *
   * @param sink takes the messages of all
   */
  TcpStreams(TcpStream.Sink sink, CaptureCounts counts) {
    this(sink, counts, MAX_CONNECTIONS);
  }

  TcpStreams(TcpStream.Sink sink, CaptureCounts counts, int maxConnections) {
    this.sink = sink;
    this.counts = counts;
    this.maxConnections = maxConnections;
  }

  /**
   * Takes a segment on its way to a server.
   *
   * @param nanos when it was captured
   */
  void take(Packet packet, byte[] data, long nanos) throws TrafficException {
    int length = packet.payloadLength();
    int number = packet.sequence();
    Connection connection = packet.connection();
    TcpStream stream = streams.get(connection);
    if (packet.isSyn()) {
      number++;
      if (stream == null || !stream.beginsAt(number)) {
        stream = open(connection, stream, number, true);
      }
    } else if (stream == null || stream.isElsewhere(number)) {
      if (length == 0) {
        return;
      }
      stream = open(connection, stream, number, false);
    }
    int before = stream.keptOctets();
    if (length > 0) {
      stream.take(number, data, packet.payload(), length, nanos);
    }
    if (packet.isReset()) {
      stream.finish();
    } else if (packet.isFin()) {
      stream.end(number + length);
    }
    keptOctets += stream.keptOctets() - before;
    forget();
  }

  /** The capture is over. */
  void finish() throws TrafficException {
    for (TcpStream stream : streams.values()) {
      stream.finish();
    }
    streams.clear();
  }

  private TcpStream open(
      Connection connection, @Nullable TcpStream old, int start, boolean beginning)
      throws TrafficException {
    if (old != null) {
      finish(old);
    }
    TcpStream stream = new TcpStream(start, beginning, sink, framing, counts);
    streams.put(connection, stream);
    counts.connection();
    return stream;
  }

  private void finish(TcpStream stream) throws TrafficException {
    keptOctets -= stream.keptOctets();
    stream.finish();
  }

  /** The one used last comes last, and alone it never holds too much. */
  private void forget() throws TrafficException {
    Iterator<TcpStream> eldest = streams.values().iterator();
    while (streams.size() > maxConnections || keptOctets > MAX_OCTETS && streams.size() > 1) {
      TcpStream stream = eldest.next();
      finish(stream);
      eldest.remove();
    }
  }
}
