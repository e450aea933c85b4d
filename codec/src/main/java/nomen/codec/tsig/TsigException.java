package nomen.codec.tsig;

/** A response that is not to be believed. It has no stack trace: a peer can cause any number. */
public final class TsigException extends Exception {
  private static final long serialVersionUID = 1;

  private final int error;

  /**
   * Something is wrong with a response.
   *
   * @param error FORMERR, BADSIG, BADKEY, BADTIME or BADTRUNC of {@link nomen.codec.message.Rcode},
   *     or what else the server said
   */
  TsigException(int error, String message) {
    super(message, null, false, false);
    this.error = error;
  }

  /** FORMERR, BADSIG, BADKEY, BADTIME or BADTRUNC, or what else the server said. */
  public int error() {
    return error;
  }
}
