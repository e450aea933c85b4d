package nomen.interop;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import nomen.conformance.subject.ServedKey;
import nomen.interop.member.Company;
import nomen.interop.member.Member;
import nomen.interop.member.MemberKind;
import nomen.interop.member.MemberZone;
import nomen.interop.member.Place;
import nomen.interop.member.UpdateStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A primary and its secondaries are killed in turn while updates come, and all end up the same. */
@Tag("interop")
class KilledMembersTest {
  private static final ServedKey KEY =
      new ServedKey(
          "three.test.", "hmac-sha256", "a2lsbCBhbnkgb2YgdGhlbSBhbmQgaXQgY29tZXMgYmFjaw==");
  private static final String ZONE = "three.test.";
  private static final int HOSTS = 500;
  private static final int BETWEEN = 50;

  @TempDir private Path folder;

  @Test
  void whoeverIsKilledCatchesUp() throws Exception {
    Place first = Place.draw(1);
    Place second = Place.draw(2);
    Place third = Place.draw(3);
    Place fourth = Place.draw(4);
    try (Company company = new Company(folder);
        ExecutorService threads = Executors.newSingleThreadExecutor()) {
      Path file = Company.writeZone(folder.resolve("zone"), HOSTS);
      Member primary =
          company.start(
              MemberKind.NOMEN, first, MemberZone.primary(ZONE, file, KEY, second, third, fourth));
      primary.awaitZone(ZONE);
      Member nomen =
          company.start(MemberKind.NOMEN, second, MemberZone.secondary(ZONE, first, KEY));
      Member nsd = company.start(MemberKind.NSD, third, MemberZone.secondary(ZONE, first, KEY));
      Member knot = company.start(MemberKind.KNOT, fourth, MemberZone.secondary(ZONE, first, KEY));
      company.assertSame(ZONE, KEY);
      try (UpdateStream stream = new UpdateStream(first.address(), 9_000, ZONE)) {
        Future<?> updates = threads.submit(stream);
        for (Member victim : List.of(nomen, nsd, primary, knot, nomen, primary)) {
          stream.awaitMore(BETWEEN);
          victim.kill();
          if (victim != primary) {
            stream.awaitMore(BETWEEN);
          }
          victim.start();
          stream.awaitMore(BETWEEN);
          victim.awaitAtLeast(ZONE, primary.awaitZone(ZONE));
        }
        stream.end();
        updates.get();
      }
      company.assertSame(ZONE, KEY);
    }
  }
}
