package nomen.server.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nomen.codec.name.Name;
import nomen.codec.tsig.TsigAlgorithm;
import org.tomlj.TomlArray;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/**
 * What one key alone does not show: that no two have one name, that MD5 is switched on where it is
 * used, and that the keys that access lists name exist.
 */
final class KeyCheck {
  private final String file;
  private final TomlTable toml;
  private final Configuration configuration;
  private final List<Finding> findings = new ArrayList<>();

  /** Where each key stands. */
  private final Map<Name, String> places = new HashMap<>();

  private KeyCheck(String file, TomlTable toml, Configuration configuration) {
    this.file = file;
    this.toml = toml;
    this.configuration = configuration;
  }

  /** Everything that is wrong. */
  static List<Finding> check(String file, TomlTable toml, Configuration configuration) {
    KeyCheck check = new KeyCheck(file, toml, configuration);
    check.checkKeys();
    check.checkReferences();
    return check.findings;
  }

  private void checkKeys() {
    TomlArray tables = toml.getArray("key");
    for (int i = 0; tables != null && i < tables.size(); i++) {
      TomlTable table = tables.getTable(i);
      String path = "key[" + (i + 1) + "]";
      TomlPosition name = position(table, "name", tables.inputPositionOf(i));
      TomlPosition algorithm = position(table, "algorithm", name);
      KeySettings key = configuration.keys().get(i);
      checkName(key, file, name.line(), name.column(), path);
      checkAlgorithm(key, file, algorithm.line(), algorithm.column(), path);
    }
    for (KeyFile keyFile : configuration.server().keyFiles()) {
      String at = keyFile.path().toString();
      for (int i = 0; i < keyFile.keys().size(); i++) {
        KeyFile.Entry entry = keyFile.keys().get(i);
        String path = "key[" + (i + 1) + "]";
        checkName(entry.key(), at, entry.line(), entry.column(), path);
        checkAlgorithm(entry.key(), at, entry.line(), entry.column(), path);
      }
    }
  }

  private static TomlPosition position(TomlTable table, String key, TomlPosition fallback) {
    TomlPosition position = table.inputPositionOf(List.of(key));
    return position == null ? fallback : position;
  }

  private void checkName(KeySettings key, String at, int line, int column, String path) {
    String first = places.putIfAbsent(key.name(), at + ":" + line);
    if (first != null) {
      findings.add(
          new Finding(
              at,
              line,
              column,
              path + ".name",
              AddressText.quote(key.name().toString()) + " stands in " + first + " already"));
    }
  }

  private void checkAlgorithm(KeySettings key, String at, int line, int column, String path) {
    if (key.algorithm().algorithm() == TsigAlgorithm.HMAC_MD5
        && !configuration.server().allowMd5()) {
      findings.add(
          new Finding(
              at,
              line,
              column,
              path + ".algorithm",
              "hmac-md5 must not be used any more (RFC 8945 section 6); server.allow-md5 = true"
                  + " allows it"));
    }
  }

  /** Every element {@code key:NAME} of an array in a table of a zone. */
  private void checkReferences() {
    TomlArray zones = toml.getArray("zone");
    for (int i = 0; zones != null && i < zones.size(); i++) {
      checkZone(zones.getTable(i), "zone[" + (i + 1) + "].");
    }
  }

  private void checkZone(TomlTable zone, String prefix) {
    for (String setting : zone.keySet()) {
      String path = prefix + setting;
      Object value = zone.get(List.of(setting));
      if (value instanceof TomlTable members) {
        checkZone(members, path + ".");
      } else if (value instanceof TomlArray elements) {
        checkReferences(elements, path);
        if (setting.equals("update-rule")) {
          checkRules(elements, path);
        }
        for (int i = 0; setting.equals("members-group") && i < elements.size(); i++) {
          checkZone(elements.getTable(i), path + "[" + (i + 1) + "].");
        }
      }
    }
  }

  /** The condition {@code key} of update rules: a pattern must stand for at least one key. */
  private void checkRules(TomlArray rules, String path) {
    for (int i = 0; i < rules.size(); i++) {
      TomlArray keys = rules.getTable(i).getArray("key");
      for (int j = 0; keys != null && j < keys.size(); j++) {
        LabelPattern pattern = new LabelPattern(Name.parse(keys.getString(j)));
        if (places.keySet().stream().noneMatch(pattern::matches)) {
          TomlPosition at = keys.inputPositionOf(j);
          findings.add(
              new Finding(
                  file,
                  at.line(),
                  at.column(),
                  path + "[" + (i + 1) + "].key[" + (j + 1) + "]",
                  "there is no key " + AddressText.quote(keys.getString(j))));
        }
      }
    }
  }

  private void checkReferences(TomlArray elements, String path) {
    for (int i = 0; i < elements.size(); i++) {
      if (elements.get(i) instanceof String text) {
        for (String part : text.trim().split(" +", -1)) {
          if (part.startsWith(AclElement.KEY_PREFIX)) {
            String at = path + "[" + (i + 1) + "]";
            checkReference(part.substring(AclElement.KEY_PREFIX.length()), elements, i, at);
          }
        }
      }
    }
  }

  private void checkReference(String name, TomlArray elements, int index, String path) {
    if (!places.containsKey(Name.parse(name))) {
      TomlPosition at = elements.inputPositionOf(index);
      findings.add(
          new Finding(
              file, at.line(), at.column(), path, "there is no key " + AddressText.quote(name)));
    }
  }
}
