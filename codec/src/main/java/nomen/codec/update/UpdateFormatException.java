package nomen.codec.update;

/** An UPDATE that is not as RFC 2136 wants it. The message names section, record and rule. */
public final class UpdateFormatException extends Exception {
  private static final long serialVersionUID = 1;

  private final int rcode;

  /**
   * Something is wrong.
   *
   * @param rcode FORMERR, NOTAUTH or NOTZONE
   */
  public UpdateFormatException(int rcode, String message) {
    super(message);
    this.rcode = rcode;
  }

  /** The RCODE that the RFC has for it. */
  public int rcode() {
    return rcode;
  }
}
