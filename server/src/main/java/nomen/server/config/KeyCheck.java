package nomen.server.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nomen.codec.name.Name;
import nomen.codec.tsig.TsigAlgorithm;
import org.jspecify.annotations.Nullable;
import org.tomlj.TomlArray;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/**
 * What one key alone does not show: that no two have one name, that MD5 is switched on where it is
 * used, and that the keys that access lists name exist. The last is not asked while the name of a
 * key, or a file of keys, could not be read.
 */
final class KeyCheck {
  private final Places places;
  private final TomlTable toml;
  private final Configuration configuration;
  private final List<Finding> findings = new ArrayList<>();
  private final boolean allKnown;

  /** Where each key stands. */
  private final Map<Name, String> known = new HashMap<>();

  /**
   * Checks the keys themselves.
   *
   * @param places of the text that the keys were parsed from
   * @param toml that text
   */
  KeyCheck(Places places, TomlTable toml, Configuration configuration) {
    this.places = places;
    this.toml = toml;
    this.configuration = configuration;
    allKnown = areAllKnown();
    checkKeys();
  }

  /** What is wrong with the elements {@code key:NAME} of the arrays of a zone. */
  List<Finding> check(ZonePlace zone) {
    List<Finding> found = new ArrayList<>();
    if (allKnown) {
      checkZone(zone, zone.table(), "", found);
    }
    return found;
  }

  /** What is wrong with the keys themselves. */
  List<Finding> findings() {
    return findings;
  }

  private boolean areAllKnown() {
    TomlArray files = toml.getArray(List.of("server", "key-files"));
    int listed = files == null ? 0 : files.size();
    return configuration.server().keyFiles().size() == listed
        && configuration.keys().stream().allMatch(key -> key.name() != null);
  }

  private void checkKeys() {
    TomlArray tables = toml.getArray("key");
    for (int i = 0; tables != null && i < tables.size(); i++) {
      TomlTable table = tables.getTable(i);
      String path = "key[" + (i + 1) + "]";
      TomlPosition name = position(table, "name", tables.inputPositionOf(i));
      TomlPosition algorithm = position(table, "algorithm", name);
      KeySettings key = configuration.keys().get(i);
      checkName(key, places.file(), places.line(name), name.column(), path);
      checkAlgorithm(key, places.file(), places.line(algorithm), algorithm.column(), path);
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
    if (key.name() == null) {
      return;
    }
    String first = known.putIfAbsent(key.name(), at + ":" + line);
    // Within the configuration itself the reader of the table has said so.
    if (first != null && !(at.equals(places.file()) && first.startsWith(places.file() + ":"))) {
      findings.add(
          new Finding(
              at,
              line,
              column,
              path + ".name",
              "duplicate key %s, first defined in %s"
                  .formatted(AddressText.quote(key.name().toString()), first)));
    }
  }

  private void checkAlgorithm(KeySettings key, String at, int line, int column, String path) {
    KeyAlgorithm algorithm = key.algorithm();
    if (algorithm != null
        && algorithm.algorithm() == TsigAlgorithm.HMAC_MD5
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

  private void checkZone(ZonePlace zone, TomlTable table, String prefix, List<Finding> found) {
    for (String setting : table.keySet()) {
      String path = prefix + setting;
      Object value = table.get(List.of(setting));
      if (value instanceof TomlTable members) {
        checkZone(zone, members, path + ".", found);
      } else if (value instanceof TomlArray elements) {
        checkReferences(zone, elements, path, found);
        if (setting.equals("update-rule")) {
          checkRules(zone, elements, path, found);
        }
        for (int i = 0; setting.equals("members-group") && i < elements.size(); i++) {
          checkZone(zone, elements.getTable(i), path + "[" + (i + 1) + "].", found);
        }
      }
    }
  }

  /** The condition {@code key} of update rules: a pattern must stand for at least one key. */
  private void checkRules(ZonePlace zone, TomlArray rules, String path, List<Finding> found) {
    for (int i = 0; i < rules.size(); i++) {
      if (!(rules.getTable(i).get(List.of("key")) instanceof TomlArray keys)) {
        continue;
      }
      for (int j = 0; j < keys.size(); j++) {
        Name shape = keys.get(j) instanceof String text ? nameIn(text) : null;
        if (shape == null) {
          continue;
        }
        LabelPattern pattern = new LabelPattern(shape);
        if (known.keySet().stream().noneMatch(pattern::matches)) {
          found.add(
              zone.finding(
                  keys.inputPositionOf(j),
                  path + "[" + (i + 1) + "].key[" + (j + 1) + "]",
                  "there is no key " + AddressText.quote(keys.getString(j))));
        }
      }
    }
  }

  private void checkReferences(
      ZonePlace zone, TomlArray elements, String path, List<Finding> found) {
    for (int i = 0; i < elements.size(); i++) {
      if (elements.get(i) instanceof String text) {
        for (String part : text.trim().split(" +", -1)) {
          if (part.startsWith(AclElement.KEY_PREFIX)) {
            String at = path + "[" + (i + 1) + "]";
            String name = part.substring(AclElement.KEY_PREFIX.length());
            checkReference(zone, name, elements.inputPositionOf(i), at, found);
          }
        }
      }
    }
  }

  private void checkReference(
      ZonePlace zone, String name, TomlPosition at, String path, List<Finding> found) {
    Name key = nameIn(name);
    if (key != null && !known.containsKey(key)) {
      found.add(zone.finding(at, path, "there is no key " + AddressText.quote(name)));
    }
  }

  /** Null if it is none: then there is a finding about it. */
  private static @Nullable Name nameIn(String text) {
    try {
      return Name.parse(text);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
