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
 * Reads the requests of a capture, with their times: UDP over IPv4 or IPv6, to one port, with a
 * header that says request. A request is sent as it was captured, but for its ID (and so a
 * signature in it is void), or as a new query for the same question. Requests over TCP are passed
 * over: they would have to be put together from segments.
 *
 * <p>Times count from the first request; one that stands behind a later one is due with that.
 */
public final class PcapQueries {
  /** Where name servers listen. */
  public static final int DEFAULT_PORT = 53;

  private final RequestList requests;
  private final Skipped skipped;

  private PcapQueries(RequestList requests, Skipped skipped) {
    this.requests = requests;
    this.skipped = skipped;
  }

  /**
   * What was passed over, in packets.
   *
   * @param other not UDP over IP, or to another port
   * @param fragments of datagrams
   * @param cut not whole in the capture
   * @param notRequests to the port, but no request: a response, or shorter than a header, or, where
   *     queries are rebuilt, something else than a query with one question
   */
  public record Skipped(long other, long fragments, long cut, long notRequests) {
    /** In words, for a person. */
    @Override
    public String toString() {
      return "%,d of other protocols or ports, %,d fragments, %,d cut, %,d no requests"
          .formatted(other, fragments, cut, notRequests);
    }
  }

  /** The requests, for as many passes as there is time for. */
  public RequestList requests() {
    return requests;
  }

  /** What was passed over. */
  public Skipped skipped() {
    return skipped;
  }

  /**
   * Reads a file.
   *
   * @param port to which requests went
   * @param options to send new queries with for the questions captured; null to send the messages
   *     as captured
   * @throws TrafficException if it cannot be read, is no capture or one of a kind that is not read,
   *     ends within a packet, or has no request or too many; with the number of the packet
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
    CaptureReader capture = new CaptureReader(file, in);
    if (!Packet.isKnown(capture.linkType())) {
      throw new TrafficException(file, 0, "link type: " + capture.linkType() + " is not read");
    }
    return new Collector(file, capture, port, options).collect();
  }

  private static final class Collector {
    private final CaptureReader capture;
    private final int port;
    private final @Nullable QueryEncoder encoder;
    private final RequestList.Builder list;
    private final byte[] name = new byte[255];
    private final byte[] rebuilt = new byte[QueryEncoder.MAX_OCTETS];
    private long other;
    private long fragments;
    private long cut;
    private long notRequests;
    private long firstNanos = -1;
    private long latestNanos;

    Collector(String file, CaptureReader capture, int port, @Nullable MessageOptions options) {
      this.capture = capture;
      this.port = port;
      this.encoder = options == null ? null : new QueryEncoder(options);
      this.list = new RequestList.Builder(file, options == null ? MessageOptions.PLAIN : options);
    }

    PcapQueries collect() throws TrafficException {
      Packet packet = new Packet(capture.linkType());
      while (capture.next()) {
        switch (packet.find(capture.data(), capture.length())) {
          case OTHER -> other++;
          case FRAGMENT -> fragments++;
          case CUT -> cut++;
          case UDP -> {
            if (packet.destinationPort() == port) {
              take(packet.payload(), packet.payloadLength());
            } else {
              other++;
            }
          }
        }
      }
      return new PcapQueries(
          list.build("captured requests to port " + port),
          new Skipped(other, fragments, cut, notRequests));
    }

    private void take(int at, int length) throws TrafficException {
      byte[] data = capture.data();
      if (length < Header.SIZE_OCTETS || (Header.flags(data, at) & Header.QR) != 0) {
        notRequests++;
        return;
      }
      if (encoder == null) {
        list.add(capture.number(), data, at, length, due());
        return;
      }
      int newLength = rebuild(encoder, data, at, length);
      if (newLength == 0) {
        notRequests++;
      } else {
        list.add(capture.number(), rebuilt, 0, newLength, due());
      }
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

    private long due() {
      if (firstNanos < 0) {
        firstNanos = capture.nanos();
      }
      latestNanos = Math.max(latestNanos, capture.nanos() - firstNanos);
      return latestNanos;
    }
  }
}
