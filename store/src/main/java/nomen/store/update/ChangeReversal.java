package nomen.store.update;

import nomen.codec.edns.ErrorCode;
import nomen.codec.message.Rcode;
import nomen.store.zone.Changeset;
import nomen.store.zone.ZoneEditor;

/**
 * Undoes a change of the past by a new one, against the zone as it is now: records that it added
 * are removed if they are still there, those that it removed are added if they are absent. What
 * later changes contradict stays as they made it, and is told; {@link ThreeWayMerge} has the rules.
 * The zone gets a new serial, never an old one; so it is refused if the zone would be a signed one.
 * Thread-safe.
 */
public final class ChangeReversal {
  private static final Evaluation.Refused SIGNED =
      new Evaluation.Refused(
          Rcode.SERVFAIL,
          ErrorCode.OTHER,
          "the zone would be signed, and not by this server, and the signature of its SOA wrong:"
              + " give it a zone file that was signed as a whole");

  private final Changeset reversed;

  /** What undoes a change. */
  public ChangeReversal(Changeset change) {
    reversed = change.inverse();
  }

  /**
   * Makes the change.
   *
   * @param editor of the zone; in any state afterwards unless it was changed
   * @param policy gives the serial
   * @param nowMillis since 1970
   */
  public Merged evaluate(ZoneEditor editor, SerialPolicy policy, long nowMillis) {
    ZoneDraft draft = new ZoneDraft(editor);
    ThreeWayMerge merge = new ThreeWayMerge(draft, "the state before", null, null, false);
    merge.run(reversed);
    if (draft.isSigned() && draft.isChanged()) {
      return merge.result(SIGNED);
    }
    return merge.result(draft.finish(policy, nowMillis));
  }
}
