package nomen.server.transfer.in;

/** What is wrong with the transfers of a {@link LyingPrimary}. */
public enum Lie {
  /** Nothing. */
  NONE,
  /** The SOA at the end is not the one at the beginning. */
  SOA_MISMATCH,
  /** A record of another zone. */
  OUTSIDE_ZONE,
  /** A record of class CH. */
  WRONG_CLASS,
  /** An A record of three octets. */
  MALFORMED_RDATA,
  /** A record of a type that no zone holds. */
  META_TYPE,
  /** The ID of another request. */
  WRONG_ID,
  /** The transfer has a serial that is older than what the SOA query was told. */
  SERIAL_BACKWARDS,
  /** Differences that are not in their order; of one, or in answer to AXFR, as SOA_MISMATCH. */
  SERIAL_ORDER,
  /** A difference removes what is not there; the whole zone, if it is asked, is well. */
  UNFIT_DIFFERENCE,
  /** A zone that no server can serve: without NS; in differences, CNAME beside other data. */
  UNSERVABLE,
  /** IXFR is answered with NOTIMP; the whole zone, if it is asked, is well. */
  NO_IXFR,
  /** Every transfer is answered with REFUSED. */
  REFUSED,
  /** Records without end. */
  ENDLESS,
  /** Messages without records, without end. */
  NO_PROGRESS,
  /** The connection ends within a message. */
  CUT_IN_MESSAGE,
  /** The connection ends behind a message, before the last one. */
  CUT_SHORT,
  /** The request is taken, and never answered. */
  SILENT
}
