package nomen.store.update;

import nomen.store.zone.Changeset;

/** What became of something that was to change a zone. */
public sealed interface Evaluation {
  /** The zone was changed. */
  record Changed(Changeset changeset) implements Evaluation {}

  /**
   * All is as it was asked for, and was so before: nothing is to be written.
   *
   * @param serial of the zone
   */
  record Unchanged(int serial) implements Evaluation {}

  /**
   * The zone stays as it is.
   *
   * @param rcode what the RFC has for it
   * @param errorCode the code of an extended error (RFC 8914), -1 for none
   * @param reason one line that names the place and the rule, for the requester
   */
  record Refused(int rcode, int errorCode, String reason) implements Evaluation {}
}
