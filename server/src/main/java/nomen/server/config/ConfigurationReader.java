package nomen.server.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import nomen.codec.name.Name;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlVersion;

/** Reads configuration files. */
public final class ConfigurationReader {
  private final Places places;
  private final TomlParseResult toml;
  private final TableReader reader;
  private final ZoneTables tables;
  private final @Nullable Predicate<Name> wanted;

  private ConfigurationReader(
      String text,
      String file,
      Path folder,
      ConfigurationText cut,
      TomlParseResult toml,
      @Nullable Predicate<Name> wanted) {
    this.toml = toml;
    this.wanted = wanted;
    places = new Places(file, cut::lineOfRest);
    ValueTypes types = new ValueTypes(folder);
    reader = new TableReader(places, types);
    tables = new ZoneTables(file, text, cut.pieces(), reader, types);
  }

  /**
   * Reads a file; relative paths in it start at its folder.
   *
   * @throws ConfigurationException with everything that is wrong: if the file is not TOML, its
   *     syntax errors; else every unknown key, bad value, forbidden repetition and unreadable file
   */
  public static Configuration read(Path file) throws ConfigurationException {
    return read(textOf(file), file.toString(), folderOf(file), null);
  }

  /**
   * Reads what a file says of the server itself: its zones are left out, and nothing is said of
   * what is wrong with them. For commands that need to know where the server is.
   *
   * @throws ConfigurationException as {@link #read(Path)}
   */
  public static Configuration readServer(Path file) throws ConfigurationException {
    return read(textOf(file), file.toString(), folderOf(file), _ -> false);
  }

  /**
   * Reads what a file says of the server itself and of one zone. The configuration has no other
   * zones, and nothing is said of what is wrong with them.
   *
   * @throws ConfigurationException as {@link #read(Path)}
   */
  public static Configuration readZone(Path file, Name apex) throws ConfigurationException {
    return read(textOf(file), file.toString(), folderOf(file), apex::equals);
  }

  /**
   * Reads a text.
   *
   * @param text the text, in TOML 1.0
   * @param file its name in messages
   * @param folder where relative paths start
   * @throws ConfigurationException as {@link #read(Path)}
   */
  public static Configuration read(String text, String file, Path folder)
      throws ConfigurationException {
    return read(text, file, folder, null);
  }

  /**
   * Reads a text.
   *
   * @param wanted says which zones; null is all of them
   */
  private static Configuration read(
      String text, String file, Path folder, @Nullable Predicate<Name> wanted)
      throws ConfigurationException {
    Optional<Finding> tooDeep = TomlNesting.check(text, file);
    if (tooDeep.isPresent()) {
      throw new ConfigurationException(List.of(tooDeep.get()));
    }
    ConfigurationText cut = ConfigurationText.cut(text);
    TomlParseResult toml = Toml.parse(cut.rest(), TomlVersion.V1_0_0);
    if (!cut.pieces().isEmpty() && toml.contains(List.of("zone"))) {
      // There are zones of other spellings too: only all together tell what they mean.
      cut = ConfigurationText.whole(text);
      toml = Toml.parse(text, TomlVersion.V1_0_0);
    }
    return new ConfigurationReader(text, file, folder, cut, toml, wanted).read();
  }

  private Configuration read() throws ConfigurationException {
    Configuration configuration =
        toml.hasErrors()
            ? null
            : reader.read(toml, Configuration.class, "", TomlPosition.positionAt(1, 1));
    tables.read(wanted == null ? _ -> true : wanted);
    List<Finding> syntaxErrors = new ArrayList<>(tables.syntaxErrors());
    toml.errors()
        .forEach(
            error ->
                syntaxErrors.add(
                    places.finding(error.position(), "", String.valueOf(error.getMessage()))));
    refuse(syntaxErrors);
    refuse(reader.findings());
    if (configuration == null) {
      throw new AssertionError("no configuration, and nothing is wrong with it");
    }
    Configuration complete =
        tables.zones().isEmpty() ? configuration : configuration.withZones(tables.zones());
    refuse(check(complete));
    Predicate<Name> some = wanted;
    return some == null
        ? complete
        : complete.withZones(
            complete.zones().stream().filter(zone -> some.test(zone.name())).toList());
  }

  private void refuse(List<Finding> findings) throws ConfigurationException {
    if (!findings.isEmpty()) {
      // The configuration's own come first, then those of the files that it names.
      throw new ConfigurationException(
          findings.stream()
              .sorted(
                  Comparator.comparing((Finding finding) -> !finding.file().equals(places.file()))
                      .thenComparing(Finding::file)
                      .thenComparingInt(Finding::line)
                      .thenComparingInt(Finding::column))
              .toList());
    }
  }

  /** What one setting alone does not show. */
  private List<Finding> check(Configuration configuration) {
    KeyCheck keys = new KeyCheck(places, toml, configuration);
    List<Finding> findings = new ArrayList<>(keys.findings());
    ZoneChecks zones = new ZoneChecks(keys, configuration, wanted == null);
    TomlArray inRest = toml.getArrayOrEmpty("zone");
    for (int i = 0; i < inRest.size(); i++) {
      ZonePlace place = new ZonePlace(places, inRest.getTable(i), inRest.inputPositionOf(i), i);
      zones.check(place, configuration.zones().get(i));
    }
    for (ZoneTables.Parsed model : tables.parsed()) {
      if (!zones.check(model.place(), model.settings())) {
        tables.parseThoseLike(model).forEach(like -> zones.check(like.place(), like.settings()));
      }
    }
    findings.addAll(zones.findings());
    return findings;
  }

  private static String textOf(Path file) throws ConfigurationException {
    try {
      return SettingsFile.read(file);
    } catch (IOException e) {
      throw new ConfigurationException(
          List.of(new Finding(file.toString(), 0, 0, "", whyUnreadable(e))));
    }
  }

  private static Path folderOf(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    return folder == null ? file.toAbsolutePath() : folder;
  }

  private static String whyUnreadable(IOException e) {
    return switch (e) {
      case NoSuchFileException _ -> "there is no such file";
      case AccessDeniedException _ -> "the file may not be read";
      case CharacterCodingException _ -> "the file is not UTF-8 text";
      default -> "the file cannot be read: " + e.getMessage();
    };
  }
}
