package nomen.interop.member;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import nomen.conformance.subject.Programs;
import nomen.conformance.subject.ServedKey;
import org.jspecify.annotations.Nullable;

/** Knot, with its journal. */
final class KnotMember {
  private KnotMember() {}

  static List<String> configure(Path folder, Place place, List<MemberZone> zones)
      throws IOException {
    StringBuilder config = new StringBuilder();
    config.append(
        """
        server:
          listen: %2$s
          rundir: "%1$s"
          udp-workers: 1
          tcp-workers: 1
          background-workers: 2
        database:
          storage: "%1$s"
        log:
          - target: stderr
            any: info
        """
            .formatted(folder, place.text("@")));
    List<ServedKey> keys = MemberKind.keys(zones);
    config.append(keys.isEmpty() ? "" : "key:\n");
    for (ServedKey key : keys) {
      config.append(
          "  - id: \"%s\"\n    algorithm: %s\n    secret: \"%s\"\n"
              .formatted(key.name(), key.algorithm(), key.secret()));
    }
    Set<String> remotes = new LinkedHashSet<>();
    Set<String> rules = new LinkedHashSet<>();
    rules.add(
        "  - id: update\n    address: %s\n    action: update\n".formatted(MemberZone.NETWORK));
    StringBuilder tables = new StringBuilder();
    for (MemberZone zone : zones) {
      ServedKey key = zone.key();
      String signed = key == null ? "" : "    key: \"%s\"\n".formatted(key.name());
      for (Place other : both(zone)) {
        remotes.add(
            "  - id: %s\n    address: %s\n    via: %s\n%s"
                .formatted(id(other, key), other.text("@"), place.host(), signed));
      }
      String rule = "exchange" + (key == null ? "" : "-" + key.name().replace('.', '-'));
      rules.add(
          "  - id: %s\n    address: %s\n    action: [ transfer, notify ]\n%s"
              .formatted(rule, MemberZone.NETWORK, signed));
      tables.append(table(zone, rule));
    }
    config.append(remotes.isEmpty() ? "" : "remote:\n" + String.join("", remotes));
    config.append("acl:\n").append(String.join("", rules)).append("zone:\n").append(tables);
    Path file = Files.writeString(folder.resolve("knot.conf"), config);
    return List.of(Programs.find("knotd").orElseThrow().toString(), "-c", file.toString());
  }

  private static List<Place> both(MemberZone zone) {
    List<Place> all = new ArrayList<>(zone.primaries());
    all.addAll(zone.secondaries());
    return all;
  }

  private static String id(Place place, @Nullable ServedKey key) {
    return "remote-" + place.text("-") + (key == null ? "" : "-" + key.name().replace('.', '-'));
  }

  private static String table(MemberZone zone, String rule) {
    StringBuilder table = new StringBuilder();
    table.append(
        """
          - domain: "%s"
            acl: [ %s, update ]
            semantic-checks: off
            zonefile-sync: -1
        """
            .formatted(zone.origin(), rule));
    if (zone.file() == null) {
      table.append("    zonefile-load: none\n    journal-content: all\n");
    } else {
      table.append("    file: \"%s\"\n".formatted(zone.file()));
      table.append("    zonefile-load: difference-no-serial\n    journal-content: all\n");
    }
    appendList(table, "master", zone.primaries(), zone.key());
    appendList(table, "notify", zone.secondaries(), zone.key());
    return table.toString();
  }

  private static void appendList(
      StringBuilder table, String option, List<Place> places, @Nullable ServedKey key) {
    if (!places.isEmpty()) {
      List<String> ids = places.stream().map(place -> id(place, key)).toList();
      table.append("    %s: [ %s ]\n".formatted(option, String.join(", ", ids)));
    }
  }
}
