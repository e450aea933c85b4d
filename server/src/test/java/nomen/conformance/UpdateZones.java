package nomen.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import nomen.conformance.subject.ServedKey;
import nomen.conformance.subject.ServedZone;
import nomen.conformance.subject.Serving;

/**
 * Zones that tests update: many with the same content, one for each test, and two that are shut.
 */
public final class UpdateZones {
  /** Only the holder of {@link #KEY} may update and transfer it. */
  public static final String KEYED = "keyed.update.test.";

  /** Nobody may update or transfer it. */
  public static final String CLOSED = "closed.update.test.";

  /** The key that opens {@link #KEYED}. */
  public static final ServedKey KEY =
      new ServedKey("update-key.", "hmac-sha256", "bm9tZW4gY29uZm9ybWFuY2UgdGVzdHMga2V5IDAwMDE=");

  private static final int COUNT = 300;

  private static final String CONTENT =
      """
      $TTL 3600
      @ SOA ns1 hostmaster 100 7200 3600 1209600 300
      @ NS ns1
      @ NS ns2
      @ MX 10 mail
      @ TXT "apex"
      ns1 A 192.0.2.1
      ns2 A 192.0.2.2
      mail A 192.0.2.3
      www A 192.0.2.80
      www A 192.0.2.81
      www TXT "web"
      alias CNAME www
      *.wild TXT "star"
      host.ent A 192.0.2.7
      child NS ns.child
      ns.child A 192.0.2.53
      tree DNAME other.test.
      generic TYPE65280 \\# 2 ABCD
      """;

  private UpdateZones() {}

  /**
   * The apex of one of the zones.
   *
   * @param index 0 and up
   */
  public static String origin(int index) {
    if (index >= COUNT) {
      throw new IllegalStateException("more than " + COUNT + " tests that update: raise COUNT");
    }
    return "u%d.update.test.".formatted(index);
  }

  /** All of them, their files in the folder. */
  static Serving serving(Path folder) throws IOException {
    Path files = Files.createDirectory(folder.resolve("zones"));
    List<ServedZone> zones = new ArrayList<>();
    for (int index = 0; index < COUNT; index++) {
      zones.add(zone(files, origin(index), "127.0.0.0/8"));
    }
    zones.add(zone(files, KEYED, "key:" + KEY.name()));
    zones.add(zone(files, CLOSED));
    return Serving.usual(zones, folder).with(List.of(KEY));
  }

  private static ServedZone zone(Path folder, String origin, String... updaters)
      throws IOException {
    Path file = Files.writeString(folder.resolve(origin + "zone"), CONTENT);
    return new ServedZone(origin, file, List.of(updaters), updaters.length == 0);
  }
}
