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
import nomen.codec.name.Name;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;
import org.tomlj.TomlVersion;

/** Reads configuration files. */
public final class ConfigurationReader {
  private static final TomlArray NO_ZONES = Toml.parse("").getArrayOrEmpty("zone");

  private final Places places;
  private final TomlParseResult toml;
  private final TableReader reader;
  private final ZoneTables tables;

  private ConfigurationReader(String text, String file, ValueTypes types)
      throws ConfigurationException {
    Optional<Finding> tooDeep = TomlNesting.check(text, file);
    if (tooDeep.isPresent()) {
      throw new ConfigurationException(List.of(tooDeep.get()));
    }
    ConfigurationText rest = ConfigurationText.cut(text);
    TomlParseResult parsed = Toml.parse(rest.rest(), TomlVersion.V1_0_0);
    if (!rest.pieces().isEmpty() && parsed.contains(List.of("zone"))) {
      // There are zones of other spellings too: only all together tell what they mean.
      rest = ConfigurationText.whole(text);
      parsed = Toml.parse(text, TomlVersion.V1_0_0);
    }
    ConfigurationText cut = rest;
    toml = parsed;
    places = new Places(file, cut::lineOfRest);
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
    return read(textOf(file), file.toString(), folderOf(file));
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
    CheckedConfiguration checked =
        new ConfigurationReader(text, file, new ValueTypes(folder)).read();
    if (!checked.findings().isEmpty()) {
      throw new ConfigurationException(checked.findings());
    }
    return checked.configuration();
  }

  /**
   * Reads a file to its end, so that what is right in it can be looked at further.
   *
   * @throws ConfigurationException if it cannot be read, or is not TOML
   */
  public static CheckedConfiguration check(Path file) throws ConfigurationException {
    return new ConfigurationReader(textOf(file), file.toString(), new ValueTypes(folderOf(file)))
        .read();
  }

  /**
   * Reads the table {@code [server]} of a file, for what asks a running server: the rest of the
   * file may be wrong, key files are not read and seem to be empty.
   *
   * @throws ConfigurationException with what is wrong in that table, or if the file is not TOML
   */
  public static ServerSettings readServer(Path file) throws ConfigurationException {
    ConfigurationReader some = withoutFiles(file);
    some.refuseSyntaxErrors();
    TomlTable table = some.toml.get("server") instanceof TomlTable server ? server : Toml.parse("");
    ServerSettings settings =
        some.reader.read(table, ServerSettings.class, "server.", TomlPosition.positionAt(1, 1));
    some.refuse(some.reader.findings());
    return settings;
  }

  /**
   * Reads the table of one zone and nothing else; no file that it names is looked at.
   *
   * @return null if the file has no such zone
   * @throws ConfigurationException with what is wrong in that table, or if the file is not TOML
   */
  public static @Nullable ZoneSettings readZone(Path file, Name apex)
      throws ConfigurationException {
    ConfigurationReader some = withoutFiles(file);
    some.tables.read(apex::equals);
    some.refuseSyntaxErrors();
    for (ZoneTables.Parsed zone : some.tables.parsed()) {
      if (apex.equals(zone.settings().name())) {
        return some.whole(zone.settings(), zone.place().prefix());
      }
    }
    // Those of other spellings.
    TomlArray zones = some.toml.get("zone") instanceof TomlArray array ? array : NO_ZONES;
    for (int i = 0; i < zones.size(); i++) {
      if (zones.get(i) instanceof TomlTable table && isNamed(table, apex)) {
        String path = "zone[" + (i + 1) + "].";
        TomlPosition at = zones.inputPositionOf(i);
        some.reader.goTo(some.places);
        return some.whole(some.reader.read(table, ZoneSettings.class, path, at), path);
      }
    }
    return null;
  }

  private static ConfigurationReader withoutFiles(Path file) throws ConfigurationException {
    return new ConfigurationReader(
        textOf(file), file.toString(), ValueTypes.withoutFiles(folderOf(file)));
  }

  private static boolean isNamed(TomlTable zone, Name apex) {
    try {
      return zone.get("name") instanceof String text && Name.parse(text).equals(apex);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** The settings of a zone if nothing is wrong with them; other zones may be wrong. */
  private ZoneSettings whole(ZoneSettings zone, String prefix) throws ConfigurationException {
    refuse(reader.findings().stream().filter(finding -> finding.key().startsWith(prefix)).toList());
    return zone;
  }

  private CheckedConfiguration read() throws ConfigurationException {
    Configuration rest =
        toml.hasErrors()
            ? null
            : reader.read(toml, Configuration.class, "", TomlPosition.positionAt(1, 1));
    tables.read(_ -> true);
    refuseSyntaxErrors();
    if (rest == null) {
      throw new AssertionError("no configuration, and no syntax error");
    }
    Configuration configuration = tables.zones().isEmpty() ? rest : rest.withZones(tables.zones());
    List<Finding> findings = new ArrayList<>(reader.findings());
    if (reader.isAligned()) {
      findings.addAll(checkTogether(configuration));
    }
    return new CheckedConfiguration(places, toml, configuration, inOrder(findings));
  }

  private void refuseSyntaxErrors() throws ConfigurationException {
    List<Finding> errors = new ArrayList<>(tables.syntaxErrors());
    toml.errors()
        .forEach(
            error ->
                errors.add(
                    places.finding(error.position(), "", String.valueOf(error.getMessage()))));
    refuse(errors);
  }

  private void refuse(List<Finding> findings) throws ConfigurationException {
    if (!findings.isEmpty()) {
      throw new ConfigurationException(inOrder(findings));
    }
  }

  /** The configuration's own come first, then those of the files that it names. */
  private List<Finding> inOrder(List<Finding> findings) {
    return findings.stream()
        .sorted(
            Comparator.comparing((Finding finding) -> !finding.file().equals(places.file()))
                .thenComparing(Finding::file)
                .thenComparingInt(Finding::line)
                .thenComparingInt(Finding::column))
        .toList();
  }

  /**
   * What one setting alone does not show. It is asked of a configuration with errors too, so that
   * these do not hide others.
   */
  private List<Finding> checkTogether(Configuration configuration) {
    KeyCheck keys = new KeyCheck(places, toml, configuration);
    List<Finding> findings = new ArrayList<>(keys.findings());
    boolean hasDataDir = toml.contains(List.of("server", "data-dir"));
    ZoneChecks zones = new ZoneChecks(keys, configuration, hasDataDir);
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
    findings.addAll(MetricsCheck.check(places, toml, configuration));
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
