package nomen.loadtest.traffic.capture;

/**
 * Finds the payload of a packet over UDP or TCP: link header, IPv4 or IPv6, UDP or TCP. Nothing is
 * changed, and nothing is allocated.
 */
final class Packet {
  /** What a packet is, or why its payload is not taken. */
  enum Finding {
    /** A whole UDP datagram. */
    UDP,
    /** A whole TCP segment. */
    TCP,
    /** A link header that is not read. */
    LINK,
    /** Something else than UDP or TCP over IP. */
    OTHER,
    /** A fragment of a datagram. */
    FRAGMENT,
    /** A packet that was captured in part. */
    CUT,
    /** Headers and lengths that contradict each other. */
    MALFORMED
  }

  private static final int UDP = 17;
  private static final int UDP_OCTETS = 8;
  private static final int TCP = 6;
  private static final int TCP_OCTETS = 20;

  private static final int HOP_BY_HOP = 0;
  private static final int ROUTING = 43;
  private static final int FRAGMENT = 44;
  private static final int AUTHENTICATION = 51;
  private static final int DESTINATION = 60;
  private static final int MOBILITY = 135;
  private static final int HOST_IDENTITY = 139;
  private static final int SHIM6 = 140;

  /** The most headers between those of IP and of UDP or TCP. */
  static final int MAX_EXTENSIONS = 8;

  private byte[] data = {};
  private int end;
  private boolean cut;
  private int addresses;
  private int addressOctets;
  private int transport;
  private int payload;
  private int payloadLength;

  Packet() {}

  /** Looks at a packet; what is found stays valid as long as its octets do. */
  Finding find(CapturedPacket packet) {
    data = packet.data;
    end = packet.length;
    cut = packet.cut;
    if (!LinkHeader.isKnown(packet.linkType)) {
      return Finding.LINK;
    }
    int at = LinkHeader.skip(packet.linkType, data, end);
    if (at == LinkHeader.CUT || at >= end) {
      return beyondEnd();
    }
    if (at == LinkHeader.NO_INTERNET) {
      return Finding.OTHER;
    }
    return switch (data[at] >> 4 & 0xf) {
      case 4 -> ipv4(at);
      case 6 -> ipv6(at);
      default -> Finding.OTHER;
    };
  }

  /** Where the payload of the datagram or segment begins. */
  int payload() {
    return payload;
  }

  /** The octets of the payload. */
  int payloadLength() {
    return payloadLength;
  }

  /** The port from which it came. */
  int sourcePort() {
    return u16(transport);
  }

  /** The port to which it went. */
  int destinationPort() {
    return u16(transport + 2);
  }

  /** The sequence number of a TCP segment. */
  int sequence() {
    return u16(transport + 4) << 16 | u16(transport + 6);
  }

  /** Whether a TCP segment begins a connection. */
  boolean isSyn() {
    return (data[transport + 13] & 2) != 0;
  }

  /** Whether a TCP segment is the last of its direction. */
  boolean isFin() {
    return (data[transport + 13] & 1) != 0;
  }

  /** Whether a TCP segment breaks off its connection. */
  boolean isReset() {
    return (data[transport + 13] & 4) != 0;
  }

  /** The TCP connection that a segment belongs to, in its direction. */
  TcpStreams.Connection connection() {
    int source = addresses;
    int destination = addresses + addressOctets;
    return addressOctets == 4
        ? new TcpStreams.Connection(
            0, u32(source), 0, u32(destination), sourcePort(), destinationPort())
        : new TcpStreams.Connection(
            i64(source),
            i64(source + 8),
            i64(destination),
            i64(destination + 8),
            sourcePort(),
            destinationPort());
  }

  /** What it means that a header or payload goes over the end. */
  private Finding beyondEnd() {
    return cut ? Finding.CUT : Finding.MALFORMED;
  }

