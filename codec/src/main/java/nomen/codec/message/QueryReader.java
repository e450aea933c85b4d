package nomen.codec.message;

import nomen.codec.edns.OptionCode;
import nomen.codec.name.Labels;

/**
 * Reads a request that {@linkplain Triage triage} let through into a {@link Query}, without making
 * an object. Nothing malformed is accepted in part, and every octet is accounted for.
 *
 * <ul>
 *   <li>QNAME is uncompressed: nothing stands before it that a pointer could point to.
 *   <li>A query (opcode QUERY) has no records but one SOA in the authority section of an IXFR
 *       request (RFC 1995 section 3), one OPT, and one TSIG or SIG at the very end. Knot and BIND
 *       skip others; NSD answers FORMERR, and so does this: no RFC gives them a meaning.
 *   <li>NOTIFY and UPDATE may have others. Here their boundaries are checked and OPT and TSIG are
 *       found; their meaning is read by {@link MessageReader}.
 *   <li>OPT is at most once, in the additional section, owned by the root (RFC 6891 section 6.1.1).
 *   <li>TSIG is the very last record (RFC 8945 section 5.1).
 *   <li>EDNS options fill OPT's RDATA exactly. A COOKIE has 8 or 16 to 40 octets (RFC 7873 section
 *       5.2.2), of several the first counts (section 5.2). What RFC 5001 section 2.1, RFC 7314
 *       section 3 and RFC 9660 section 3.2 have a request leave empty is ignored if it is not.
 * </ul>
 */
public final class QueryReader {
  /** The octets of a client cookie (RFC 7873 section 4). */
  static final int CLIENT_COOKIE_OCTETS = 8;

  private static final int MIN_SERVER_COOKIE_OCTETS = 8;
  private static final int MAX_SERVER_COOKIE_OCTETS = 32;

  /** Type, class, TTL and RDLENGTH. */
  private static final int FIXED_RECORD_OCTETS = 10;

  private static final int TYPE_SOA = 6;
  private static final int TYPE_SIG = 24;
  private static final int TYPE_OPT = 41;
  private static final int TYPE_TSIG = 250;
  private static final int TYPE_IXFR = 251;

  /** What the methods below return for octets that break a rule. */
  private static final int MALFORMED = -1;

  private QueryReader() {}

  /**
   * Reads a request.
   *
   * @param octets the array that holds it
   * @param start the offset of its first octet
   * @param length its octets, at least a header's
   * @param into takes what is found
   * @return {@link Rcode#NOERROR} if it can be answered; {@link Rcode#FORMERR}; or {@link
   *     Rcode#BADVERS} for an EDNS version other than 0, whose options are not looked at
   */
  public static int read(byte[] octets, int start, int length, Query into) {
    into.begin(octets, start);
    int end = start + length;
    int at = readQuestion(octets, start, end, into);
    if (at == MALFORMED) {
      return Rcode.FORMERR;
    }
    at = readSection(Section.ANSWER, octets, at, end, into);
    if (at == MALFORMED) {
      return Rcode.FORMERR;
    }
    at = readSection(Section.AUTHORITY, octets, at, end, into);
    if (at == MALFORMED) {
      return Rcode.FORMERR;
    }
    at = readSection(Section.ADDITIONAL, octets, at, end, into);
    if (at != end) {
      return Rcode.FORMERR;
    }
    if (into.ednsVersion != 0) {
      return Rcode.BADVERS;
    }
    // RFC 7873 section 5.4: without a question there must be a COOKIE option.
    if (!into.hasQuestion() && into.clientCookieOffset() == Query.ABSENT) {
      return Rcode.FORMERR;
    }
    return Rcode.NOERROR;
  }

  private static int readQuestion(byte[] octets, int start, int end, Query into) {
    int at = start + Header.SIZE_OCTETS;
    int questions = Header.count(octets, start, Section.QUESTION);
    if (questions == 0) {
      return into.opcode() == Opcode.QUERY ? at : MALFORMED;
    }
    if (questions > 1) {
      return MALFORMED;
    }
    int qname = at;
    int labels = 0;
    while (at < end && octets[at] != 0) {
      int label = octets[at] & 0xff;
      if (label > Labels.MAX_LABEL_OCTETS) {
        return MALFORMED;
      }
      at += label + 1;
      labels++;
      if (at - qname >= Labels.MAX_NAME_OCTETS) {
        return MALFORMED;
      }
    }
    // The final zero, QTYPE and QCLASS.
    if (end - at < 5) {
      return MALFORMED;
    }
    at++;
    into.qnameLength = at - qname;
    into.qnameLabels = labels;
    into.qtype = Header.u16(octets, at);
    into.qclass = Header.u16(octets, at + 2);
    into.questionEnd = at + 4;
    return at + 4;
  }

