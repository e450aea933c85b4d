package nomen.codec.edns;

/** INFO-CODEs of extended errors, as IANA numbers them ("Extended DNS Error Codes", RFC 8914). */
public final class ErrorCode {
  /** None of the others. */
  public static final int OTHER = 0;

  /** No DNSKEY algorithm of the zone is supported. */
  public static final int UNSUPPORTED_DNSKEY_ALGORITHM = 1;

  /** No DS digest type of the zone is supported. */
  public static final int UNSUPPORTED_DS_DIGEST_TYPE = 2;

  /** The answer is from the cache, past its time. */
  public static final int STALE_ANSWER = 3;

  /** The answer was made up, by policy. */
  public static final int FORGED_ANSWER = 4;

  /** Validation could not be finished. */
  public static final int DNSSEC_INDETERMINATE = 5;

  /** Validation failed. */
  public static final int DNSSEC_BOGUS = 6;

  /** No signature is valid any more. */
  public static final int SIGNATURE_EXPIRED = 7;

  /** No signature is valid yet. */
  public static final int SIGNATURE_NOT_YET_VALID = 8;

  /** A DS record matches no DNSKEY record. */
  public static final int DNSKEY_MISSING = 9;

  /** Signatures were expected and not found. */
  public static final int RRSIGS_MISSING = 10;

  /** No DNSKEY record has the zone key bit. */
  public static final int NO_ZONE_KEY_BIT_SET = 11;

  /** The proof of non-existence is missing. */
  public static final int NSEC_MISSING = 12;

  /** The failure itself was cached. */
  public static final int CACHED_ERROR = 13;

  /** The server is not ready yet. */
  public static final int NOT_READY = 14;

  /** Blocked by the operator. */
  public static final int BLOCKED = 15;

  /** Blocked by order of somebody else. */
  public static final int CENSORED = 16;

  /** Blocked as the client asked for. */
  public static final int FILTERED = 17;

  /** The client is not allowed this. */
  public static final int PROHIBITED = 18;

  /** The NXDOMAIN is from the cache, past its time. */
  public static final int STALE_NXDOMAIN_ANSWER = 19;

  /** The server is no authority for the name, and RD is off or recursion is not offered. */
  public static final int NOT_AUTHORITATIVE = 20;

  /** The operation or request is not supported. */
  public static final int NOT_SUPPORTED = 21;

  /** No authority answered. */
  public static final int NO_REACHABLE_AUTHORITY = 22;

  /** An error of the network. */
  public static final int NETWORK_ERROR = 23;

  /** The zone is configured, but its data cannot be served. */
  public static final int INVALID_DATA = 24;

  /** The signature expires before it is valid. */
  public static final int SIGNATURE_EXPIRED_BEFORE_VALID = 25;

  /** The message came early in a TLS session (RFC 9250). */
  public static final int TOO_EARLY = 26;

  /** NSEC3 with more iterations than are supported (RFC 9276). */
  public static final int UNSUPPORTED_NSEC3_ITERATIONS_VALUE = 27;

  /** Against policy, as the server that answers sees it. */
  public static final int UNABLE_TO_CONFORM_TO_POLICY = 28;

  /** The answer was synthesized. */
  public static final int SYNTHESIZED = 29;

  /** The QTYPE is not valid in a query. */
  public static final int INVALID_QUERY_TYPE = 30;

  private static final String[] PURPOSES = {
    "Other Error",
    "Unsupported DNSKEY Algorithm",
    "Unsupported DS Digest Type",
    "Stale Answer",
    "Forged Answer",
    "DNSSEC Indeterminate",
    "DNSSEC Bogus",
    "Signature Expired",
    "Signature Not Yet Valid",
    "DNSKEY Missing",
    "RRSIGs Missing",
    "No Zone Key Bit Set",
    "NSEC Missing",
    "Cached Error",
    "Not Ready",
    "Blocked",
    "Censored",
    "Filtered",
    "Prohibited",
    "Stale NXDOMAIN Answer",
    "Not Authoritative",
    "Not Supported",
    "No Reachable Authority",
    "Network Error",
    "Invalid Data",
    "Signature Expired before Valid",
    "Too Early",
    "Unsupported NSEC3 Iterations Value",
    "Unable to conform to policy",
    "Synthesized",
    "Invalid Query Type",
  };

  private ErrorCode() {}

  /** The purpose as the registry words it, or {@code INFO-CODE} and the number. */
  public static String print(int infoCode) {
    return infoCode >= 0 && infoCode < PURPOSES.length
        ? PURPOSES[infoCode]
        : "INFO-CODE" + infoCode;
  }
}
