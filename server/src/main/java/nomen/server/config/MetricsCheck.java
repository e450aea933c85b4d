package nomen.server.config;

import java.net.InetSocketAddress;
import java.util.List;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/** That metrics are not served where queries over TCP come in. */
final class MetricsCheck {
  private static final List<String> KEY = List.of("metrics", "listen");

  private MetricsCheck() {}

  /** Everything that is wrong. */
  static List<Finding> check(Places places, TomlTable toml, Configuration configuration) {
    InetSocketAddress listen = configuration.metrics().listen();
    TomlPosition at = toml.inputPositionOf(KEY);
    if (listen == null
        || at == null
        || listen.getPort() == 0
        || !configuration.server().listen().contains(listen)) {
      return List.of();
    }
    return List.of(
        places.finding(
            at,
            String.join(".", KEY),
            "is one of the addresses of server.listen; metrics need a port of their own"));
  }
}
