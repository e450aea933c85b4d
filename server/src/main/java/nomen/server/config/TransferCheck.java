package nomen.server.config;

import java.util.ArrayList;
import java.util.List;
import org.tomlj.TomlArray;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/** What one setting of a zone alone does not show: where its records come from. */
final class TransferCheck {
  private TransferCheck() {}

  /** Everything that is wrong. */
  static List<Finding> check(String file, TomlArray zones, Configuration configuration) {
    List<Finding> findings = new ArrayList<>();
    for (int i = 0; i < zones.size(); i++) {
      ZoneSettings zone = configuration.zones().get(i);
      String path = "zone[" + (i + 1) + "].";
      TomlPosition primaries = zones.getTable(i).inputPositionOf(List.of("primaries"));
      TomlPosition at = primaries == null ? zones.inputPositionOf(i) : primaries;
      if (zone.file() == null && !zone.isSecondary() && !zone.isProduced()) {
        findings.add(finding(file, at, path + "file", "is missing, and so is primaries"));
      }
      findings.addAll(checkFollow(file, zones.getTable(i), zones.inputPositionOf(i), path, zone));
      if (!zone.isSecondary()) {
        continue;
      }
      String key = path + "primaries";
      if (zone.file() != null) {
        findings.add(finding(file, at, key, "has no meaning beside file"));
      }
      if (configuration.server().dataDir() == null) {
        findings.add(finding(file, at, key, "needs server.data-dir to keep the zone in"));
      }
      if (!zone.allowUpdate().isEmpty() || !zone.updateRules().isEmpty()) {
        findings.add(
            finding(
                file,
                at,
                key,
                "a secondary takes no updates: forward-updates passes them on to its primary"));
      }
    }
    return findings;
  }

  /** Nobody can wait for more secondaries than are known by name. */
  private static List<Finding> checkFollow(
      String file, TomlTable table, TomlPosition zoneAt, String path, ZoneSettings zone) {
    List<Finding> findings = new ArrayList<>();
    long listed = zone.secondaries().stream().distinct().count();
    String rule = "is more than the %d of notify".formatted(listed);
    if (zone.follow() > listed) {
      TomlPosition at = table.inputPositionOf(List.of("follow"));
      findings.add(finding(file, at == null ? zoneAt : at, path + "follow", rule));
    }
    for (int i = 0; i < zone.updateRules().size(); i++) {
      if (zone.updateRules().get(i).follow() > listed) {
        TomlArray rules = table.getArray(List.of("update-rule"));
        TomlPosition at =
            rules == null ? null : rules.getTable(i).inputPositionOf(List.of("follow"));
        findings.add(
            finding(
                file,
                at == null ? zoneAt : at,
                path + "update-rule[" + (i + 1) + "].follow",
                rule));
      }
    }
    return findings;
  }

  private static Finding finding(String file, TomlPosition at, String key, String message) {
    return new Finding(file, at.line(), at.column(), key, message);
  }
}
