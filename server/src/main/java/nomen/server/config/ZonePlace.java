package nomen.server.config;

import java.util.List;
import org.tomlj.TomlArray;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/**
 * Where a zone's table stands, for what is to be said about it.
 *
 * @param places of the text that the table was parsed from
 * @param table what stands there
 * @param start where its header stands
 * @param index its index among the zones of the file, from 0
 */
record ZonePlace(Places places, TomlTable table, TomlPosition start, int index) {
  /** What the zone's settings are called in messages, with a final dot: {@code "zone[1]."}. */
  String prefix() {
    return "zone[" + (index + 1) + "].";
  }

  /** Whether the file has a setting of the zone. */
  boolean has(String key) {
    return table.contains(List.of(key));
  }

  /** Whether the file has a setting of the zone that is no empty array, right or wrong. */
  boolean isFilled(String key) {
    Object value = table.get(List.of(key));
    return value != null && !(value instanceof TomlArray array && array.isEmpty());
  }

  /** Where a setting of the zone stands; the header's place if it is not there. */
  TomlPosition of(String key) {
    TomlPosition position = table.inputPositionOf(List.of(key));
    return position == null ? start : position;
  }

  /** Something that is wrong with a setting of the zone. */
  Finding finding(String key, String message) {
    return finding(of(key), key, message);
  }

  /** Something that is wrong with a setting, at a place within it. */
  Finding finding(TomlPosition at, String key, String message) {
    return places.finding(at, prefix() + key, message);
  }
}
