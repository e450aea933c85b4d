package nomen.conformance.subject;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** BIND as an authoritative server only. */
final class BindSubject {
  private BindSubject() {}

  static Subject start(Serving serving) throws IOException {
    int port = PeerProcess.freePort();
    StringBuilder config = new StringBuilder();
    config.append(
        """
        options {
          directory "%1$s";
          listen-on port %2$d { 127.0.0.1; };
          listen-on-v6 port %2$d { ::1; };
          pid-file "%1$s/named.pid";
          session-keyfile "%1$s/session.key";
          recursion no;
          notify no;
          minimal-responses %5$s;
          minimal-any yes;
          dnssec-validation no;
          check-integrity no;
          check-names primary ignore;
          server-id "%3$s";
          max-udp-size %4$d;
          empty-zones-enable no;
        };
        controls { };
        """
            .formatted(
                serving.folder(),
                port,
                SubjectKind.NSID,
                serving.payloadOctets(),
                serving.minimal() ? "yes" : "no-auth"));
    for (ServedKey key : serving.keys()) {
      config.append(
          "key \"%s\" { algorithm %s; secret \"%s\"; };\n"
              .formatted(key.name(), key.algorithm(), key.secret()));
    }
    for (Path keys : serving.keyFiles()) {
      config.append("include \"%s\";\n".formatted(keys));
    }
    for (ServedZone zone : serving.zones()) {
      StringBuilder updaters = new StringBuilder();
      zone.updatingNetworks().forEach(network -> updaters.append(network).append("; "));
      zone.updatingKeys().forEach(key -> updaters.append("key \"%s\"; ".formatted(key)));
      String transferees =
          zone.isClosed() ? "none; " : updaters.isEmpty() ? "127.0.0.0/8; " : updaters.toString();
      config.append(
          "zone \"%s\" { type primary; file \"%s\"; allow-update { %s}; allow-transfer { %s}; };\n"
              .formatted(
                  zone.origin(),
                  zone.file(),
                  updaters.isEmpty() ? "none; " : updaters,
                  transferees));
    }
    Path file = Files.writeString(serving.folder().resolve("named.conf"), config);
    List<String> command = List.of(Programs.path("named"), "-g", "-n", "1", "-c", file.toString());
    return PeerProcess.start(command, port, serving);
  }
}
