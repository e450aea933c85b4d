package nomen.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nomen.conformance.client.DnsClient;
import nomen.conformance.client.TcpConnection;
import nomen.conformance.subject.Programs;
import nomen.conformance.subject.ServedZone;
import nomen.conformance.subject.Subject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The signed root zone is answered as NSD and Knot answer it. */
@Tag("interop")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RootZoneTest {
  private static final Path REPORTS = Path.of("target", "interop");
  private static final int TCP_STEP = 50;
  private static final int TCP_WINDOW = 50;

  private RootZone zone;
  private Peers peers;

  @BeforeAll
  void start(@TempDir Path folder) throws IOException, InterruptedException {
    Optional<Path> archive = RootZone.archive();
    assumeTrue(
        archive.isPresent(), "no root-signed.zone.xz beside the checkout or in NOMEN_ROOT_DATA");
    assumeTrue(Programs.find("xz").isPresent(), "xz is not installed");
    zone = RootZone.unpack(archive.orElseThrow(), folder);
    List<ServedZone> zones = List.of(new ServedZone(".", zone.file()));
    peers = Peers.start(zones, zones, folder);
  }

  @AfterAll
  void stop() {
    if (peers != null) {
      peers.close();
    }
  }

  @Test
  void everyQuestionIsAnsweredLikeNsdOrKnot() throws IOException, InterruptedException {
    List<Question> questions = zone.questions();
    assertTrue(questions.size() > 50_000, "questions: " + questions.size());
    Comparison comparison = peers.compare(questions);
    Files.createDirectories(REPORTS);
    Files.writeString(REPORTS.resolve("root-zone.md"), comparison.report("NSD", "Knot"));
    Files.writeString(REPORTS.resolve("root-zone-peers.txt"), comparison.peerExamples());
    Files.writeString(REPORTS.resolve("root-zone-failures.txt"), comparison.failures());
    assertEquals(0, comparison.failed(), comparison::failures);
  }

  @Test
  void tcpSaysTheSameAsTheLargestUdp() throws IOException {
    List<Question> questions = zone.questions();
    List<Question> sample = new ArrayList<>();
    for (int i = 0; i < questions.size(); i += TCP_STEP) {
      sample.add(questions.get(i));
    }
    List<byte[]> octets = sample.stream().map(Question::octets).toList();
    for (Subject server : List.of(peers.ours(), peers.nsd(), peers.knot())) {
      List<byte[]> overUdp = nomen.conformance.client.PipelinedClient.ask(server.address(), octets);
      List<byte[]> overTcp = overTcp(server, octets);
      for (int i = 0; i < sample.size(); i++) {
        int which = i;
        assertEquals(
            List.of(),
            Sections.of(overTcp.get(i)).differences(Sections.of(overUdp.get(i))),
            () -> sample.get(which).toString());
      }
    }
  }

  /** Asks in groups over one connection; replies may come in any order and are told by their ID. */
  private static List<byte[]> overTcp(Subject server, List<byte[]> queries) throws IOException {
    byte[][] replies = new byte[queries.size()][];
    try (DnsClient client = new DnsClient(server.address(), Duration.ofSeconds(5));
        TcpConnection connection = client.connect()) {
      for (int from = 0; from < queries.size(); from += TCP_WINDOW) {
        int to = Math.min(queries.size(), from + TCP_WINDOW);
        byte[][] group = new byte[to - from][];
        for (int i = from; i < to; i++) {
          group[i - from] = queries.get(i).clone();
          group[i - from][0] = (byte) (i >>> 8);
          group[i - from][1] = (byte) i;
        }
        connection.send(group);
        for (int i = from; i < to; i++) {
          byte[] reply = connection.receive();
          replies[(reply[0] & 0xFF) << 8 | reply[1] & 0xFF] = reply;
        }
      }
    }
    return List.of(replies);
  }
}
