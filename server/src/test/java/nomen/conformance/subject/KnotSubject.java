package nomen.conformance.subject;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Knot with cookies and an NSID. */
final class KnotSubject {
  private KnotSubject() {}

  static Subject start(Serving serving) throws IOException {
    int port = PeerProcess.freePort();
    StringBuilder config = new StringBuilder();
    config.append(
        """
        server:
          listen: [ 127.0.0.1@%2$d, ::1@%2$d ]
          rundir: "%1$s"
          udp-workers: 1
          tcp-workers: 1
          background-workers: 1
          nsid: "%3$s"
          udp-max-payload: %4$d
        database:
          storage: "%1$s"
        log:
          - target: stderr
            any: warning
        mod-cookies:
          - id: default
        %5$stemplate:
          - id: default
            global-module: mod-cookies/default
            zonefile-sync: -1
            zonefile-load: whole
            journal-content: none
            semantic-checks: off
        zone:
        """
            .formatted(serving.folder(), port, SubjectKind.NSID, serving.payloadOctets(), keys()));
    for (ServedZone zone : serving.zones()) {
      config.append("  - domain: \"%s\"\n    file: \"%s\"\n".formatted(zone.origin(), zone.file()));
    }
    Path file = Files.writeString(serving.folder().resolve("knot.conf"), config);
    List<String> command = List.of(Programs.path("knotd"), "-c", file.toString());
    return PeerProcess.start(command, port, serving);
  }

  private static String keys() {
    StringBuilder keys = new StringBuilder("key:\n");
    for (SharedKey key : SharedKey.all()) {
      keys.append(
          "  - id: \"%s\"\n    algorithm: %s\n    secret: \"%s\"\n"
              .formatted(key.name(), key.algorithm(), key.secret()));
    }
    return keys.toString();
  }
}
