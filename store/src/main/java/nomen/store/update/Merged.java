package nomen.store.update;

import java.util.List;

/**
 * What became of a merge.
 *
 * @param evaluation what the zone becomes
 * @param conflicts the first {@link #MAX_CONFLICTS} of them, in canonical order of their names
 * @param conflictCount how many there were in all
 */
public record Merged(Evaluation evaluation, List<Conflict> conflicts, int conflictCount) {
  /** The most conflicts that are told one by one. */
  public static final int MAX_CONFLICTS = 1000;

  /** Copies the list. */
  public Merged {
    conflicts = List.copyOf(conflicts);
  }
}
