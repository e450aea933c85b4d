package nomen.server.transfer.in;

/** What a transfer turned out to be. */
public enum ReceivedForm {
  /** It is not known yet, or the transfer failed before it was. */
  UNKNOWN,
  /** All records of the zone. */
  WHOLE_ZONE,
  /** Differences that lead on from what is here (RFC 1995 section 4). */
  DIFFERENCES,
  /** The primary has nothing newer. */
  UP_TO_DATE,
  /** The primary's answer does not fit into UDP: the same is to be asked over TCP. */
  OVER_TCP
}
