package nomen.loadtest.traffic.capture;

/**
 * Finds where IP begins in a packet: behind the link header, VLAN tags (IEEE 802.1Q), MPLS labels
 * (RFC 3032) and PPPoE (RFC 2516). Numbers of link types are those of
 * draft-ietf-opsawg-pcaplinktype.
 */
final class LinkHeader {
  /** The packet ends within the header. */
  static final int CUT = -1;

  /** There is something else than IP behind the header. */
  static final int NO_INTERNET = -2;

  /** The most VLAN tags and MPLS labels that are passed. */
  static final int MAX_TAGS = 8;

  private static final int NULL = 0;
  private static final int ETHERNET = 1;
  private static final int PPP = 9;
  private static final int RAW_OPENBSD = 12;
  private static final int RAW_BSD = 14;
  private static final int PPP_HDLC = 50;
  private static final int RAW = 101;
  private static final int CISCO_HDLC = 104;
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
  private static final int MPLS = 0x8847;
  private static final int PPPOE_SESSION = 0x8864;

  private static final int PPP_ADDRESS_AND_CONTROL = 0xff03;
  private static final int PPP_IPV4 = 0x0021;
  private static final int PPP_IPV6 = 0x0057;

  private LinkHeader() {}

  /** Whether packets with this link header can be read. */
  static boolean isKnown(int linkType) {
    return switch (linkType) {
      case NULL, ETHERNET, PPP, PPP_HDLC, CISCO_HDLC, LOOP -> true;
      case RAW, RAW_OPENBSD, RAW_BSD, RAW_IPV4, RAW_IPV6 -> true;
      case LINUX_COOKED, LINUX_COOKED_2 -> true;
      default -> false;
    };
  }

  /** Where the IP header of a packet begins, or {@link #CUT}, or {@link #NO_INTERNET}. */
  static int skip(int linkType, byte[] data, int end) {
    return switch (linkType) {
      case ETHERNET -> typeAt(12, data, end);
      case LINUX_COOKED -> typeAt(14, data, end);
      // The type comes first, the address last, of 20 octets.
      case LINUX_COOKED_2 -> end < 20 ? CUT : behind(u16(data, 0), 20, data, end);
      case CISCO_HDLC -> typeAt(2, data, end);
      case PPP, PPP_HDLC -> ppp(0, data, end);
      // Of the address family each system has numbers of its own; the IP version says the same.
      case NULL, LOOP -> 4;
      default -> 0;
    };
  }

  private static int typeAt(int at, byte[] data, int end) {
    return at + 2 > end ? CUT : behind(u16(data, at), at + 2, data, end);
  }

  private static int behind(int type, int from, byte[] data, int end) {
    int next = type;
    int at = from;
    for (int tags = 0; tags <= MAX_TAGS; tags++) {
      switch (next) {
        case IPV4, IPV6 -> {
          return at;
        }
        case VLAN, SERVICE_VLAN, OLD_SERVICE_VLAN -> {
          if (at + 4 > end) {
            return CUT;
          }
          next = u16(data, at + 2);
          at += 4;
        }
        case MPLS -> {
          if (at + 4 > end) {
            return CUT;
          }
          boolean bottom = (data[at + 2] & 1) != 0;
          at += 4;
          // Nothing says what is behind the last label; IP does.
          next = bottom ? IPV4 : MPLS;
        }
        case PPPOE_SESSION -> {
          return ppp(at + 6, data, end);
        }
        default -> {
          return NO_INTERNET;
        }
      }
    }
    return NO_INTERNET;
  }

  private static int ppp(int from, byte[] data, int end) {
    int at = from;
    if (at + 2 <= end && u16(data, at) == PPP_ADDRESS_AND_CONTROL) {
      at += 2;
    }
    if (at + 2 > end) {
      return CUT;
    }
    int protocol = u16(data, at);
    return protocol == PPP_IPV4 || protocol == PPP_IPV6 ? at + 2 : NO_INTERNET;
  }

  private static int u16(byte[] data, int at) {
    return (data[at] & 0xff) << 8 | data[at + 1] & 0xff;
  }
}
