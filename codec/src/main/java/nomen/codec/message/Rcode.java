package nomen.codec.message;

/**
 * Outcomes of a request, as IANA numbers them ("DNS RCODEs"). Those up to 15 fit the header; the
 * others need an OPT record for their upper eight bits (RFC 6891 section 6.1.3), but for those that
 * only TSIG's error field carries.
 */
public final class Rcode {
  /** No error (RFC 1035). */
  public static final int NOERROR = 0;

  /** The request could not be read (RFC 1035). */
  public static final int FORMERR = 1;

  /** The server failed (RFC 1035). */
  public static final int SERVFAIL = 2;

  /** The name does not exist (RFC 1035, RFC 2308). */
  public static final int NXDOMAIN = 3;

  /** The kind of request is not implemented (RFC 1035). */
  public static final int NOTIMP = 4;

  /** Refused by policy (RFC 1035). */
  public static final int REFUSED = 5;

  /** A name exists that must not (RFC 2136), or grew too long under a DNAME (RFC 6672). */
  public static final int YXDOMAIN = 6;

  /** An RRset exists that must not (RFC 2136). */
  public static final int YXRRSET = 7;

  /** An RRset that must exist does not (RFC 2136). */
  public static final int NXRRSET = 8;

  /** Not authoritative for the zone (RFC 2136), or not authorized (RFC 8945). */
  public static final int NOTAUTH = 9;

  /** A name that is not in the zone (RFC 2136). */
  public static final int NOTZONE = 10;

  /** A DSO type that is not implemented (RFC 8490). */
  public static final int DSOTYPENI = 11;

  /** An EDNS version that is not implemented (RFC 6891). In TSIG's error field 16 is BADSIG. */
  public static final int BADVERS = 16;

  /** TSIG: a signature that does not verify (RFC 8945). */
  public static final int BADSIG = 16;

  /** TSIG: an unknown key (RFC 8945). */
  public static final int BADKEY = 17;

  /** TSIG: a time outside the window (RFC 8945). */
  public static final int BADTIME = 18;

  /** TKEY: a bad mode (RFC 2930). */
  public static final int BADMODE = 19;

  /** TKEY: a duplicate key name (RFC 2930). */
  public static final int BADNAME = 20;

  /** TKEY: an algorithm that is not supported (RFC 2930). */
  public static final int BADALG = 21;

  /** TSIG: a bad truncation of the MAC (RFC 8945). */
  public static final int BADTRUNC = 22;

  /** A server cookie that is bad or missing (RFC 7873). */
  public static final int BADCOOKIE = 23;

  /** The largest that the header and OPT together can carry. */
  public static final int MAX = 0xfff;

  private static final String[] NAMES = {
    "NOERROR",
    "FORMERR",
    "SERVFAIL",
    "NXDOMAIN",
    "NOTIMP",
    "REFUSED",
    "YXDOMAIN",
    "YXRRSET",
    "NXRRSET",
    "NOTAUTH",
    "NOTZONE",
    "DSOTYPENI",
    "RCODE12",
    "RCODE13",
    "RCODE14",
    "RCODE15",
    "BADVERS",
    "BADKEY",
    "BADTIME",
    "BADMODE",
    "BADNAME",
    "BADALG",
    "BADTRUNC",
    "BADCOOKIE",
  };

  private Rcode() {}

  /** The mnemonic of a message's RCODE, or {@code RCODE} and its number where there is none. */
  public static String print(int rcode) {
    return rcode >= 0 && rcode < NAMES.length ? NAMES[rcode] : "RCODE" + rcode;
  }
}
