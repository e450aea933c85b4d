package nomen.store.update;

import nomen.store.zone.Changeset;
import nomen.store.zone.ZoneDifference;
import nomen.store.zone.ZoneEditor;
import nomen.store.zone.ZoneSnapshot;

/**
 * Brings what an operator changed in a zone file into a zone that updates have changed since: a
 * three-way merge of the file as it was taken in last (base), the file now, and the zone.
 *
 * <p>Only what differs between base and file is looked at; {@link ThreeWayMerge} has the rules. The
 * serial is the file's if that is newer than the zone's (RFC 1982), else the next of the policy; a
 * file that differs in its serial only gives it to the zone if it is newer.
 *
 * <p>The difference is made at once, so make this on a thread that may take its time; {@link
 * #evaluate} takes time only for what differs. Thread-safe.
 */
public final class FileMerge {
  private final ZoneSnapshot base;
  private final ZoneSnapshot file;
  private final boolean fileWins;
  private final Changeset difference;

  /**
   * A merge.
   *
   * @param base the file as it was taken in last
   * @param file the file now
   * @param fileWins whether a conflict is decided for the file; else the zone keeps what it has
   * @throws IllegalArgumentException if these are not states of one zone
   */
  public FileMerge(ZoneSnapshot base, ZoneSnapshot file, boolean fileWins) {
    this.base = base;
    this.file = file;
    this.fileWins = fileWins;
    difference = ZoneDifference.between(base, file);
  }

  /** What the operator changed. */
  public Changeset difference() {
    return difference;
  }

  /**
   * Makes the change. {@link Evaluation.Unchanged} says that the zone has all of it already; a new
   * base must be remembered all the same.
   *
   * @param editor of the zone; in any state afterwards unless it was changed
   * @param policy gives the serial if the file's is not newer
   * @param nowMillis since 1970
   */
  public Merged evaluate(ZoneEditor editor, SerialPolicy policy, long nowMillis) {
    ZoneDraft draft = new ZoneDraft(editor);
    ThreeWayMerge merge = new ThreeWayMerge(draft, "the file", base, fileWins ? file : null, true);
    merge.run(difference);
    return merge.result(draft.finish(policy, nowMillis));
  }
}
