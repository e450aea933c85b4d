package nomen.server.transfer.in;

/** What a {@link RefreshMachine} wants done. */
sealed interface RefreshAction {
  /** Ask a primary for the zone's SOA. The answer is one of the events with Soa in its name. */
  record AskSoa(int primary) implements RefreshAction {}

  /**
   * Have a primary transfer the zone. The answer is one of the events with Transfer in its name, or
   * {@link RefreshEvent.UpToDate}.
   *
   * @param incremental by IXFR from the serial that is here, else by AXFR
   * @param anySerial whether what comes is taken though it is not newer
   */
  record Transfer(int primary, boolean incremental, boolean anySerial) implements RefreshAction {}

  /**
   * Tell of this time when it comes, and of none that was set before.
   *
   * @param atMillis {@link Long#MAX_VALUE} for none
   */
  record SetTimer(long atMillis) implements RefreshAction {}

  /** The zone is too old to be served (RFC 1035 section 3.3.13). */
  record Expire() implements RefreshAction {}

  /** The zone is current again and can be served. */
  record Revive() implements RefreshAction {}
}
