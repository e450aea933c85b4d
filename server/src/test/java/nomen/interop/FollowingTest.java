package nomen.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import nomen.conformance.client.UpdateOctets;
import nomen.conformance.subject.ServedKey;
import nomen.interop.member.Member;
import nomen.interop.member.MemberKind;
import nomen.interop.member.MemberZone;
import nomen.interop.member.Place;
import nomen.interop.member.RandomUpdates;
import nomen.interop.member.TransferredZone;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Secondaries of every kind follow a primary of every kind, by NOTIFY and IXFR: their zones' SOA
 * has them ask by themselves only once in a day.
 */
@Tag("interop")
class FollowingTest {
  private static final ServedKey KEY =
      new ServedKey("follow.test.", "hmac-sha256", "c2Vjb25kYXJpZXMgZm9sbG93IHByaW1hcmllcyEhISE=");
  private static final String SIGNED = "signed.test.";
  private static final String PLAIN = "plain.test.";
  private static final int UPDATES = 1_000;
  private static final MemberKind[] KINDS = MemberKind.values();

  @TempDir private Path folder;
  private final List<Member> members = new ArrayList<>();

  private Path file(String origin) throws IOException {
    StringBuilder zone = new StringBuilder();
    zone.append(
        """
        $TTL 3600
        @ SOA ns1.host.test. hostmaster.host.test. 100 86400 86400 1209600 300
        @ NS ns1.host.test.
        @ NS ns2.host.test.
        """);
    for (int i = 0; i < 300; i++) {
      zone.append("host%d A 192.0.2.%d%n".formatted(i, i % 256));
    }
    return Files.writeString(folder.resolve(origin + "zone"), zone);
  }

  private Member start(MemberKind kind, Place place, MemberZone... zones) throws IOException {
    Path own = Files.createDirectory(folder.resolve(kind + "-" + members.size()));
    Member member = Member.start(kind, own, place, zones);
    members.add(member);
    return member;
  }

  /** Waits until all have the serial that the first has, then compares all records. */
  private void assertSame(String origin, @Nullable ServedKey key)
      throws IOException, InterruptedException {
    Member primary = members.getFirst();
    long serial = primary.awaitZone(origin);
    for (Member member : members) {
      member.awaitSerial(origin, serial);
    }
    TransferredZone zone = TransferredZone.of(primary, origin, key);
    assertTrue(zone.size() > 10, () -> zone.toString());
    for (Member member : members) {
      zone.assertSame(TransferredZone.of(member, origin, key), member.kind() + " " + origin);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"NOMEN", "KNOT", "BIND"})
  void allFollow(MemberKind kind) throws Exception {
    Place first = Place.draw(1);
    List<Place> others = new ArrayList<>();
    for (int i = 0; i < KINDS.length; i++) {
      others.add(Place.draw(KINDS[i] == MemberKind.BIND ? 1 : 2 + i));
    }
    Place[] secondaries = others.toArray(Place[]::new);
    try {
      Member primary =
          start(
              kind,
              first,
              MemberZone.primary(SIGNED, file(SIGNED), KEY, secondaries),
              MemberZone.primary(PLAIN, file(PLAIN), null, secondaries));
      assertEquals(100, primary.awaitZone(PLAIN));
      for (int i = 0; i < secondaries.length; i++) {
        start(
            KINDS[i],
            secondaries[i],
            MemberZone.secondary(SIGNED, first, KEY),
            MemberZone.secondary(PLAIN, first, null));
      }
      assertSame(SIGNED, KEY);
      assertSame(PLAIN, null);
      UpdateOctets one = UpdateOctets.of(PLAIN).add("one", 60, "A", "192.0.2.1");
      assertEquals("NOERROR", primary.send(one));
      assertSame(PLAIN, null);
      new RandomUpdates(1_995, SIGNED).send(primary, UPDATES);
      assertSame(SIGNED, KEY);
    } finally {
      members.forEach(Member::close);
    }
  }
}
