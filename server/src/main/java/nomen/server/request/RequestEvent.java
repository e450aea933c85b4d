package nomen.server.request;

/** What {@link RequestCounters} counts beside RCODEs, opcodes and QTYPEs. */
public enum RequestEvent {
  /** Requests over UDP. */
  UDP,
  /** Requests over TCP. */
  TCP,
  /** Requests from IPv6 addresses. */
  IPV6,
  /** Requests with an OPT record (RFC 6891). */
  EDNS,
  /** Requests with the DO bit (RFC 3225). */
  DNSSEC_OK,
  /** Requests with a server cookie that was right (RFC 7873). */
  COOKIE_GOOD,
  /** Requests with a server cookie that was wrong, too old or from the future. */
  COOKIE_BAD,
  /** Requests with a client cookie alone. */
  COOKIE_NEW,
  /** Requests with a TSIG record that is right (RFC 8945). */
  TSIG_GOOD,
  /** Requests with a TSIG record that is malformed, or of a bad key, MAC or time. */
  TSIG_BAD,
  /** Responses with TC. */
  TRUNCATED,
  /** Responses from a zone with AA. */
  AUTHORITATIVE,
  /** Referrals. */
  REFERRAL,
  /** Responses that say that a name exists without data of the type (NODATA). */
  NODATA,
  /** Requests refused because no zone here encloses the QNAME. */
  OUTSIDE_ZONES,
  /**
   * Requests refused because of who asks: by {@code allow-query}, {@code allow-transfer} and {@code
   * allow-forward}, and NOTIFYs that come from no primary.
   */
  DENIED_BY_ACCESS_LIST,
  /** Updates refused by {@code allow-update} and the update rules, or because there are none. */
  DENIED_BY_UPDATE_POLICY,
  /** Updates refused because those under way take all the memory that there is for them. */
  UPDATES_OVER_MEMORY,
  /** Chains of aliases that were left unfinished at the limit. */
  CHAIN_LIMIT,
  /** Datagrams dropped because they are shorter than a header. */
  DROPPED_SHORT,
  /** Messages dropped because they are responses. */
  DROPPED_RESPONSE,
  /** Responses not sent because of the rate limit. */
  RATE_LIMIT_DROPPED,
  /** Responses sent short, with TC, because of the rate limit. */
  RATE_LIMIT_SLIPPED,
  /** Requests whose handling failed inside this server; answered with SERVFAIL. */
  INTERNAL_ERROR
}
