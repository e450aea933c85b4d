package nomen.codec.message;

/**
 * A view of one request where it stands in an array; {@link QueryReader} fills it, and can fill it
 * again for the next one. It holds offsets in the array, not copies: the array must not change
 * while the view is used. Not thread-safe.
 *
 * <p>After an RCODE other than NOERROR it shows what was understood before the fault, which is what
 * the response to it needs: the header always, the question if {@link #hasQuestion()}, EDNS if
 * {@link #hasEdns()}.
 */
public final class Query {
  /** No such octet. */
  static final int ABSENT = -1;

  private static final int EDNS_DO = 0x8000;

  /** RFC 6891 section 6.2.3: "Values lower than 512 MUST be treated as equal to 512". */
  private static final int MIN_UDP_PAYLOAD_OCTETS = 512;

  private static final byte[] NOTHING = new byte[Header.SIZE_OCTETS];

  private byte[] octets = NOTHING;
  private int start;
  private int flags;

  int qnameLength;
  int qnameLabels;
  int questionEnd;
  int qtype;
  int qclass;
  int authorityOffset;
  int tsigOffset;

  boolean edns;
  int ednsPayload;
  int ednsVersion;
  int ednsFlags;

  /** One bit for each option that was seen: 1 shifted by its code. */
  int options;

  int cookieOffset;
  int serverCookieLength;

  /** Forgets everything and turns to a message of at least a header. */
  void begin(byte[] newOctets, int newStart) {
    octets = newOctets;
    start = newStart;
    flags = Header.flags(newOctets, newStart);
    qnameLength = 0;
    qnameLabels = 0;
    questionEnd = newStart + Header.SIZE_OCTETS;
    qtype = 0;
    qclass = 0;
    authorityOffset = ABSENT;
    tsigOffset = ABSENT;
    edns = false;
    ednsPayload = 0;
    ednsVersion = 0;
    ednsFlags = 0;
    options = 0;
    cookieOffset = ABSENT;
    serverCookieLength = 0;
  }

  /** The array that holds the request. */
  public byte[] octets() {
    return octets;
  }

  /** Where the request's first octet stands in the array. */
  public int start() {
    return start;
  }

  /** The message ID. */
  public int id() {
    return Header.id(octets, start);
  }

  /** The 16 bits from QR to RCODE. */
  public int flags() {
    return flags;
  }

  /** The opcode: see {@link Opcode}. */
  public int opcode() {
    return Header.opcode(flags);
  }

  /** Whether recursion is desired. */
  public boolean recursionDesired() {
    return (flags & Header.RD) != 0;
  }

  /** Whether there is a question: there is none in a cookie-only query (RFC 7873 section 5.4). */
  public boolean hasQuestion() {
    return qnameLength > 0;
  }

  /** Where QNAME stands in the array, uncompressed, in the case it came in. */
  public int qnameOffset() {
    return start + Header.SIZE_OCTETS;
  }

  /** The octets of QNAME, the final zero included; 0 without question. */
  public int qnameLength() {
    return qnameLength;
  }

  /** The labels of QNAME, the root's not counted. */
  public int qnameLabels() {
    return qnameLabels;
  }

  /** The RR type that is asked for; in an UPDATE the zone's, SOA. */
  public int qtype() {
    return qtype;
  }

  /** The class that is asked for. */
  public int qclass() {
    return qclass;
  }

  /** The offset in the array behind the question, or behind the header where there is none. */
  public int questionEnd() {
    return questionEnd;
  }

  /** Where the first authority record stands in the array (IXFR's SOA, RFC 1995), or -1. */
  public int authorityOffset() {
    return authorityOffset;
  }

  /** Where the TSIG record stands in the array (RFC 8945), or -1. */
  public int tsigOffset() {
    return tsigOffset;
  }

  /** Whether there is an OPT record. A response to it has one too (RFC 6891 section 6.1.1). */
  public boolean hasEdns() {
    return edns;
  }

  /** The octets of a UDP response that the requester can take: at least 512. */
  public int udpPayloadSize() {
    return Math.max(ednsPayload, MIN_UDP_PAYLOAD_OCTETS);
  }

  /** The EDNS version: 0 is the only one that exists. */
  public int ednsVersion() {
    return ednsVersion;
  }

  /** DNSSEC OK: the requester wants RRSIG, NSEC and NSEC3 records (RFC 3225). */
  public boolean dnssecOk() {
    return (ednsFlags & EDNS_DO) != 0;
  }

  /**
   * Whether an EDNS option is there.
   *
   * @param code one of those in {@link nomen.codec.edns.OptionCode}; of others it is not known
   */
  public boolean hasOption(int code) {
    return code < Integer.SIZE && (options & 1 << code) != 0;
  }

  /** Where the eight octets of the client cookie stand in the array, or -1 without cookie. */
  public int clientCookieOffset() {
    return cookieOffset;
  }

  /**
   * Where the server cookie stands in the array; it counts if {@link #serverCookieLength()} does.
   */
  public int serverCookieOffset() {
    return cookieOffset + QueryReader.CLIENT_COOKIE_OCTETS;
  }

  /** The octets of the server cookie: 8 to 32, or 0 if the client has none yet. */
  public int serverCookieLength() {
    return serverCookieLength;
  }
}
