package nomen.server.config;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tomlj.TomlArray;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/** A configuration file that was read to its end, whatever was found on the way. */
public final class CheckedConfiguration {
  private final Places places;
  private final TomlTable toml;
  private final Configuration configuration;
  private final List<Finding> findings;

  CheckedConfiguration(
      Places places, TomlTable toml, Configuration configuration, List<Finding> findings) {
    this.places = places;
    this.toml = toml;
    this.configuration = configuration;
    this.findings = List.copyOf(findings);
  }

  /**
   * What it says. Where there is a finding a setting has its default; without one it is null, also
   * where it is never null in a configuration without findings.
   */
  public Configuration configuration() {
    return configuration;
  }

  /**
   * Everything that is wrong, in the order of the file; if nothing is, the configuration is whole.
   */
  public List<Finding> findings() {
    return findings;
  }

  /** A finding about a setting of a table, or about the file if it does not have it. */
  public Finding finding(String table, String key, String message) {
    return finding(toml.inputPositionOf(List.of(table, key)), table + "." + key, message);
  }

  /**
   * A finding about an element of an array in a table.
   *
   * @param index from 0
   */
  public Finding finding(String table, String key, int index, String message) {
    TomlArray array = toml.getArray(List.of(table, key));
    boolean isThere = array != null && index < array.size();
    return finding(
        isThere ? array.inputPositionOf(index) : null,
        "%s.%s[%d]".formatted(table, key, index + 1),
        message);
  }

  private Finding finding(@Nullable TomlPosition at, String path, String message) {
    return at == null
        ? new Finding(places.file(), 0, 0, path, message)
        : places.finding(at, path, message);
  }
}
