package nomen.codec.transfer;

import nomen.codec.message.Rcode;

/**
 * A transfer that cannot be taken: what came is not what RFC 5936 or RFC 1995 allow, or does not
 * fit the zone that it is for. The message names the place and the rule. It has no stack trace: it
 * says something about a peer, not about this program.
 */
public final class TransferException extends Exception {
  private static final long serialVersionUID = 1L;

  private final long message;
  private final int record;
  private final String rule;
  private final int rcode;

  /**
   * Makes one for a place.
   *
   * @param message the number of the message in the transfer, from 1; 0 if it is about none of them
   * @param record the number of the record in the message's answer section, from 1; 0 if it is
   *     about none of them
   * @param subject the record's owner name and type, as far as they are known; else empty
   * @param rule what is broken
   */
  public TransferException(long message, int record, String subject, String rule) {
    this(message, record, subject, rule, Rcode.NOERROR);
  }

  private TransferException(long message, int record, String subject, String rule, int rcode) {
    super(place(message, record, subject) + rule, null, false, false);
    this.message = message;
    this.record = record;
    this.rule = rule;
    this.rcode = rcode;
  }

  /** One for a transfer as a whole. */
  public static TransferException ofZone(String rule) {
    return new TransferException(0, 0, "", rule);
  }

  /** One for a message that says that there is no transfer. */
  static TransferException ofRcode(long message, int rcode) {
    return new TransferException(message, 0, "", "answered with " + Rcode.print(rcode), rcode);
  }

  private static String place(long message, int record, String subject) {
    if (message == 0) {
      return "";
    }
    String at = "message " + message + (record == 0 ? "" : ", record " + record);
    return at + (subject.isEmpty() ? "" : ", " + subject) + ": ";
  }

  /** The number of the message, from 1; 0 if it is about none of them. */
  public long message() {
    return message;
  }

  /** The number of the record in its message's answer section, from 1; 0 if about none. */
  public int record() {
    return record;
  }

  /** What is broken, without the place. */
  public String rule() {
    return rule;
  }

  /** The RCODE that the other side answered with; NOERROR if that is not what was wrong. */
  public int rcode() {
    return rcode;
  }
}
