package nomen.server.config;

import java.util.ArrayList;
import java.util.List;
import org.tomlj.TomlArray;
import org.tomlj.TomlPosition;

/** What one setting of a zone alone does not show: where its records come from. */
final class TransferCheck {
  private TransferCheck() {}

  /** Everything that is wrong with a zone. */
  static List<Finding> check(ZonePlace place, ZoneSettings zone, ServerSettings server) {
    List<Finding> findings = new ArrayList<>();
    TomlPosition at = place.of("primaries");
    if (zone.file() == null && !zone.isSecondary() && !zone.isProduced()) {
      findings.add(place.finding(at, "file", "is missing, and so is primaries"));
    }
    checkFollow(place, zone, findings);
    if (!zone.isSecondary()) {
      return findings;
    }
    if (zone.file() != null) {
      findings.add(place.finding(at, "primaries", "has no meaning beside file"));
    }
    if (server.dataDir() == null) {
      findings.add(place.finding(at, "primaries", "needs server.data-dir to keep the zone in"));
    }
    if (!zone.allowUpdate().isEmpty() || !zone.updateRules().isEmpty()) {
      findings.add(
          place.finding(
              at,
              "primaries",
              "a secondary takes no updates: forward-updates passes them on to its primary"));
    }
    return findings;
  }

  /** Nobody can wait for more secondaries than are known by name. */
  private static void checkFollow(ZonePlace place, ZoneSettings zone, List<Finding> findings) {
    long listed = zone.secondaries().stream().distinct().count();
    String rule = "is more than the %d of notify";
    if (zone.follow() > listed) {
      findings.add(place.finding("follow", rule.formatted(listed)));
    }
    for (int i = 0; i < zone.updateRules().size(); i++) {
      if (zone.updateRules().get(i).follow() > listed) {
        TomlArray rules = place.table().getArray(List.of("update-rule"));
        TomlPosition at =
            rules == null ? null : rules.getTable(i).inputPositionOf(List.of("follow"));
        findings.add(
            place.finding(
                at == null ? place.start() : at,
                "update-rule[" + (i + 1) + "].follow",
                rule.formatted(listed)));
      }
    }
  }
}
