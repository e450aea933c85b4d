package nomen.server.transfer.in;

/** What a {@link RefreshMachine} is doing. */
enum RefreshPhase {
  /** Nothing, until the timer or a NOTIFY. */
  WAITING,
  /** A primary is being asked for the SOA. */
  ASKING,
  /** The zone is being transferred. */
  TRANSFERRING
}
