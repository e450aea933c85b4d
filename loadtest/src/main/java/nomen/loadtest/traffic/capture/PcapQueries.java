package nomen.loadtest.traffic.capture;

import java.io.InputStream;
import java.nio.file.Path;
import nomen.codec.message.Header;
import nomen.codec.message.Opcode;
import nomen.codec.message.Section;
import nomen.codec.name.Name;
import nomen.codec.wire.WireFormatException;
import nomen.codec.wire.WireReader;
import nomen.loadtest.traffic.MessageOptions;
import nomen.loadtest.traffic.QueryEncoder;
import nomen.loadtest.traffic.RequestList;
import nomen.loadtest.traffic.TrafficException;
import nomen.loadtest.traffic.file.InputFile;
import org.jspecify.annotations.Nullable;

/**
 * Reads the requests of a capture, with their times: UDP and TCP over IPv4 or IPv6, to one port,
 * with a header that says request. A request is sent as it was captured, but for its ID (and so a
 * signature in it is void), or as a new query for the same question. Over what it is sent the run
 * says, not the capture.
 *
 * <p>The time of a request is that of the packet that completed it. Times count from the earliest
 * request, and requests go out in the order of their times. Where a packet without a time has a
 * request, no request has one.
 */
public final class PcapQueries {
  /** Where name servers listen. */
  public static final int DEFAULT_PORT = 53;

  private final RequestList requests;
  private final CaptureCounts counts;

  private PcapQueries(RequestList requests, CaptureCounts counts) {
    this.requests = requests;
    this.counts = counts;
  }

  /** The requests, for as many passes as there is time for. */
  public RequestList requests() {
    return requests;
  }

  /** What was read, and what was passed over. */
  public CaptureCounts counts() {
    return counts;
  }

  /**
   * Reads a file.
   *
   * @param port to which requests went
   * @param options to send new queries with for the questions captured; null to send the messages
   *     as captured
   * @throws TrafficException if it cannot be read, is no capture or one of a kind that is not read,
   *     ends within a packet, or has no request or too many; with packet or block
   */
  public static PcapQueries read(Path file, int port, @Nullable MessageOptions options)
      throws TrafficException {
    return InputFile.read(file, in -> read(file.toString(), in, port, options));
  }

  /**
   * Reads to the end; the caller closes.
   *
   * @param file what messages call it
   */
  public static PcapQueries read(
      String file, InputStream in, int port, @Nullable MessageOptions options)
      throws TrafficException {
    return new Collector(file, port, options).collect(CaptureReader.open(file, in));
  }

  private static final class Collector {
    private final String file;
    private final int port;
    private final @Nullable QueryEncoder encoder;
    private final RequestList.Builder list;
    private final CapturedPacket captured = new CapturedPacket();
    private final CaptureCounts counts = new CaptureCounts();
    private final byte[] name = new byte[255];
    private final byte[] rebuilt = new byte[QueryEncoder.MAX_OCTETS];
    private boolean timed = true;

    Collector(String file, int port, @Nullable MessageOptions options) {
      this.file = file;
      this.port = port;
      this.encoder = options == null ? null : new QueryEncoder(options);
      this.list = new RequestList.Builder(file, options == null ? MessageOptions.PLAIN : options);
    }

    PcapQueries collect(CaptureReader capture) throws TrafficException {
      Packet packet = new Packet();
      TcpStreams streams = new TcpStreams(this::message, counts);
      while (capture.next(captured)) {
        counts.packet();
        switch (packet.find(captured)) {
          case OTHER -> counts.passOver(PassedOver.OTHER);
          case LINK -> counts.passOver(PassedOver.LINK);
          case FRAGMENT -> counts.passOver(PassedOver.FRAGMENT);
          case CUT -> counts.passOver(PassedOver.CUT);
          case MALFORMED -> counts.passOver(PassedOver.MALFORMED);
          case UDP -> {
            if (isToPort(packet)) {
              take(captured.data, packet.payload(), packet.payloadLength(), captured.nanos, false);
            }
          }
          case TCP -> {
            // Segments without octets say nothing but how a connection is going.
            if (packet.destinationPort() == port) {
              streams.take(packet, captured.data, captured.nanos);
            } else if (packet.payloadLength() > 0) {
              isToPort(packet);
            }
          }
        }
      }
      streams.finish();
      if (list.count() == 0) {
        throw new TrafficException(file, 0, "no captured requests to port " + port + ": " + counts);
      }
      if (!timed) {
        list.dropTimes();
      }
      return new PcapQueries(list.build("captured requests to port " + port), counts);
    }

    /** Counts those that are not. */
    private boolean isToPort(Packet packet) {
      if (packet.destinationPort() == port) {
        return true;
      }
      counts.passOver(packet.sourcePort() == port ? PassedOver.RESPONSE : PassedOver.OTHER);
      return false;
    }

    private void message(byte[] data, int at, int length, long nanos) throws TrafficException {
      take(data, at, length, nanos, true);
    }

    private void take(byte[] data, int at, int length, long nanos, boolean overTcp)
        throws TrafficException {
      if (length < Header.SIZE_OCTETS) {
        counts.passOver(PassedOver.MALFORMED);
      } else if ((Header.flags(data, at) & Header.QR) != 0) {
        counts.passOver(PassedOver.RESPONSE);
      } else if (encoder == null) {
        add(data, at, length, nanos, overTcp);
      } else {
        int newLength = rebuild(encoder, data, at, length);
        if (newLength == 0) {
          counts.passOver(PassedOver.NO_QUERY);
        } else {
          add(rebuilt, 0, newLength, nanos, overTcp);
        }
      }
    }

    private void add(byte[] data, int at, int length, long nanos, boolean overTcp)
        throws TrafficException {
      timed &= captured.timed;
      list.add(captured.number, data, at, length, nanos);
      counts.taken(overTcp);
    }

    /** A new query for the question of a captured one; 0 octets if there is none. */
    private int rebuild(QueryEncoder with, byte[] data, int at, int length) {
      if (Header.opcode(Header.flags(data, at)) != Opcode.QUERY
          || Header.count(data, at, Section.QUESTION) != 1) {
        return 0;
      }
      try {
        WireReader reader = new WireReader(data, at, length);
        reader.skip(Header.SIZE_OCTETS, "header");
        Name qname = reader.readName("QNAME");
        int qtype = reader.readU16("QTYPE");
        int qclass = reader.readU16("QCLASS");
        return qclass == 1 ? with.write(0, name, 0, qname.copyTo(name, 0), qtype, rebuilt) : 0;
      } catch (WireFormatException e) {
        return 0;
      }
    }
  }
}
