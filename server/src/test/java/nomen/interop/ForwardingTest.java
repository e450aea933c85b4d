package nomen.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import nomen.conformance.subject.ServedKey;
import nomen.conformance.subject.SubjectKind;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * nsupdate sends to Nomen, which passes on to BIND and gives BIND's answer (RFC 2136 section 6).
 */
@Tag("interop")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ForwardingTest {
  private static final String ZONE = "passed.test.";
  private static final ServedKey KEY =
      new ServedKey("pass.test.", "hmac-sha256", "Zm9yd2FyZGVkIHRvIGEgcHJpbWFyeSBvZiBCSU5EISE=");

  private Path folder;
  private UpdatedSubject primary;
  private UpdatedSubject forwarder;

  /** The one that passes on knows no key: it neither verifies nor signs. */
  @BeforeAll
  void start(@TempDir Path temporary) throws IOException {
    folder = temporary;
    Finished.assumeInstalled("nsupdate");
    List<String> updaters = List.of("key:" + KEY.name());
    Path bind = Files.createDirectory(folder.resolve("bind"));
    primary =
        UpdatedSubject.start(
            SubjectKind.BIND, UpdatedSubject.serving(bind, updaters, ZONE).with(List.of(KEY)));
    Path nomen = Files.createDirectory(folder.resolve("nomen"));
    forwarder =
        UpdatedSubject.forwarding(
            UpdatedSubject.serving(nomen, List.of(), ZONE), primary.address());
  }

  @AfterAll
  void stop() {
    if (forwarder != null) {
      forwarder.close();
    }
    if (primary != null) {
      primary.close();
    }
  }

  /** nsupdate verifies the signature of each answer, which is BIND's. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void signedUpdatesAreDoneByThePrimary(boolean tcp) throws IOException {
    String name = (tcp ? "tcp." : "udp.") + ZONE;
    nsupdate(tcp, KEY, "prereq nxdomain %s\nupdate add %1$s 60 A 192.0.2.9\n".formatted(name))
        .succeeded();
    assertEquals(List.of("60 A 192.0.2.9"), primary.records(name, "A"));
    Finished unmet =
        nsupdate(tcp, KEY, "prereq nxdomain %s\nupdate delete %1$s A\n".formatted(name)).failed();
    assertTrue(unmet.output().contains("YXDOMAIN"), unmet::output);
    assertEquals(List.of("60 A 192.0.2.9"), primary.records(name, "A"));
    nsupdate(tcp, KEY, "update delete " + name + " A\n").succeeded();
    assertEquals("NXDOMAIN aa", primary.ask(name, "A").status());
    assertEquals("NXDOMAIN aa", forwarder.ask(name, "A").status(), "it serves its own copy");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatThePrimaryRefusesIsRefused(boolean tcp) throws IOException {
    ServedKey other = new ServedKey(KEY.name(), KEY.algorithm(), "bm90IHRoZSBzZWNyZXQ=");
    Finished badKey = nsupdate(tcp, other, "update add bad." + ZONE + " 60 A 192.0.2.9\n").failed();
    assertTrue(badKey.output().contains("NOTAUTH(BADSIG)"), badKey::output);
    Finished unsigned =
        nsupdate(tcp, null, "update add bad." + ZONE + " 60 A 192.0.2.9\n").failed();
    assertTrue(unsigned.output().contains("REFUSED"), unsigned::output);
    assertEquals("NXDOMAIN aa", primary.ask("bad." + ZONE, "A").status());
  }

  private Finished nsupdate(boolean tcp, @Nullable ServedKey key, String updates)
      throws IOException {
    List<String> arguments = new ArrayList<>();
    if (tcp) {
      arguments.add("-v");
    }
    if (key != null) {
      arguments.addAll(List.of("-k", KeyFile.write(folder, key).toString()));
    }
    String head = "server %s %d\nzone %s\n".formatted(forwarder.host(), forwarder.port(), ZONE);
    return Finished.run(
        folder, Map.of(), head + updates + "send\n", "nsupdate", arguments.toArray(String[]::new));
  }
}
