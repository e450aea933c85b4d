package nomen.server.config;

import java.util.ArrayList;
import java.util.List;
import org.tomlj.TomlArray;
import org.tomlj.TomlPosition;

/** What one setting of updates alone does not show: that there is a place to keep them. */
final class UpdateCheck {
  private UpdateCheck() {}

  /** Everything that is wrong. */
  static List<Finding> check(String file, TomlArray zones, Configuration configuration) {
    List<Finding> findings = new ArrayList<>();
    for (int i = 0; i < zones.size(); i++) {
      ZoneSettings zone = configuration.zones().get(i);
      String path = "zone[" + (i + 1) + "].";
      boolean updatable = !zone.allowUpdate().isEmpty() || !zone.updateRules().isEmpty();
      String which = zone.updateRules().isEmpty() ? "allow-update" : "update-rule";
      TomlPosition at = zones.getTable(i).inputPositionOf(List.of(which));
      TomlPosition place = at == null ? zones.inputPositionOf(i) : at;
      if (updatable && configuration.server().dataDir() == null) {
        findings.add(
            finding(file, place, path + which, "needs server.data-dir to keep updates in"));
      }
      if (updatable && !zone.forwardUpdates().isEmpty()) {
        findings.add(
            finding(file, place, path + which, "has no meaning where updates are forwarded"));
      }
      boolean forwards = !zone.forwardUpdates().isEmpty();
      String key = forwards ? "forward-updates" : "allow-forward";
      TomlPosition there = zones.getTable(i).inputPositionOf(List.of(key));
      if (there != null && forwards == zone.allowForward().isEmpty()) {
        String fault =
            forwards
                ? "needs allow-forward, which says whose updates are passed on"
                : "has no meaning without forward-updates";
        findings.add(finding(file, there, path + key, fault));
      }
    }
    return findings;
  }

  private static Finding finding(String file, TomlPosition at, String key, String message) {
    return new Finding(file, at.line(), at.column(), key, message);
  }
}
