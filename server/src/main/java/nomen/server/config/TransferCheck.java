package nomen.server.config;

import java.util.ArrayList;
import java.util.List;
import org.tomlj.TomlArray;
import org.tomlj.TomlPosition;

/** What one setting of a zone alone does not show: where its records come from. */
final class TransferCheck {
  private TransferCheck() {}

  /**
   * Everything that is wrong with a zone, by what the table holds where it can: a value that is not
   * right is there all the same.
   */
  static List<Finding> check(ZonePlace place, ZoneSettings zone, boolean hasDataDir) {
    List<Finding> findings = new ArrayList<>();
    boolean hasFile = place.has("file");
    boolean isSecondary = place.isFilled("primaries");
    TomlPosition at = place.of("primaries");
    if (!hasFile && !isSecondary && !zone.isProduced()) {
      String name = zone.name() == null ? "" : " " + AddressText.quote(zone.name().toString());
      String key = "zone[" + (place.index() + 1) + "]" + name;
      findings.add(place.places().finding(at, key, "set either file or primaries"));
    }
    checkFollow(place, zone, findings);
    if (!isSecondary) {
      return findings;
    }
    if (hasFile) {
      findings.add(place.finding(at, "primaries", "set either file or primaries, not both"));
    }
    if (!hasDataDir) {
      findings.add(place.finding(at, "primaries", "needs server.data-dir to keep the zone in"));
    }
    if (place.isFilled("allow-update") || place.isFilled("update-rule")) {
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
    if (place.table().get(List.of("notify")) instanceof TomlArray all
        && all.size() != zone.secondaries().size()) {
      // One of them could not be read, and there is a finding about it.
      return;
    }
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
