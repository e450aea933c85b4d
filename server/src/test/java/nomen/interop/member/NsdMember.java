package nomen.interop.member;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import nomen.conformance.subject.Programs;
import nomen.conformance.subject.ServedKey;

/** NSD, which takes a transfer in at once and not only once a second. */
final class NsdMember {
  private NsdMember() {}

  static List<String> configure(Path folder, Place place, List<MemberZone> zones)
      throws IOException {
    StringBuilder config = new StringBuilder();
    config.append(
        """
        server:
          ip-address: %2$s
          server-count: 1
          username: ""
          chroot: ""
          zonesdir: "%1$s"
          database: ""
          zonefiles-write: 0
          pidfile: "%1$s/nsd.pid"
          xfrdfile: "%1$s/xfrd.state"
          zonelistfile: "%1$s/zone.list"
          xfrdir: "%1$s"
          xfrd-reload-timeout: 0
          rrl-ratelimit: 0
          verbosity: 2
        remote-control:
          control-enable: no
        """
            .formatted(folder, place.text("@")));
    for (ServedKey key : MemberKind.keys(zones)) {
      config.append(
          "key:\n  name: \"%s\"\n  algorithm: %s\n  secret: \"%s\"\n"
              .formatted(key.name(), key.algorithm(), key.secret()));
    }
    for (MemberZone zone : zones) {
      ServedKey key = zone.key();
      String signed = key == null ? "NOKEY" : key.name();
      config.append("zone:\n  name: \"%s\"\n".formatted(zone.origin()));
      config.append("  zonefile: \"%sdb\"\n".formatted(zone.origin()));
      config.append("  outgoing-interface: %s\n".formatted(place.host()));
      config.append("  provide-xfr: %s %s\n".formatted(MemberZone.NETWORK, signed));
      for (Place primary : zone.primaries()) {
        config.append("  request-xfr: %s %s\n".formatted(primary.text("@"), signed));
        config.append("  allow-notify: %s %s\n".formatted(primary.host(), signed));
      }
    }
    Path file = Files.writeString(folder.resolve("nsd.conf"), config);
    return List.of(Programs.find("nsd").orElseThrow().toString(), "-d", "-c", file.toString());
  }
}
