package nomen.conformance.subject;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;

/** NSD, without rate limit, with cookies and an NSID. */
final class NsdSubject {
  private static final String SECRET = "000102030405060708090a0b0c0d0e0f";

  private NsdSubject() {}

  static Subject start(Serving serving) throws IOException {
    int port = PeerProcess.freePort();
    byte[] nsid = SubjectKind.NSID.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    StringBuilder config = new StringBuilder();
    config.append(
        """
        server:
          ip-address: 127.0.0.1@%2$d
          ip-address: ::1@%2$d
          server-count: 1
          username: ""
          chroot: ""
          zonesdir: "%1$s"
          database: ""
          zonefiles-check: no
          zonefiles-write: 0
          pidfile: "%1$s/nsd.pid"
          xfrdfile: "%1$s/xfrd.state"
          zonelistfile: "%1$s/zone.list"
          xfrdir: "%1$s"
          rrl-ratelimit: 0
          ipv4-edns-size: %5$d
          ipv6-edns-size: %5$d
          minimal-responses: %6$s
          nsid: "%3$s"
          answer-cookie: yes
          cookie-secret: "%4$s"
          tcp-count: 50
        remote-control:
          control-enable: no
        """
            .formatted(
                serving.folder(),
                port,
                HexFormat.of().formatHex(nsid),
                SECRET,
                serving.payloadOctets(),
                serving.minimal() ? "yes" : "no"));
    for (ServedKey key : serving.keys()) {
      config.append(
          "key:\n  name: \"%s\"\n  algorithm: %s\n  secret: \"%s\"\n"
              .formatted(key.name(), key.algorithm(), key.secret()));
    }
    for (ServedZone zone : serving.zones()) {
      config.append(
          "zone:\n  name: \"%s\"\n  zonefile: \"%s\"\n".formatted(zone.origin(), zone.file()));
      for (String network : zone.transferringNetworks()) {
        config.append("  provide-xfr: %s NOKEY\n".formatted(network));
      }
    }
    Path file = Files.writeString(serving.folder().resolve("nsd.conf"), config);
    List<String> command = List.of(Programs.path("nsd"), "-d", "-c", file.toString());
    return PeerProcess.start(command, port, serving);
  }
}
