package nomen.server.transfer.in;

/** What is counted of the zones that come from primaries. */
public enum SecondaryEvent {
  /** Queries for a zone's SOA, each try over UDP or TCP that was begun counted once. */
  SOA_QUERIES,
  /** Queries for a zone's SOA that got no good answer. */
  SOA_FAILURES,
  /** NOTIFY messages from primaries. */
  NOTIFY_TAKEN,
  /** NOTIFY messages that were not from a primary of the zone. */
  NOTIFY_REFUSED,
  /** Transfers by AXFR that were begun. */
  AXFR_BEGUN,
  /** Transfers by IXFR that were begun. */
  IXFR_BEGUN,
  /** Transfers that brought a zone or differences, which are served. */
  TRANSFERRED,
  /** Transfers whose answer was that there is nothing newer. */
  UP_TO_DATE,
  /** Transfers of which nothing came. */
  TRANSFER_FAILURES,
  /** Octets of the messages of transfers. */
  OCTETS,
  /** Zones that expired. */
  EXPIRED
}
