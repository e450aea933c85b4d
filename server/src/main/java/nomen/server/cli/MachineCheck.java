package nomen.server.cli;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import nomen.server.config.CheckedConfiguration;
import nomen.server.config.Configuration;
import nomen.server.config.Finding;
import nomen.server.config.Location;
import nomen.server.config.UdpTransport;
import nomen.server.control.ControlSocket;
import nomen.server.transport.TransportKind;
import org.jspecify.annotations.Nullable;

/**
 * What a configuration asks of this machine: its addresses, folders that can be written, a
 * transport. Nothing is made or locked, and no port of the configuration is touched.
 */
final class MachineCheck {
  private final CheckedConfiguration checked;
  private final List<Finding> findings = new ArrayList<>();

  private MachineCheck(CheckedConfiguration checked) {
    this.checked = checked;
  }

  /** What this machine does not have. */
  static List<Finding> of(CheckedConfiguration checked) {
    MachineCheck check = new MachineCheck(checked);
    Configuration configuration = checked.configuration();
    check.checkAddresses(configuration);
    check.checkFolders(configuration);
    if (configuration.udp().transport() == UdpTransport.NATIVE
        && !TransportKind.LINUX_BATCH.isAvailable()) {
      check.findings.add(
          checked.finding(
              "udp",
              "transport",
              "is \"native\", which does not work on this machine; allowed here: \"auto\" or"
                  + " \"netty\""));
    }
    return check.findings;
  }

  private void checkAddresses(Configuration configuration) {
    List<InetSocketAddress> listen = configuration.server().listen();
    for (int i = 0; i < listen.size(); i++) {
      String why = whyNotHere(listen.get(i).getAddress());
      if (why != null) {
        findings.add(checked.finding("server", "listen", i, why));
      }
    }
    InetSocketAddress metrics = configuration.metrics().listen();
    String why = metrics == null ? null : whyNotHere(metrics.getAddress());
    if (why != null) {
      findings.add(checked.finding("metrics", "listen", why));
    }
  }

  /** The system knows best what it lets a process bind; any free port tells. */
  private static @Nullable String whyNotHere(InetAddress address) {
    try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(address, 0))) {
      assert socket.isBound();
      return null;
    } catch (IOException e) {
      return "this machine cannot listen on " + address.getHostAddress() + ": " + e.getMessage();
    }
  }

  private void checkFolders(Configuration configuration) {
    Location data = configuration.server().dataDir();
    if (data != null) {
      String why = whyNotWritable(data.path());
      if (why != null) {
        findings.add(checked.finding("server", "data-dir", why));
      }
    }
    Path socket = ControlSocket.of(configuration.server()).orElse(null);
    if (socket == null) {
      return;
    }
    String key = configuration.server().control() == null ? "data-dir" : "control";
    int octets = socket.toAbsolutePath().toString().getBytes(StandardCharsets.UTF_8).length;
    if (octets > ControlSocket.MAX_PATH_OCTETS) {
      findings.add(
          checked.finding(
              "server",
              key,
              "the path of the control socket has %d octets; allowed: %d (set server.control)"
                  .formatted(octets, ControlSocket.MAX_PATH_OCTETS)));
    }
    Path folder = socket.toAbsolutePath().getParent();
    String why = key.equals("control") && folder != null ? whyNotWritable(folder) : null;
    if (why != null) {
      findings.add(checked.finding("server", key, why));
    }
  }

  /** A folder that is missing can be made if the nearest one above it can be written. */
  private static @Nullable String whyNotWritable(Path wanted) {
    Path there = wanted.toAbsolutePath();
    while (!Files.exists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    if (!Files.isDirectory(there)) {
      return there + " is not a folder";
    }
    if (Files.isWritable(there)) {
      return null;
    }
    return "%s cannot be written by user %s".formatted(there, System.getProperty("user.name"));
  }
}
