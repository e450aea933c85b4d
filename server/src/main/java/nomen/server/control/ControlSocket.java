package nomen.server.control;

import java.nio.file.Path;
import java.util.Optional;
import nomen.server.config.Location;
import nomen.server.config.ServerSettings;

/** Where the control socket of a server is. */
public final class ControlSocket {
  /**
   * The longest path of a control socket. The system allows 107 octets, and while it is made it has
   * a name that is one longer.
   */
  public static final int MAX_PATH_OCTETS = 106;

  private static final String NAME = "control.sock";

  private ControlSocket() {}

  /** The socket that a configuration asks for; none without a name and a data directory. */
  public static Optional<Path> of(ServerSettings settings) {
    Location named = settings.control();
    if (named != null) {
      return Optional.of(named.path());
    }
    return Optional.ofNullable(settings.dataDir()).map(data -> in(data.path()));
  }

  /** The socket in a data directory. */
  public static Path in(Path dataDirectory) {
    return dataDirectory.resolve(NAME);
  }
}