  /** RFC 791 section 3.1. */
  private Finding ipv4(int at) {
    if (at + 20 > end) {
      return beyondEnd();
    }
    int headerLength = (data[at] & 0xf) * 4;
    int total = u16(at + 2);
    // What segmentation offload has captured says 0: then all of it counts.
    if (headerLength < 20 || total != 0 && total < headerLength) {
      return Finding.MALFORMED;
    }
    int next = data[at + 9] & 0xff;
    if (next != UDP && next != TCP && next != AUTHENTICATION) {
      return Finding.OTHER;
    }
    // More fragments, or not the first.
    if ((u16(at + 6) & 0x3fff) != 0) {
      return Finding.FRAGMENT;
    }
    addresses = at + 12;
    addressOctets = 4;
    return transport(next, at + headerLength, total == 0 ? -1 : at + total);
  }

  /** RFC 8200 section 3. */
  private Finding ipv6(int at) {
    if (at + 40 > end) {
      return beyondEnd();
    }
    int length = u16(at + 4);
    addresses = at + 8;
    addressOctets = 16;
    return transport(data[at + 6] & 0xff, at + 40, length == 0 ? -1 : at + 40 + length);
  }

  /** Passes extension headers: RFC 8200 section 4, RFC 4302 section 2. */
  private Finding transport(int first, int from, int lastOrNone) {
    if (lastOrNone > end || lastOrNone < 0 && cut) {
      return beyondEnd();
    }
    int last = lastOrNone < 0 ? end : lastOrNone;
    int next = first;
    int at = from;
    for (int extensions = 0; extensions <= MAX_EXTENSIONS; extensions++) {
      switch (next) {
        case UDP -> {
          return udp(at, last);
        }
        case TCP -> {
          return tcp(at, last);
        }
        case FRAGMENT,
            HOP_BY_HOP,
            ROUTING,
            DESTINATION,
            AUTHENTICATION,
            MOBILITY,
            HOST_IDENTITY,
            SHIM6 -> {
          if (at + 8 > last) {
            return Finding.MALFORMED;
          }
          // One that is the first and the last is no fragment (RFC 6946).
          if (next == FRAGMENT && (u16(at + 2) & 0xfff9) != 0) {
            return Finding.FRAGMENT;
          }
          int octets = extensionOctets(next, data[at + 1] & 0xff);
          next = data[at] & 0xff;
          at += octets;
        }
        default -> {
          return Finding.OTHER;
        }
      }
    }
    return Finding.OTHER;
  }

  private static int extensionOctets(int header, int length) {
    return switch (header) {
      case FRAGMENT -> 8;
      case AUTHENTICATION -> (length + 2) * 4;
      default -> (length + 1) * 8;
    };
  }

  /** RFC 768. */
  private Finding udp(int at, int last) {
    if (at + UDP_OCTETS > last) {
      return Finding.MALFORMED;
    }
    int length = u16(at + 4);
    if (length < UDP_OCTETS || at + length > last) {
      return Finding.MALFORMED;
    }
    transport = at;
    payload = at + UDP_OCTETS;
    payloadLength = length - UDP_OCTETS;
    return Finding.UDP;
  }

  /** RFC 9293 section 3.1. */
  private Finding tcp(int at, int last) {
    if (at + TCP_OCTETS > last) {
      return Finding.MALFORMED;
    }
    int headerLength = (data[at + 12] >> 4 & 0xf) * 4;
    if (headerLength < TCP_OCTETS || at + headerLength > last) {
      return Finding.MALFORMED;
    }
    transport = at;
    payload = at + headerLength;
    payloadLength = last - payload;
    return Finding.TCP;
  }

  private int u16(int at) {
    return (data[at] & 0xff) << 8 | data[at + 1] & 0xff;
  }

  private long u32(int at) {
    return (long) u16(at) << 16 | u16(at + 2);
  }

  private long i64(int at) {
    return u32(at) << 32 | u32(at + 4);
  }
}
