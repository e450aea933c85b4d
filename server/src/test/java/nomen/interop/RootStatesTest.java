package nomen.interop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import nomen.interop.member.Company;
import nomen.interop.member.Member;
import nomen.interop.member.MemberKind;
import nomen.interop.member.MemberZone;
import nomen.interop.member.Place;
import nomen.server.RootStates;
import nomen.server.control.ControlClient;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The states of the root zone, loaded one after another, reach secondaries of every kind. */
@Tag("interop")
class RootStatesTest {
  private static final int STATES = 213;

  /** Five are empty, one is cut off, one is as the one before it; and the first is no change. */
  private static final int CHANGES = STATES - 6 - 1 - 1;

  /** After how many all records are compared, not serials alone. */
  private static final int COMPARED_EVERY = 100;

  @TempDir private Path folder;

  @Test
  void allFollow() throws Exception {
    Path file = folder.resolve("root.zone");
    Place first = Place.draw(1);
    Map<MemberKind, Place> places = Place.ofSecondaries();
    try (RootStates states = RootStates.open();
        Company company = new Company(folder)) {
      Files.write(file, states.next());
      Member primary =
          company.start(
              MemberKind.NOMEN,
              first,
              MemberZone.primary(".", file, null, places.values().toArray(Place[]::new)));
      primary.awaitZone(".");
      for (Map.Entry<MemberKind, Place> follower : places.entrySet()) {
        company.start(
            follower.getKey(), follower.getValue(), MemberZone.secondary(".", first, null));
      }
      company.assertSame(".", null);
      int changes = 0;
      for (byte[] state = states.next(); state != null; state = states.next()) {
        long before = primary.serial(".");
        Files.write(file, state);
        reload(primary);
        changes += primary.serial(".") == before ? 0 : 1;
        company.awaitSame(".");
        if (changes % COMPARED_EVERY == 0) {
          company.assertSame(".", null);
        }
      }
      assertEquals(CHANGES, changes);
      company.assertSame(".", null);
    }
  }

  /** As {@code nomen reload} does, without the start of a JVM. */
  private static void reload(Member primary) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int code =
        new ControlClient(primary.folder().resolve("data/control.sock"))
            .ask(List.of("reload"), out, _ -> {});
    boolean broken = out.toString(UTF_8).contains("has errors");
    assertEquals(broken ? 1 : 0, code, out.toString(UTF_8));
  }
}
