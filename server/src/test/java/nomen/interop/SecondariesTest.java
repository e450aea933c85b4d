package nomen.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import nomen.conformance.client.UpdateOctets;
import nomen.conformance.subject.ServedKey;
import nomen.interop.member.Company;
import nomen.interop.member.Member;
import nomen.interop.member.MemberKind;
import nomen.interop.member.MemberZone;
import nomen.interop.member.Place;
import nomen.interop.member.RandomUpdates;
import nomen.interop.member.TransferredZone;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.xbill.DNS.ZoneTransferIn;

/**
 * Secondaries of every kind follow a primary of every kind, by NOTIFY and IXFR: their zones' SOA
 * has them ask by themselves only once in a day.
 */
@Tag("interop")
class SecondariesTest {
  private static final ServedKey KEY =
      new ServedKey("follow.test.", "hmac-sha256", "c2Vjb25kYXJpZXMgZm9sbG93IHByaW1hcmllcyEhISE=");
  private static final String SIGNED = "signed.test.";
  private static final String PLAIN = "plain.test.";
  private static final int HOSTS = 300;
  private static final int UPDATES = 1_000;

  /** Of which the changes are asked for: few enough that they are less than the zone. */
  private static final int LAST_UPDATES = 20;

  @TempDir private Path folder;

  private Path file(String origin) throws IOException {
    return Company.writeZone(folder.resolve(origin + "zone"), HOSTS);
  }

  @ParameterizedTest
  @EnumSource(names = {"NOMEN", "KNOT", "BIND"})
  void allFollow(MemberKind kind) throws Exception {
    Place first = Place.draw(1);
    Map<MemberKind, Place> places = Place.ofSecondaries();
    Place[] secondaries = places.values().toArray(Place[]::new);
    try (Company company = new Company(folder)) {
      Member primary =
          company.start(
              kind,
              first,
              MemberZone.primary(SIGNED, file(SIGNED), KEY, secondaries),
              MemberZone.primary(PLAIN, file(PLAIN), null, secondaries));
      assertEquals(100, primary.awaitZone(PLAIN));
      for (Map.Entry<MemberKind, Place> follower : places.entrySet()) {
        company.start(
            follower.getKey(),
            follower.getValue(),
            MemberZone.secondary(SIGNED, first, KEY),
            MemberZone.secondary(PLAIN, first, null));
      }
      company.assertSame(SIGNED, KEY);
      company.assertSame(PLAIN, null);
      UpdateOctets one = UpdateOctets.of(PLAIN).add("one", 60, "A", "192.0.2.1");
      assertEquals("NOERROR", primary.send(one));
      company.assertSame(PLAIN, null);

      RandomUpdates updates = new RandomUpdates(1_995, SIGNED);
      updates.send(primary, UPDATES - LAST_UPDATES);
      TransferredZone before = company.assertSame(SIGNED, KEY);
      long serial = primary.serial(SIGNED);
      updates.send(primary, LAST_UPDATES);
      TransferredZone after = company.assertSame(SIGNED, KEY);
      for (Member follower : company.followers(MemberKind.NOMEN)) {
        assertGivesChanges(follower, serial, before, after);
      }
      if (kind == MemberKind.NOMEN) {
        assertGivesChanges(primary, serial, before, after);
      }
    }
  }

  /** What a member took in as differences it gives as differences: it was no whole zone. */
  private static void assertGivesChanges(
      Member member, long serial, TransferredZone before, TransferredZone after)
      throws IOException {
    ZoneTransferIn changes = TransferredZone.changes(member, SIGNED, serial, KEY);
    assertTrue(changes.isIXFR(), "differences");
    before.with(changes.getIXFR()).assertSame(after, "what the differences make");
  }

  /**
   * A zone goes from BIND through Nomen, and through another one, to NSD. Who notifies others is at
   * the address that the system gives to what it sends.
   */
  @Test
  void aZoneGoesOn() throws Exception {
    Place first = Place.draw(1);
    Place second = Place.draw(1);
    Place third = Place.draw(1);
    Place last = Place.draw(2);
    try (Company company = new Company(folder)) {
      Member primary =
          company.start(
              MemberKind.BIND, first, MemberZone.primary(SIGNED, file(SIGNED), KEY, second));
      primary.awaitZone(SIGNED);
      company.start(MemberKind.NOMEN, second, MemberZone.secondary(SIGNED, first, KEY, third));
      company.start(MemberKind.NOMEN, third, MemberZone.secondary(SIGNED, second, KEY, last));
      company.start(MemberKind.NSD, last, MemberZone.secondary(SIGNED, third, KEY));
      company.assertSame(SIGNED, KEY);
      new RandomUpdates(2_136, SIGNED).send(primary, 200);
      company.assertSame(SIGNED, KEY);
    }
  }
}
