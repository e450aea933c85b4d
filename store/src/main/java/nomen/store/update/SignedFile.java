package nomen.store.update;

import java.util.List;
import nomen.codec.edns.ErrorCode;
import nomen.codec.message.Rcode;
import nomen.codec.rr.RRTypes;
import nomen.codec.rr.ResourceRecord;
import nomen.codec.rr.Serial;
import nomen.store.zone.Changeset;
import nomen.store.zone.ZoneDifference;
import nomen.store.zone.ZoneEditor;
import nomen.store.zone.ZoneSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * Puts a zone file that was signed elsewhere in the place of a zone, as a whole: merged with
 * anything else its signatures would be wrong. So its serial must be newer than the zone's, and
 * what updates did since the file before must be in it, unless the file wins.
 *
 * <p>The differences are made at once, so make this on a thread that may take its time.
 * Thread-safe.
 */
public final class SignedFile {
  private final ZoneSnapshot now;
  private final Changeset difference;
  private final @Nullable String fault;

  /**
   * A replacement.
   *
   * @param base the file as it was taken in last
   * @param now the zone, to which the difference is made
   * @param file the file now, for which {@link #isSigned} is true
   * @param fileWins whether what updates did may be lost
   */
  public SignedFile(ZoneSnapshot base, ZoneSnapshot now, ZoneSnapshot file, boolean fileWins) {
    this.now = now;
    difference = ZoneDifference.between(now, file);
    fault = fault(base, now, file, fileWins, difference);
  }

  /** Whether a zone has keys, and signatures of them or of its SOA. */
  public static boolean isSigned(ZoneSnapshot zone) {
    return new ZoneDraft(zone.edit()).isSigned();
  }

  private static @Nullable String fault(
      ZoneSnapshot base,
      ZoneSnapshot now,
      ZoneSnapshot file,
      boolean fileWins,
      Changeset difference) {
    boolean same = difference.removed().isEmpty() && difference.added().isEmpty();
    if (!same && !Serial.isNewer((int) file.serial(), (int) now.serial())) {
      return "the file is signed with the serial %d, which is not newer than the zone's, %d: sign it"
              .formatted(file.serial(), now.serial())
          + " with a newer one";
    }
    if (same || fileWins) {
      return null;
    }
    Changeset updates = ZoneDifference.between(base, now);
    ResourceRecord lost = firstIn(updates.added(), difference.removed());
    ResourceRecord back = firstIn(updates.removed(), difference.added());
    if (lost == null && back == null) {
      return null;
    }
    return "the file is signed and does not have what updates did: they "
        + (lost != null ? "added " + lost : "removed " + back)
        + "; have nomen zone write put the zone into its file, and sign that";
  }

  /** The first record but SOAs that is in both; both are in canonical order of their names. */
  private static @Nullable ResourceRecord firstIn(
      List<ResourceRecord> some, List<ResourceRecord> others) {
    int from = 0;
    for (ResourceRecord record : some) {
      if (record.type().equals(RRTypes.SOA)) {
        continue;
      }
      while (from < others.size() && others.get(from).owner().compareTo(record.owner()) < 0) {
        from++;
      }
      for (int i = from; i < others.size() && others.get(i).owner().equals(record.owner()); i++) {
        if (others.get(i).rdata().equals(record.rdata())) {
          return record;
        }
      }
    }
    return null;
  }

  /** Why the file cannot take the zone's place; null if it can. */
  public @Nullable String fault() {
    return fault;
  }

  /**
   * Makes the change.
   *
   * @param editor of the zone; in any state afterwards unless it was changed
   * @param nowMillis since 1970
   */
  public Merged evaluate(ZoneEditor editor, long nowMillis) {
    ZoneDraft draft = new ZoneDraft(editor);
    if (draft.serialBefore() != (int) now.serial()) {
      String reason = "the zone has changed while its file was read; reload it again";
      return new Merged(
          new Evaluation.Refused(Rcode.SERVFAIL, ErrorCode.OTHER, reason), List.of(), 0);
    }
    ThreeWayMerge merge = new ThreeWayMerge(draft, "the file", now, null, true);
    merge.run(difference);
    return merge.result(draft.finish(SerialPolicy.INCREMENT, nowMillis));
  }
}
