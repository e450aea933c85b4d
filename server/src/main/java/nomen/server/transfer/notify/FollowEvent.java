package nomen.server.transfer.notify;

/** How the wait of an answer for secondaries ended. */
public enum FollowEvent {
  /** As many as were wanted have followed. */
  FOLLOWED,
  /** The time was over before. */
  TIMED_OUT,
  /** Too many answers waited already, so this one did not. */
  NO_ROOM
}
