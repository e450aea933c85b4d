package nomen.loadtest.traffic.capture;

/**
 * Finds the UDP payload of a packet: link header, VLAN tags, IPv4 or IPv6, UDP. Nothing is changed,
 * and nothing is allocated.
 */
final class Packet {
  /** What a packet is, or why its payload is not taken. */
  enum Finding {
    /** A whole UDP datagram. */
    UDP,
    /** Something else than UDP over IP. */
    OTHER,
    /** A fragment of a datagram. */
    FRAGMENT,
    /** A packet that ends before its headers and lengths say. */
    CUT
  }

  private static final int NULL = 0;
  private static final int ETHERNET = 1;
  private static final int RAW = 101;
  private static final int RAW_OPENBSD = 12;
  private static final int RAW_BSD = 14;
  private static final int LOOP = 108;
  private static final int LINUX_COOKED = 113;
  private static final int RAW_IPV4 = 228;
  private static final int RAW_IPV6 = 229;
  private static final int LINUX_COOKED_2 = 276;

  private static final int IPV4 = 0x0800;
  private static final int IPV6 = 0x86dd;
  private static final int VLAN = 0x8100;
  private static final int SERVICE_VLAN = 0x88a8;
  private static final int OLD_SERVICE_VLAN = 0x9100;
  private static final int MAX_VLAN_TAGS = 4;

  private static final int UDP = 17;
  private static final int UDP_OCTETS = 8;
  private static final int HOP_BY_HOP = 0;
  private static final int ROUTING = 43;
  private static final int FRAGMENT = 44;
  private static final int DESTINATION = 60;
  private static final int MAX_EXTENSIONS = 8;

  private final int linkType;
  private byte[] data = {};
  private int end;
  private int payload;
  private int payloadLength;
  private int destinationPort;

  Packet(int linkType) {
    this.linkType = linkType;
  }

  /** Whether packets with this link header can be read. */
  static boolean isKnown(int linkType) {
    return switch (linkType) {
      case NULL, ETHERNET, RAW, RAW_OPENBSD, RAW_BSD, LOOP -> true;
      case LINUX_COOKED, RAW_IPV4, RAW_IPV6, LINUX_COOKED_2 -> true;
      default -> false;
    };
  }

  /** Looks at the packet that is the first octets of an array. */
  Finding find(byte[] octets, int length) {
    data = octets;
    end = length;
    return switch (linkType) {
      case ETHERNET -> etherType(12);
      case LINUX_COOKED -> etherType(14);
      // The protocol comes first, the address last, of 20 octets.
      case LINUX_COOKED_2 -> length < 20 ? Finding.CUT : protocol(u16(0), 20);
      case NULL, LOOP -> internet(4);
      default -> internet(0);
    };
  }

  /** Where the payload of the datagram begins. */
  int payload() {
    return payload;
  }

  /** The octets of the payload. */
  int payloadLength() {
    return payloadLength;
  }

  /** The port to which the datagram went. */
  int destinationPort() {
    return destinationPort;
  }

  private Finding etherType(int first) {
    int at = first;
    for (int tags = 0; tags <= MAX_VLAN_TAGS; tags++) {
      if (at + 2 > end) {
        return Finding.CUT;
      }
      int type = u16(at);
      if (type != VLAN && type != SERVICE_VLAN && type != OLD_SERVICE_VLAN) {
        return protocol(type, at + 2);
      }
      at += 4;
    }
    return Finding.OTHER;
  }

  private Finding protocol(int type, int at) {
    return switch (type) {
      case IPV4 -> ipv4(at);
      case IPV6 -> ipv6(at);
      case VLAN -> etherType(at + 2);
      default -> Finding.OTHER;
    };
  }

  /** Tells the version by the first four bits: of the loopback headers each system has its own. */
  private Finding internet(int at) {
    if (at >= end) {
      return Finding.CUT;
    }
    return switch (data[at] >> 4 & 0xf) {
      case 4 -> ipv4(at);
      case 6 -> ipv6(at);
      default -> Finding.OTHER;
    };
  }

  /** RFC 791 section 3.1. */
  private Finding ipv4(int at) {
    if (at + 20 > end) {
      return Finding.CUT;
    }
    int headerLength = (data[at] & 0xf) * 4;
    int total = u16(at + 2);
    if (data[at] >> 4 != 4 || headerLength < 20) {
      return Finding.OTHER;
    }
    if (data[at + 9] != UDP) {
      return Finding.OTHER;
    }
    // More fragments, or not the first.
    if ((u16(at + 6) & 0x3fff) != 0) {
      return Finding.FRAGMENT;
    }
    // What segmentation offload has captured says 0: then all of it counts.
    int last = total == 0 ? end : at + total;
    return last > end ? Finding.CUT : udp(at + headerLength, last);
  }

  /** RFC 8200 sections 3 and 4. */
  private Finding ipv6(int start) {
    if (start + 40 > end) {
      return Finding.CUT;
    }
    int last = start + 40 + u16(start + 4);
    if (last > end) {
      return Finding.CUT;
    }
    int next = data[start + 6] & 0xff;
    int at = start + 40;
    for (int extensions = 0; extensions <= MAX_EXTENSIONS; extensions++) {
      switch (next) {
        case UDP -> {
          return udp(at, last);
        }
        case FRAGMENT -> {
          return Finding.FRAGMENT;
        }
        case HOP_BY_HOP, ROUTING, DESTINATION -> {
          if (at + 8 > last) {
            return Finding.CUT;
          }
          next = data[at] & 0xff;
          at += 8 + (data[at + 1] & 0xff) * 8;
        }
        default -> {
          return Finding.OTHER;
        }
      }
    }
    return Finding.OTHER;
  }

  /** RFC 768. */
  private Finding udp(int at, int last) {
    if (at + UDP_OCTETS > last) {
      return Finding.CUT;
    }
    int length = u16(at + 4);
    if (length < UDP_OCTETS || at + length > last) {
      return Finding.CUT;
    }
    destinationPort = u16(at + 2);
    payload = at + UDP_OCTETS;
    payloadLength = length - UDP_OCTETS;
    return Finding.UDP;
  }

  private int u16(int at) {
    return (data[at] & 0xff) << 8 | data[at + 1] & 0xff;
  }
}
