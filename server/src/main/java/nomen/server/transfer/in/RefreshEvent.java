package nomen.server.transfer.in;

import org.jspecify.annotations.Nullable;

/** What a {@link RefreshMachine} is told. */
sealed interface RefreshEvent {
  /**
   * The server begins to keep the zone.
   *
   * @param held what is here of it already, null for nothing
   * @param delayMillis how long to wait before a primary is asked first, so that not all zones ask
   *     at once
   */
  record Started(@Nullable Held held, long delayMillis) implements RefreshEvent {}

  /**
   * A zone that is here already.
   *
   * @param lastSuccessMillis when a primary said last that it is current; {@link
   *     SecondaryStatus#NEVER} if nobody knows: it counts as now
   */
  record Held(int serial, SoaTimers timers, long lastSuccessMillis) {}

  /** The time of {@link RefreshAction.SetTimer} has come. */
  record TimerFired() implements RefreshEvent {}

  /**
   * A primary says that the zone has changed (RFC 1996).
   *
   * @param primary its index
   * @param serial the zone's there, unsigned; -1 if it does not say
   */
  record Notified(int primary, long serial) implements RefreshEvent {}

  /** The primary that was asked has this serial. */
  record SoaAnswered(int serial) implements RefreshEvent {}

  /** The primary that was asked gave no answer that is any good. */
  record SoaFailed(FailurePlace place, String reason) implements RefreshEvent {}

  /** The zone was transferred, is durable and served. */
  record Transferred(int serial, SoaTimers timers) implements RefreshEvent {}

  /** The primary had nothing newer to transfer, but this serial. */
  record UpToDate(int serial) implements RefreshEvent {}

  /** Nothing came of the transfer. */
  record TransferFailed(FailurePlace place, String reason) implements RefreshEvent {}

  /** An operator wants the primaries asked now. */
  record RefreshAsked() implements RefreshEvent {}

  /** An operator wants the whole zone transferred now, whatever its serial is. */
  record RetransferAsked() implements RefreshEvent {}
}
