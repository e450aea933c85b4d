package nomen.server.config;

/** Where the configuration is read again while the server runs. */
@FunctionalInterface
public interface ConfigurationSource {
  /**
   * Reads it.
   *
   * @throws ConfigurationException with everything that is wrong
   */
  Configuration read() throws ConfigurationException;
}
