package nomen.server.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;
import org.tomlj.TomlVersion;

/**
 * A file of keys: TOML with {@code [[key]]} tables, or BIND's {@code key} statements as {@code
 * tsig-keygen} writes them.
 *
 * @param path the file
 * @param keys what it holds, in its order
 */
public record KeyFile(Path path, List<Entry> keys) {
  /**
   * One key.
   *
   * @param line where it begins, from 1
   * @param column where it begins, from 1
   */
  public record Entry(KeySettings key, int line, int column) {}

  /** What such a file holds in TOML. */
  record Content(@Setting(key = "key", doc = "A key.") List<KeySettings> keys) {}

  /** Copies the list. */
  public KeyFile {
    keys = List.copyOf(keys);
  }

  /** Reads a file that can be read; what is wrong is told as findings about that file. */
  static KeyFile read(Path path) throws SettingException {
    String text;
    try {
      text = SettingsFile.read(path);
    } catch (IOException e) {
      throw new SettingException(path + " cannot be read: " + e.getMessage());
    }
    BindKeys bind = new BindKeys(path.toString(), text);
    return new KeyFile(path, bind.isToml() ? readToml(path, text) : bind.read());
  }

  private static List<Entry> readToml(Path path, String text) throws SettingException {
    Optional<Finding> tooDeep = TomlNesting.check(text, path.toString());
    if (tooDeep.isPresent()) {
      throw new SettingException(List.of(tooDeep.get()));
    }
    TomlParseResult toml = Toml.parse(text, TomlVersion.V1_0_0);
    if (toml.hasErrors()) {
      // Not what the parser says: it repeats the line, and that may hold a secret.
      throw new SettingException(
          toml.errors().stream()
              .map(
                  error ->
                      new Finding(
                          path.toString(),
                          error.position().line(),
                          error.position().column(),
                          "",
                          "is not TOML 1.0 from here on"))
              .toList());
    }
    TableReader reader = new TableReader(Places.of(path.toString()), new ValueTypes(path));
    Content content = reader.read(toml, Content.class, "", TomlPosition.positionAt(1, 1));
    if (!reader.findings().isEmpty()) {
      throw new SettingException(reader.findings());
    }
    List<Entry> entries = new ArrayList<>();
    TomlArray tables = toml.getArray("key");
    for (int i = 0; tables != null && i < tables.size(); i++) {
      TomlTable table = tables.getTable(i);
      TomlPosition place = table.inputPositionOf("name");
      TomlPosition known = place == null ? tables.inputPositionOf(i) : place;
      entries.add(new Entry(content.keys().get(i), known.line(), known.column()));
    }
    return entries;
  }
}