  /** Returns where the section ends. */
  private static int readSection(
      Section section, byte[] octets, int sectionStart, int end, Query into) {
    int at = sectionStart;
    int count = Header.count(octets, into.start(), section);
    if (section == Section.AUTHORITY && count > 0) {
      into.authorityOffset = at;
    }
    for (int left = count - 1; left >= 0; left--) {
      int owner = at;
      at = skipName(octets, into.start(), at, end);
      if (at == MALFORMED || end - at < FIXED_RECORD_OCTETS) {
        return MALFORMED;
      }
      int rdata = at + FIXED_RECORD_OCTETS;
      int rdataLength = Header.u16(octets, at + 8);
      if (end - rdata < rdataLength) {
        return MALFORMED;
      }
      boolean last = section == Section.ADDITIONAL && left == 0;
      int type = Header.u16(octets, at);
      boolean good =
          switch (type) {
            case TYPE_OPT ->
                section == Section.ADDITIONAL
                    && octets[owner] == 0
                    && readOpt(octets, at, rdata, rdata + rdataLength, into);
            case TYPE_TSIG -> {
              into.tsigOffset = last ? owner : Query.ABSENT;
              yield last;
            }
            case TYPE_SIG -> last || into.opcode() != Opcode.QUERY;
            case TYPE_SOA ->
                into.opcode() != Opcode.QUERY
                    || section == Section.AUTHORITY && into.qtype == TYPE_IXFR;
            default -> into.opcode() != Opcode.QUERY;
          };
      if (!good) {
        return MALFORMED;
      }
      at = rdata + rdataLength;
    }
    return at;
  }

  /** Returns where the name ends. Whether a pointer leads to a name is for who reads the record. */
  private static int skipName(byte[] octets, int start, int nameStart, int end) {
    int at = nameStart;
    while (at < end) {
      int label = octets[at] & 0xff;
      if (label == 0) {
        return at + 1;
      }
      if (label >= 0xc0) {
        boolean backwards = end - at >= 2 && start + (Header.u16(octets, at) & 0x3fff) < nameStart;
        return backwards ? at + 2 : MALFORMED;
      }
      if (label > Labels.MAX_LABEL_OCTETS) {
        return MALFORMED;
      }
      at += label + 1;
      if (at - nameStart >= Labels.MAX_NAME_OCTETS) {
        return MALFORMED;
      }
    }
    return MALFORMED;
  }

  /**
   * Reads an OPT record (RFC 6891 section 6.1.2): the class field is the payload size; the TTL
   * field is the extended RCODE, the version and 16 flags.
   */
  private static boolean readOpt(byte[] octets, int fixed, int rdata, int end, Query into) {
    if (into.edns) {
      return false;
    }
    into.edns = true;
    into.ednsPayload = Header.u16(octets, fixed + 2);
    into.ednsVersion = octets[fixed + 5] & 0xff;
    into.ednsFlags = Header.u16(octets, fixed + 6);
    if (into.ednsVersion != 0) {
      return true;
    }
    int at = rdata;
    while (at < end) {
      if (end - at < 4) {
        return false;
      }
      int code = Header.u16(octets, at);
      int length = Header.u16(octets, at + 2);
      at += 4;
      if (end - at < length || !readOption(code, at, length, into)) {
        return false;
      }
      at += length;
    }
    return true;
  }

  private static boolean readOption(int code, int at, int length, Query into) {
    if (code < Integer.SIZE) {
      into.options |= 1 << code;
    }
    return switch (code) {
      case OptionCode.COOKIE -> readCookie(at, length, into);
      // RFC 7828 section 3.1: nothing, or a timeout of 16 bits.
      case OptionCode.TCP_KEEPALIVE -> length == 0 || length == 2;
      default -> true;
    };
  }

  private static boolean readCookie(int at, int length, Query into) {
    int server = length - CLIENT_COOKIE_OCTETS;
    boolean allowed =
        server == 0 || server >= MIN_SERVER_COOKIE_OCTETS && server <= MAX_SERVER_COOKIE_OCTETS;
    if (allowed && into.cookieOffset == Query.ABSENT) {
      into.cookieOffset = at;
      into.serverCookieLength = server;
    }
    return allowed;
  }
}
