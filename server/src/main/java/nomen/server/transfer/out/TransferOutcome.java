package nomen.server.transfer.out;

/** What is to be done with a request for a transfer. */
public sealed interface TransferOutcome {
  /**
   * The answer stands in the message that was given; it only has to be finished.
   *
   * @param sent to be run when it is sent
   */
  record Written(Runnable sent) implements TransferOutcome {}

  /** The answer comes from another thread. */
  record Deferred() implements TransferOutcome {}

  /**
   * There is no transfer.
   *
   * @param rcode what the client gets
   * @param errorCode the extended error (RFC 8914)
   * @param text one line that says more, or nothing
   */
  record Refused(int rcode, int errorCode, String text) implements TransferOutcome {}
}
