package nomen.interop.member;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import nomen.conformance.subject.Programs;
import nomen.conformance.subject.ServedKey;
import org.jspecify.annotations.Nullable;

/** BIND, which notifies at once and not only after five seconds. */
final class BindMember {
  private BindMember() {}

  static List<String> configure(Path folder, Place place, List<MemberZone> zones)
      throws IOException {
    StringBuilder config = new StringBuilder();
    config.append(
        """
        options {
          directory "%1$s";
          listen-on port %2$d { %3$s; };
          listen-on-v6 { none; };
          pid-file "%1$s/named.pid";
          session-keyfile "%1$s/session.key";
          transfer-source %3$s;
          notify-source %3$s;
          notify-delay 0;
          notify-rate 1000;
          startup-notify-rate 1000;
          serial-query-rate 1000;
          recursion no;
          dnssec-validation no;
          check-integrity no;
          empty-zones-enable no;
        };
        controls { };
        """
            .formatted(folder, place.port(), place.host()));
    for (ServedKey key : MemberKind.keys(zones)) {
      config.append(
          "key \"%s\" { algorithm %s; secret \"%s\"; };\n"
              .formatted(key.name(), key.algorithm(), key.secret()));
    }
    for (MemberZone zone : zones) {
      config.append(table(zone, folder));
    }
    Path file = Files.writeString(folder.resolve("named.conf"), config);
    String program = Programs.find("named").orElseThrow().toString();
    return List.of(program, "-g", "-n", "1", "-c", file.toString());
  }

  private static String table(MemberZone zone, Path folder) {
    ServedKey key = zone.key();
    String who = key == null ? MemberZone.NETWORK : "key \"" + key.name() + "\"";
    StringBuilder table = new StringBuilder();
    table.append("zone \"%s\" {\n".formatted(zone.origin()));
    if (zone.file() == null) {
      table.append("  type secondary;\n");
      table.append("  file \"%s/%sdb\";\n".formatted(folder, zone.origin()));
      table.append("  primaries { %s };\n".formatted(list(zone.primaries(), key)));
    } else {
      table.append("  type primary;\n  file \"%s\";\n".formatted(zone.file()));
      table.append("  allow-update { %s; };\n".formatted(MemberZone.NETWORK));
    }
    table.append("  allow-transfer { %s; };\n".formatted(who));
    if (zone.secondaries().isEmpty()) {
      table.append("  notify no;\n");
    } else {
      table.append("  notify explicit;\n");
      table.append("  also-notify { %s };\n".formatted(list(zone.secondaries(), key)));
    }
    return table.append("};\n").toString();
  }

  private static String list(List<Place> places, @Nullable ServedKey key) {
    String signed = key == null ? "" : " key \"" + key.name() + "\"";
    return places.stream()
        .map(place -> place.text(" port ") + signed + ";")
        .collect(Collectors.joining(" "));
  }
}
