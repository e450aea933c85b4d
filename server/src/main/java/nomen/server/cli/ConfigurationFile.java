package nomen.server.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import nomen.server.config.Configuration;
import nomen.server.config.ConfigurationException;
import nomen.server.config.ConfigurationReader;
import nomen.server.config.ServerSettings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The option that names the configuration: the same, with one default, for every command. */
final class ConfigurationFile {
  /** The configuration if none is named: in the current folder. */
  static final Path USUAL = Path.of("nomen.toml");

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = "The server's configuration. Default: nomen.toml in the current folder.")
  private @Nullable Path named;

  /**
   * The file.
   *
   * @throws ParameterException if none is named and the usual one is not there
   */
  Path path() {
    Path file = named;
    if (file != null) {
      return file;
    }
    if (!Files.exists(USUAL)) {
      throw new ParameterException(
          command.commandLine(),
          "there is no " + USUAL.toAbsolutePath() + ": name the configuration with -c FILE");
    }
    return USUAL;
  }

  /**
   * Reads the table of the server alone.
   *
   * @throws ConfigurationException with what is wrong in it
   */
  ServerSettings readServer() throws ConfigurationException {
    return ConfigurationReader.readServer(path());
  }

  /**
   * Reads all of it.
   *
   * @throws ConfigurationException with everything that is wrong
   */
  Configuration read() throws ConfigurationException {
    return ConfigurationReader.read(path());
  }
}
