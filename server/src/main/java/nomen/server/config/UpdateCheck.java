package nomen.server.config;

import java.util.ArrayList;
import java.util.List;

/** What one setting of updates alone does not show: that there is a place to keep them. */
final class UpdateCheck {
  private UpdateCheck() {}

  /** Everything that is wrong with a zone. A value that is not right is there all the same. */
  static List<Finding> check(ZonePlace place, ZoneSettings zone, boolean hasDataDir) {
    List<Finding> findings = new ArrayList<>();
    boolean hasRules = place.isFilled("update-rule");
    boolean updatable = hasRules || place.isFilled("allow-update");
    String which = hasRules ? "update-rule" : "allow-update";
    if (updatable && !hasDataDir) {
      findings.add(place.finding(which, "needs server.data-dir to keep updates in"));
    }
    if (updatable && !zone.forwardUpdates().isEmpty()) {
      findings.add(place.finding(which, "has no meaning where updates are forwarded"));
    }
    boolean forwards = !zone.forwardUpdates().isEmpty();
    String key = forwards ? "forward-updates" : "allow-forward";
    if (place.has(key) && forwards == zone.allowForward().isEmpty()) {
      findings.add(
          place.finding(
              key,
              forwards
                  ? "needs allow-forward, which says whose updates are passed on"
                  : "has no meaning without forward-updates"));
    }
    return findings;
  }
}
