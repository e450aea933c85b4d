package nomen.codec.message;

/**
 * What to do with a request, decided on its header alone: one early return a rule, so that the
 * cheapest answer to a flood is found first.
 */
public enum Triage {
  /** Say nothing: it is no request, or too short to have an ID to answer to. */
  DROP,
  /** Answer NOTIMP with the header alone. */
  NOT_IMPLEMENTED,
  /** Answer FORMERR with the header alone. */
  FORMAT_ERROR,
  /** Read it: opcode QUERY, NOTIFY or UPDATE with counts that such a request may have. */
  PARSE;

  /** In a request of opcode QUERY: OPT, and TSIG or SIG(0). */
  private static final int MAX_ADDITIONAL = 2;

  /**
   * Decides on a message.
   *
   * @param start the offset of its first octet
   * @param length its octets
   */
  public static Triage of(byte[] octets, int start, int length) {
    if (length < Header.SIZE_OCTETS) {
      return DROP;
    }
    int flags = Header.flags(octets, start);
    // RFC 1035 section 4.1.1: QR says "query (0), or a response (1)". Who answers responses can be
    // made to talk with another server for ever.
    if ((flags & Header.QR) != 0) {
      return DROP;
    }
    int questions = Header.count(octets, start, Section.QUESTION);
    int answers = Header.count(octets, start, Section.ANSWER);
    int authorities = Header.count(octets, start, Section.AUTHORITY);
    int additionals = Header.count(octets, start, Section.ADDITIONAL);
    return switch (Header.opcode(flags)) {
      case Opcode.QUERY -> ofQuery(questions, answers, authorities, additionals);
      // RFC 1996 section 3.7: one question, and perhaps a hint in the answer section; the other
      // sections are ignored.
      case Opcode.NOTIFY -> questions == 1 ? PARSE : FORMAT_ERROR;
      // RFC 2136 section 3.1.1: the zone section has exactly one entry, else FORMERR. Of the other
      // sections a request may have any number of records.
      case Opcode.UPDATE -> questions == 1 ? PARSE : FORMAT_ERROR;
      // RFC 8906 section 3.1.4: "NOTIMP is the expected rcode to an unknown or unimplemented
      // opcode". IQUERY among them: RFC 3425 section 3.
      default -> NOT_IMPLEMENTED;
    };
  }

  private static Triage ofQuery(int questions, int answers, int authorities, int additionals) {
    // RFC 9619 section 4: "A DNS message with OPCODE = 0 and QDCOUNT > 1 MUST be treated as an
    // incorrectly formatted message", with FORMERR.
    if (questions > 1) {
      return FORMAT_ERROR;
    }
    // RFC 7873 section 5.4: a request for a server cookie may have no question, but then it has an
    // OPT record.
    if (questions == 0 && additionals == 0) {
      return FORMAT_ERROR;
    }
    // Only inverse queries ever had an answer section (RFC 1035 section 6.4.1).
    if (answers > 0) {
      return FORMAT_ERROR;
    }
    // RFC 1995 section 3: one SOA record, in a request for an incremental zone transfer.
    if (authorities > 1) {
      return FORMAT_ERROR;
    }
    return additionals > MAX_ADDITIONAL ? FORMAT_ERROR : PARSE;
  }
}
