package nomen.server.storage;

import java.util.List;
import java.util.Locale;

/**
 * What is said of zones after a reload: everything, but of many zones that are as they were only
 * how many they are.
 *
 * @param named outcomes that are told one by one
 * @param unchanged how many others there are
 */
public record OutcomeSelection(List<ZoneOutcome> named, int unchanged) {
  /** Zones with nothing to say of each that are told one by one nevertheless. */
  private static final int MAX_UNCHANGED = 100;

  /** Selects from all outcomes. */
  public static OutcomeSelection of(List<ZoneOutcome> outcomes) {
    List<ZoneOutcome> telling = outcomes.stream().filter(outcome -> !outcome.isAsItWas()).toList();
    int unchanged = outcomes.size() - telling.size();
    return unchanged > MAX_UNCHANGED
        ? new OutcomeSelection(telling, unchanged)
        : new OutcomeSelection(outcomes, 0);
  }

  /** One line about the others; only if there are some. */
  public String summary() {
    return String.format(Locale.ROOT, "%,d zones are as they were", unchanged);
  }
}
