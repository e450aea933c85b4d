package nomen.server.transfer.in;

/** Where a query to a primary, or a transfer from it, failed: it decides what is tried next. */
enum FailurePlace {
  /**
   * At this server, which lacks a socket, a thread, or a log that can be written. Another primary
   * is no help.
   */
  HERE,
  /** Before the primary was asked: it cannot be reached, or its key is not known. */
  ON_THE_WAY,
  /**
   * At the primary, which was reached and gave no good answer. After IXFR its whole zone is asked
   * for: whatever was wrong with the differences, AXFR may work.
   */
  THERE
}
