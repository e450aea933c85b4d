package nomen.codec.wire;

/**
 * Octets that are not what the wire format allows. The message names the field and the rule; {@link
 * #offset()} names the place.
 *
 * <p>It has no stack trace: it says something about a peer's octets, not about this program, and a
 * peer can cause any number of them.
 */
public final class WireFormatException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int offset;

  /**
   * Makes one for a place.
   *
   * @param offset the octet's offset in the array that was read
   * @param rule the field and the rule that it breaks
   */
  public WireFormatException(int offset, String rule) {
    super(rule, null, false, false);
    this.offset = offset;
  }

  /** The offset, in the array that was read, at which the rule was broken. */
  public int offset() {
    return offset;
  }

  /** The field and the rule that it breaks, without the place. */
  public String rule() {
    return String.valueOf(super.getMessage());
  }

  @Override
  public String getMessage() {
    return "octet " + offset + ": " + super.getMessage();
  }
}
