package nomen.codec.transfer;

/**
 * The taker of a transfer cannot take a record, or what it ends. The message is the rule that is
 * broken, without the place, which the interpreter adds. It has no stack trace.
 */
public final class RefusedRecordException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Makes one that names the rule. */
  public RefusedRecordException(String rule) {
    super(rule, null, false, false);
  }
}
