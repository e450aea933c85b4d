package nomen.server.transfer.out;

/** What is counted of transfers to others, since the server started. */
public enum TransferCounter {
  /** Whole zones sent because they were asked for (AXFR). */
  AXFR,
  /** Differences sent (IXFR). */
  IXFR,
  /** Whole zones sent in the place of differences that there were not, or that were longer. */
  IXFR_AS_AXFR,
  /** IXFR answered with the SOA alone: the client has the zone, or a datagram has no room. */
  IXFR_SOA_ONLY,
  /** Of the differences, those that were several and were put together. */
  CONDENSED,
  /** Of the differences, those for which the log was read from disk. */
  READ_FROM_LOG,
  /** Requests of clients that may not have the zone. */
  DENIED,
  /** Requests turned away because there were too many transfers at the time. */
  OVER_LIMIT,
  /** Transfers that ended before their end: client gone or too slow, or a damaged log. */
  BROKEN_OFF,
  /** Records sent. */
  RECORDS,
  /** Octets sent, without what TCP adds. */
  OCTETS
}
