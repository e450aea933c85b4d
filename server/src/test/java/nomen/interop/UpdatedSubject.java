package nomen.interop;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import nomen.conformance.client.DnsClient;
import nomen.conformance.client.QueryOctets;
import nomen.conformance.client.Reply;
import nomen.conformance.subject.ServedKey;
import nomen.conformance.subject.ServedZone;
import nomen.conformance.subject.Serving;
import nomen.conformance.subject.Subject;
import nomen.conformance.subject.SubjectKind;

/**
 * The chosen subject with zones that the holders of keys may update, and questions about them. It
 * is a process of its own, this server too.
 */
final class UpdatedSubject implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private static final String CONTENT =
      """
      $TTL 3600
      @ SOA ns1.host.test. hostmaster.host.test. 100 7200 3600 1209600 300
      @ NS ns1.host.test.
      www A 192.0.2.80
      www A 192.0.2.81
      """;

  private final Subject subject;
  private final DnsClient client;

  private UpdatedSubject(Subject subject) throws IOException {
    this.subject = subject;
    this.client = new DnsClient(subject.address(), TIMEOUT, 3);
  }

  /** Starts it with one key, for zones with these names. */
  static UpdatedSubject start(Path folder, ServedKey key, String... origins) throws IOException {
    return start(serving(folder, List.of("key:" + key.name()), origins).with(List.of(key)));
  }

  /** What serves zones with these names, which the updaters may change. */
  static Serving serving(Path folder, List<String> updaters, String... origins) throws IOException {
    Path files = Files.createDirectories(folder.resolve("subject/zones"));
    List<ServedZone> zones = new ArrayList<>();
    for (String origin : origins) {
      Path file = Files.writeString(files.resolve(origin + "zone"), CONTENT);
      zones.add(new ServedZone(origin, file, updaters));
    }
    return Serving.usual(zones, folder.resolve("subject"));
  }

  /** Starts it, or says that the test is skipped because the subject cannot do this. */
  static UpdatedSubject start(Serving serving) throws IOException {
    return start(SubjectKind.chosen(), serving);
  }

  /** The same with a subject that the test chose. */
  static UpdatedSubject start(SubjectKind kind, Serving serving) throws IOException {
    String reason = kind.missing().or(kind::updatesMissing).orElse("");
    assumeTrue(reason.isEmpty(), reason);
    return new UpdatedSubject(NomenProcess.start(kind, serving));
  }

  /** This server, which passes updates of its zones on to a primary, and knows no key. */
  static UpdatedSubject forwarding(Serving serving, InetSocketAddress primary) throws IOException {
    String place = primary.getAddress().getHostAddress() + ":" + primary.getPort();
    return new UpdatedSubject(
        NomenProcess.start(
            serving, "forward-updates = [\"" + place + "\"]\nallow-forward = [\"127.0.0.0/8\"]\n"));
  }

  /** Where it answers, in IPv4. */
  InetSocketAddress address() {
    return subject.address();
  }

  /** Its IPv4 address. */
  String host() {
    return subject.address().getAddress().getHostAddress();
  }

  /** Its port for UDP and TCP. */
  int port() {
    return subject.address().getPort();
  }

  /** Its address and port with a colon between them. */
  String hostAndPort() {
    return host() + ":" + port();
  }

  /** Answer to one question: TTL, type and rdata of each record, sorted. */
  List<String> records(String name, String type) throws IOException {
    return ask(name, type).answer().stream().map(line -> line.split(" ", 2)[1]).sorted().toList();
  }

  /** The whole response to one question. */
  Reply ask(String name, String type) throws IOException {
    return client.ask(QueryOctets.query(name, type));
  }

  @Override
  public void close() {
    client.close();
    subject.close();
  }
}
