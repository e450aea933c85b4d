package nomen.server.storage;

import java.util.List;
import nomen.store.update.Evaluation;

/**
 * What became of an undoing.
 *
 * @param evaluation of the new change
 * @param conflicts what could not be undone because of later changes, one line each
 */
public record Reversal(Evaluation evaluation, List<String> conflicts) {
  /** Copies the list. */
  public Reversal {
    conflicts = List.copyOf(conflicts);
  }

  /** Nothing is undone. */
  static Reversal refused(String why) {
    return new Reversal(new Evaluation.Refused(0, -1, why), List.of());
  }
}
