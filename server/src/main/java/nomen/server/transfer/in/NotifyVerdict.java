package nomen.server.transfer.in;

/** What is to be answered to a NOTIFY (RFC 1996). */
public enum NotifyVerdict {
  /** NOERROR: it was taken, whether or not it leads to anything. */
  TAKEN,
  /** NOTAUTH: this server does not have the zone (RFC 1996 section 3.10). */
  NOT_OUR_ZONE,
  /** REFUSED: it is not from a primary of the zone, or not signed with the primary's key. */
  NOT_A_PRIMARY
}
