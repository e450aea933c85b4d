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
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlVersion;

/** Reads configuration files. */
public final class ConfigurationReader {
  private ConfigurationReader() {}

  /**
   * Reads a file; relative paths in it start at its folder.
   *
   * @throws ConfigurationException with everything that is wrong: if the file is not TOML, its
   *     syntax errors; else every unknown key, bad value, forbidden repetition and unreadable file
   */
  public static Configuration read(Path file) throws ConfigurationException {
    String text;
    try {
      text = SettingsFile.read(file);
    } catch (IOException e) {
      throw new ConfigurationException(
          List.of(new Finding(file.toString(), 0, 0, "", whyUnreadable(e))));
    }
    Path folder = file.toAbsolutePath().getParent();
    return read(text, file.toString(), folder == null ? file.toAbsolutePath() : folder);
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
    Optional<Finding> tooDeep = TomlNesting.check(text, file);
    if (tooDeep.isPresent()) {
      throw new ConfigurationException(List.of(tooDeep.get()));
    }
    TomlParseResult toml = Toml.parse(text, TomlVersion.V1_0_0);
    if (toml.hasErrors()) {
      throw new ConfigurationException(
          toml.errors().stream()
              .map(
                  error ->
                      new Finding(
                          file,
                          error.position().line(),
                          error.position().column(),
                          "",
                          String.valueOf(error.getMessage())))
              .toList());
    }
    TableReader reader = new TableReader(file, new ValueTypes(folder));
    Configuration configuration =
        reader.read(toml, Configuration.class, "", TomlPosition.positionAt(1, 1));
    List<Finding> findings =
        configuration == null ? reader.findings() : check(file, toml, configuration);
    if (configuration == null || !findings.isEmpty()) {
      // The configuration's own come first, then those of the files that it names.
      throw new ConfigurationException(
          findings.stream()
              .sorted(
                  Comparator.comparing((Finding finding) -> !finding.file().equals(file))
                      .thenComparing(Finding::file)
                      .thenComparingInt(Finding::line)
                      .thenComparingInt(Finding::column))
              .toList());
    }
    return configuration;
  }

  /** What one setting alone does not show. */
  private static List<Finding> check(
      String file, TomlParseResult toml, Configuration configuration) {
    List<Finding> findings = new ArrayList<>(KeyCheck.check(file, toml, configuration));
    TomlArray zones = toml.getArray("zone");
    if (zones != null) {
      findings.addAll(UpdateCheck.check(file, zones, configuration));
      findings.addAll(TransferCheck.check(file, zones, configuration));
      findings.addAll(CatalogCheck.check(file, zones, configuration));
    }
    return findings;
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
