package nomen.server.config;

import java.util.ArrayList;
import java.util.List;

/** What one setting of updates alone does not show: that there is a place to keep them. */
final class UpdateCheck {
  private UpdateCheck() {}

  /** Everything that is wrong with a zone. */
  static List<Finding> check(ZonePlace place, ZoneSettings zone, ServerSettings server) {
    List<Finding> findings = new ArrayList<>();
    boolean updatable = !zone.allowUpdate().isEmpty() || !zone.updateRules().isEmpty();
    String which = zone.updateRules().isEmpty() ? "allow-update" : "update-rule";
    if (updatable && server.dataDir() == null) {
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
