package nomen.server.config;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.tomlj.TomlArray;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/** What one setting of updates alone does not show: that there is a place to keep them. */
final class UpdateCheck {
  private UpdateCheck() {}

  /** Everything that is wrong. */
  static List<Finding> check(String file, TomlTable toml, Configuration configuration) {
    List<Finding> findings = new ArrayList<>();
    TomlArray zones = toml.getArray("zone");
    for (int i = 0; zones != null && i < zones.size(); i++) {
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
    }
    return findings;
  }

  private static Finding finding(String file, TomlPosition at, String key, String message) {
    return new Finding(file, at.line(), at.column(), key, message);
  }

  /** What both checks found. */
  static List<Finding> join(List<Finding> some, List<Finding> others) {
    return Stream.concat(some.stream(), others.stream()).toList();
  }
}
