package nomen.conformance.subject;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Collectors;
import nomen.server.NameServer;
import nomen.server.StartFailedException;
import nomen.server.config.ConfigurationException;
import nomen.server.config.ConfigurationReader;
import nomen.server.transport.TransportClock;

/** This server, in the process of the tests. */
public final class NomenSubject {
  private static final long SEED = 20_260_101;

  private NomenSubject() {}

  static Subject start(Serving serving) throws IOException {
    return start(serving, "", "");
  }

  /**
   * Starts it with settings that no peer has in the same form.
   *
   * @param tables TOML that stands before the zones
   * @param zoneSettings TOML that stands in the table of each zone
   */
  public static Subject start(Serving serving, String tables, String zoneSettings)
      throws IOException {
    Path file = configuration(serving, tables, zoneSettings);
    try {
      return new Running(
          NameServer.start(
              ConfigurationReader.read(file),
              TransportClock.SYSTEM,
              new Random(SEED),
              new PrintWriter(Writer.nullWriter()),
              false));
    } catch (ConfigurationException | StartFailedException e) {
      throw new IOException(e);
    }
  }

  /**
   * Writes its configuration, with two listeners: IPv4, IPv6.
   *
   * @param tables TOML that stands before the zones
   * @param zoneSettings TOML that stands in the table of each zone
   */
  public static Path configuration(Serving serving, String tables, String zoneSettings)
      throws IOException {
    StringBuilder config = new StringBuilder();
    config.append(
        """
        [server]
        listen = ["127.0.0.1:0", "[::1]:0"]
        event-loops = 1
        nsid = "%s"
        %s
        allow-md5 = true
        [udp]
        max-payload = %d
        """
            .formatted(SubjectKind.NSID, updateSettings(serving), serving.payloadOctets()));
    config.append(tables).append('\n');
    for (ServedKey key : serving.keys()) {
      config.append(
          """
          [[key]]
          name = "%s"
          algorithm = "%s"
          secret = "%s"
          """
              .formatted(key.name(), key.algorithm(), key.secret()));
    }
    for (ServedZone zone : serving.zones()) {
      config.append(
          """
          [[zone]]
          name = "%s"
          file = "%s"
          %s
          """
              .formatted(zone.origin(), zone.file(), zoneSettings));
      if (!zone.isClosed() && !zoneSettings.contains("allow-transfer")) {
        config.append(
            "allow-transfer = [\"%s\"]\n".formatted(String.join("\", \"", zone.transferees())));
      }
      if (!zone.updaters().isEmpty()) {
        config.append(
            "allow-update = [\"%s\"]\n".formatted(String.join("\", \"", zone.updaters())));
      }
    }
    return Files.writeString(serving.folder().resolve("nomen.toml"), config);
  }

  /** A server that keeps updates needs a folder for them, and may need keys. */
  private static String updateSettings(Serving serving) {
    StringBuilder settings = new StringBuilder();
    if (serving.zones().stream().anyMatch(zone -> !zone.updaters().isEmpty())) {
      settings.append("data-dir = \"data\"\n");
    }
    if (!serving.keyFiles().isEmpty()) {
      String files =
          serving.keyFiles().stream()
              .map(file -> '"' + file.toString() + '"')
              .collect(Collectors.joining(", ", "[", "]"));
      settings.append("key-files = ").append(files).append('\n');
    }
    return settings.toString();
  }

  private record Running(NameServer server) implements Subject {
    @Override
    public InetSocketAddress address() {
      return server.addresses().get(0);
    }

    @Override
    public InetSocketAddress address6() {
      return server.addresses().get(1);
    }

    @Override
    public long faults() {
      return server.faults();
    }

    @Override
    public void close() {
      server.close();
    }
  }
}
