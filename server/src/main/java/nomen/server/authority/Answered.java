package nomen.server.authority;

/** What a response says, for those who count and limit responses. */
public enum Answered {
  /** The data that was asked for. */
  ANSWER,
  /** One alias or more, and nothing here about where they lead. */
  ALIAS,
  /** A referral. */
  REFERRAL,
  /** The name exists, without such data. */
  NODATA,
  /** The name does not exist. */
  NXDOMAIN,
  /** A DNAME makes a name of over 255 octets (RFC 6672 section 2.2). */
  NAME_TOO_LONG,
  /** Aliases beyond the limit; the answer ends before its end. */
  CHAIN_LIMIT,
  /** The zone has no data: it was not loaded. */
  NOT_LOADED
}
