package nomen.server.transfer.notify;

/** What happened to NOTIFY requests, and to what is known of secondaries. */
public enum NotifyEvent {
  /** One was sent for the first time. */
  SENT,
  /** One was sent again, because nobody had answered. */
  RESENT,
  /** The system did not send one; it is tried again as if it were lost. */
  SEND_FAILED,
  /** One was answered with NOERROR. */
  ANSWERED,
  /** One was answered with another RCODE, which ends it too. */
  REFUSED,
  /** A datagram came that answers nothing that is waited for. */
  IGNORED,
  /** An answer came that is not signed as it must be; the right one is waited for. */
  BAD_SIGNATURE,
  /** One was never answered, and is not sent again until the zone changes. */
  GAVE_UP,
  /** More happened at a time than is kept; what a secondary was served may have been missed. */
  OVERRUN
}
