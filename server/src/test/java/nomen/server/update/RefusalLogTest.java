package nomen.server.update;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import nomen.conformance.client.DnsClient;
import nomen.conformance.client.UpdateOctets;
import nomen.conformance.subject.ServedKey;
import nomen.server.logging.CapturedLog;
import nomen.server.logging.LogCategory;
import nomen.server.logging.LogLevel;
import nomen.server.logging.ServerLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every update that is not done is a line of the log with its reason. */
class RefusalLogTest {
  private static final ServedKey KEY =
      new ServedKey("h1.example.com.", "hmac-sha256", "c2VjcmV0IG9mIGEgdGVzdA==");
  private static final String TABLES =
      """
      [[key]]
      name = "h1.example.com."
      algorithm = "hmac-sha256"
      secret = "c2VjcmV0IG9mIGEgdGVzdA=="
      """;
  private static final String RULES =
      """
      [[zone.update-rule]]
      name = "no TXT"
      action = "deny"
      types = ["TXT"]
      [[zone.update-rule]]
      name = "own name"
      action = "allow"
      names = ["selfsub"]
      """;

  @TempDir private Path folder;

  private static UpdateOctets update() {
    return UpdateOctets.of("example.com.");
  }

  private static UpdateOctets add(String name, String type, String rdata) {
    return update().add(name, 60, type, rdata);
  }

  /** The lines that requests lead to, without the client's port. */
  private List<String> lines(byte[]... requests) throws IOException {
    try (UpdatingServer server = UpdatingServer.start(folder, 1, TABLES, RULES);
        CapturedLog log = CapturedLog.start();
        DnsClient client = new DnsClient(server.address(), Duration.ofSeconds(10))) {
      ServerLog.setLevel(LogCategory.UPDATE, LogLevel.DEBUG);
      for (byte[] request : requests) {
        client.ask(request);
      }
      return log.lines(LogCategory.UPDATE, "update refused").stream()
          // Other tests of this process may have had lines of the same kind left out.
          .map(line -> line.replaceFirst("(suppressed=[0-9]+ )?client=127.0.0.1:[0-9]+ ", ""))
          .toList();
    }
  }

  @Test
  void thePolicyNamesKeyNameTypeAndRule() throws IOException {
    assertEquals(
        List.of(
            "warn update: update refused rcode=REFUSED key=h1.example.com. zone=example.com."
                + " name=h1.example.com. type=TXT rule=\"no TXT\""
                + " reason=\"no TXT denies TXT at h1.example.com.\"",
            "warn update: update refused rcode=REFUSED zone=example.com."
                + " name=www.example.com. type=A"
                + " reason=\"no rule allows A at www.example.com. to this client\""),
        lines(add("h1", "TXT", "x").signedBy(KEY), add("www", "A", "192.0.2.9").octets()));
  }

  @Test
  void aSignatureThatIsNotBelievedNamesTheKey() throws IOException {
    ServedKey unknown =
        new ServedKey("h2.example.com.", KEY.algorithm(), "c2VjcmV0IG9mIGEgdGVzdA==");
    ServedKey wrong = new ServedKey(KEY.name(), KEY.algorithm(), "d3Jvbmcgc2VjcmV0IQ==");
    assertEquals(
        List.of(
            "warn update: update refused rcode=NOTAUTH key=h2.example.com. zone=example.com."
                + " reason=\"BADKEY: there is no such key for hmac-sha256. in the configuration\"",
            "warn update: update refused rcode=NOTAUTH key=h1.example.com. zone=example.com."
                + " reason=\"BADSIG: signed with another secret, or changed on the way\""),
        lines(
            add("h1", "A", "192.0.2.9").signedBy(unknown),
            add("h1", "A", "192.0.2.9").signedBy(wrong)));
  }

  @Test
  void zoneFormAndPrerequisitesAreTold() throws IOException {
    assertEquals(
        List.of(
            "warn update: update refused rcode=NOTAUTH zone=example.net."
                + " reason=\"no zone of this server has this apex and class\"",
            "debug update: update refused rcode=NXRRSET key=h1.example.com. zone=example.com."
                + " reason=\"prerequisite 1: h9.example.com. A does not exist"
                + " (RFC 2136 section 2.4.1)\"",
            "warn update: update refused rcode=NOTZONE key=h1.example.com. zone=example.com."
                + " reason=\"update 1: www.example.net. A: not in the zone example.com."
                + " (RFC 2136 section 3.4.1.1)\""),
        lines(
            UpdateOctets.of("example.net.").deleteName("@").octets(),
            update().exists("h9", "A").signedBy(KEY),
            update().add("www.example.net.", 60, "A", "192.0.2.9").signedBy(KEY)));
  }

  @Test
  void aFloodIsCounted() throws IOException {
    byte[][] flood = new byte[30][];
    for (int i = 0; i < flood.length; i++) {
      flood[i] = add("www", "A", "192.0.2." + i).octets();
    }
    int lines = lines(flood).size();
    assertTrue(lines >= 5 && lines < 30, () -> "lines: " + lines);
  }
}
