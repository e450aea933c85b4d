package nomen.conformance.subject;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Knot with cookies and an NSID. */
final class KnotSubject {
  private KnotSubject() {}

  static Subject start(Serving serving) throws IOException {
    if (!serving.keyFiles().isEmpty()) {
      throw new IOException("Knot reads no keys in the format of BIND");
    }
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
        template:
          - id: default
            global-module: mod-cookies/default
            zonefile-sync: -1
            zonefile-load: whole
            journal-content: none
            semantic-checks: off
        """
            .formatted(serving.folder(), port, SubjectKind.NSID, serving.payloadOctets()));
    appendKeys(config, serving.keys());
    config.append("acl:\n  - id: transfers\n    address: 127.0.0.0/8\n    action: transfer\n");
    boolean updates = appendUpdaters(config, serving.zones());
    boolean signedQueries = !updates && !serving.keys().isEmpty();
    if (signedQueries) {
      appendQueriers(config, serving.keys());
    }
    config.append("zone:\n");
    for (ServedZone zone : serving.zones()) {
      config.append("  - domain: \"%s\"\n    file: \"%s\"\n".formatted(zone.origin(), zone.file()));
      if (!zone.updaters().isEmpty()) {
        config.append("    journal-content: changes\n");
        config.append("    acl: [ %s ]\n".formatted(String.join(", ", rules(zone))));
      } else if (!zone.isClosed()) {
        config.append("    acl: [ transfers%s ]\n".formatted(signedQueries ? ", queries" : ""));
      }
    }
    Path file = Files.writeString(serving.folder().resolve("knot.conf"), config);
    List<String> command = List.of(Programs.path("knotd"), "-c", file.toString());
    return PeerProcess.start(command, port, serving);
  }

  private static void appendKeys(StringBuilder config, List<ServedKey> keys) {
    config.append(keys.isEmpty() ? "" : "key:\n");
    for (ServedKey key : keys) {
      config.append(
          "  - id: \"%s\"\n    algorithm: %s\n    secret: \"%s\"\n"
              .formatted(key.name(), key.algorithm(), key.secret()));
    }
  }

  /** One rule for each network and key: the conditions of one rule must all be met. */
  private static boolean appendUpdaters(StringBuilder config, List<ServedZone> zones) {
    Set<String> networks = new TreeSet<>();
    Set<String> keys = new TreeSet<>();
    for (ServedZone zone : zones) {
      networks.addAll(zone.updatingNetworks());
      keys.addAll(zone.updatingKeys());
    }
    for (String network : networks) {
      config.append(
          "  - id: \"%s\"\n    address: %s\n    action: [ update, transfer ]\n"
              .formatted(rule(network), network));
    }
    for (String key : keys) {
      config.append(
          "  - id: \"%s\"\n    key: %s\n    action: [ update, transfer ]\n"
              .formatted(rule(key), key));
    }
    return !networks.isEmpty() || !keys.isEmpty();
  }

  /** Queries are answered without a rule, but signed ones only with a rule that has the key. */
  private static void appendQueriers(StringBuilder config, List<ServedKey> keys) {
    List<String> names = keys.stream().map(key -> '"' + key.name() + '"').toList();
    config.append(
        "  - id: queries\n    key: [ %s ]\n    action: query\n"
            .formatted(String.join(", ", names)));
  }

  private static List<String> rules(ServedZone zone) {
    return Stream.concat(zone.updatingNetworks().stream(), zone.updatingKeys().stream())
        .map(who -> '"' + rule(who) + '"')
        .toList();
  }

  private static String rule(String updater) {
    return "update " + updater;
  }
}
