package nomen.interop.member;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import nomen.conformance.subject.ServedKey;
import nomen.crash.ServerProcess;

/** This server, its data directory being kept over restarts. */
final class NomenMember {
  private NomenMember() {}

  static List<String> configure(Path folder, Place place, List<MemberZone> zones)
      throws IOException {
    StringBuilder config = new StringBuilder();
    config.append(
        """
        [server]
        listen = ["%s"]
        event-loops = 1
        data-dir = "data"
        """
            .formatted(place.text(":")));
    for (ServedKey key : MemberKind.keys(zones)) {
      config.append(
          "[[key]]\nname = \"%s\"\nalgorithm = \"%s\"\nsecret = \"%s\"\n"
              .formatted(key.name(), key.algorithm(), key.secret()));
    }
    for (MemberZone zone : zones) {
      ServedKey key = zone.key();
      String who = key == null ? MemberZone.NETWORK : "key:" + key.name();
      String signed = key == null ? "" : " key:" + key.name();
      config.append(
          "[[zone]]\nname = \"%s\"\nallow-transfer = [\"%s\"]\n".formatted(zone.origin(), who));
      if (zone.file() == null) {
        config.append("primaries = %s\n".formatted(list(zone.primaries(), signed)));
      } else {
        config.append("file = \"%s\"\n".formatted(zone.file()));
        config.append("allow-update = [\"%s\"]\n".formatted(MemberZone.NETWORK));
      }
      if (!zone.secondaries().isEmpty()) {
        config.append("notify = %s\n".formatted(list(zone.secondaries(), signed)));
      }
    }
    Path file = Files.writeString(folder.resolve("nomen.toml"), config);
    return ServerProcess.command("serve", "-c", file.toString());
  }

  private static String list(List<Place> places, String behind) {
    return places.stream()
        .map(place -> '"' + place.text(":") + behind + '"')
        .collect(Collectors.joining(", ", "[", "]"));
  }
}
