package nomen.server.cli;

import java.io.IOException;
import java.util.Map;
import nomen.linux.DomainDatagram;
import nomen.linux.LinuxCalls;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the service manager how far this process is, if it asks for that (sd_notify(3)): systemd
 * starts what comes after a unit of {@code Type=notify} when the server answers, and not before.
 */
final class ServiceNotice {
  /** Set by systemd, in the environment of the process. */
  private static final String SOCKET = "NOTIFY_SOCKET";

  private final @Nullable String socket;

  private ServiceNotice(@Nullable String socket) {
    this.socket = socket;
  }

  /** To the service manager that an environment names; without one nothing is told. */
  static ServiceNotice of(Map<String, String> environment) {
    String socket = environment.get(SOCKET);
    return new ServiceNotice(
        socket == null || socket.isEmpty() || !LinuxCalls.isPlatformKnown() ? null : socket);
  }

  /** The server answers. */
  void ready() {
    tell("READY=1");
  }

  /** The server is stopping. */
  void stopping() {
    tell("STOPPING=1");
  }

  /** A service manager that cannot be told is no reason to serve nothing. */
  private void tell(String state) {
    String to = socket;
    if (to != null) {
      try {
        DomainDatagram.send(to, state);
      } catch (IOException e) {
        Logger log = LoggerFactory.getLogger(ServiceNotice.class);
        log.atWarn()
            .addKeyValue("socket", to)
            .addKeyValue("reason", e.getMessage())
            .log("service manager not told {}", state);
      }
    }
  }
}
