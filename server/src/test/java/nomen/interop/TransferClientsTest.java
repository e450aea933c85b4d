package nomen.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import nomen.conformance.client.UpdateOctets;
import nomen.conformance.subject.ServedKey;
import nomen.interop.member.Member;
import nomen.interop.member.MemberKind;
import nomen.interop.member.MemberZone;
import nomen.interop.member.Place;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs that list a zone by transferring it: dig, kdig, and dnspython as scripts use it. */
@Tag("interop")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TransferClientsTest {
  private static final ServedKey KEY =
      new ServedKey("list.test.", "hmac-sha256", "d2hvIGxpc3RzIGEgem9uZSBrbm93cyB0aGlzIGtleSE=");
  private static final ServedKey OTHER =
      new ServedKey(KEY.name(), KEY.algorithm(), "bm90IHRoZSBzZWNyZXQ=");
  private static final String SIGNED = "signed.test.";
  private static final String PLAIN = "plain.test.";
  private static final int HOSTS = 2_000;

  /** SOA twice, two NS, the hosts and what the updates left. */
  private static final int RECORDS = 2 + 2 + HOSTS + 2;

  private Path folder;
  private Member member;

  /** A zone that needs several messages, changed three times. */
  @BeforeAll
  void start(@TempDir Path temporary) throws IOException, InterruptedException {
    folder = temporary;
    StringBuilder zone = new StringBuilder();
    zone.append("$TTL 3600\n@ SOA ns1.host.test. hostmaster 100 7200 3600 1209600 300\n");
    zone.append("@ NS ns1.host.test.\n@ NS ns2.host.test.\n");
    for (int i = 0; i < HOSTS; i++) {
      zone.append("host%d TXT \"a text that makes the zone a little longer\"%n".formatted(i));
    }
    Path own = Files.createDirectory(folder.resolve("nomen"));
    Path file = Files.writeString(own.resolve("zone"), zone);
    member =
        Member.start(
            MemberKind.NOMEN,
            own,
            Place.draw(1),
            MemberZone.primary(SIGNED, file, KEY),
            MemberZone.primary(PLAIN, file, null));
    for (String origin : List.of(SIGNED, PLAIN)) {
      assertEquals(100, member.awaitZone(origin));
      for (String name : List.of("new", "gone", "late")) {
        send(UpdateOctets.of(origin).add(name, 60, "A", "192.0.2.9"));
      }
      send(UpdateOctets.of(origin).deleteName("gone"));
      assertEquals(104, member.serial(origin));
    }
  }

  private void send(UpdateOctets update) throws IOException {
    assertEquals("NOERROR", member.send(update));
  }

  @AfterAll
  void stop() {
    if (member != null) {
      member.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"dig", "kdig"})
  void aWholeZone(String program) throws IOException {
    List<String> plain = list(program, null, PLAIN, "AXFR");
    assertEquals(RECORDS, plain.size());
    assertTrue(plain.getFirst().startsWith(PLAIN + " 3600 IN SOA"), plain::getFirst);
    assertEquals(plain.getFirst(), plain.getLast());
    assertEquals(RECORDS, list(program, KEY, SIGNED, "AXFR").size());
  }

  /** The differences from the first serial, one behind the other (RFC 1995 section 4). */
  @ParameterizedTest
  @ValueSource(strings = {"dig", "kdig"})
  void changesSinceASerial(String program) throws IOException {
    for (@Nullable ServedKey key : new @Nullable ServedKey[] {null, KEY}) {
      List<String> lines = list(program, key, key == null ? PLAIN : SIGNED, "IXFR=101");
      assertEquals("104", serial(lines.getFirst()));
      assertEquals("101", serial(lines.get(1)));
      assertEquals("104", serial(lines.getLast()));
      assertTrue(lines.stream().anyMatch(line -> line.startsWith("late.")), lines::toString);
      assertTrue(lines.stream().noneMatch(line -> line.startsWith("new.")), lines::toString);
      assertTrue(lines.size() < 20, lines::toString);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"dig", "kdig"})
  void nothingSinceTheSerialThatIsServed(String program) throws IOException {
    assertEquals(
        List.of("104"),
        list(program, null, PLAIN, "IXFR=104").stream().map(s -> serial(s)).toList());
  }

  /** History that is not there is answered with the whole zone (RFC 1995 section 4). */
  @ParameterizedTest
  @ValueSource(strings = {"dig", "kdig"})
  void theWholeZoneWhereHistoryIsMissing(String program) throws IOException {
    assertEquals(RECORDS, list(program, KEY, SIGNED, "IXFR=7").size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"dig", "kdig"})
  void whoMayNotGetsNothing(String program) throws IOException {
    for (@Nullable ServedKey key : new @Nullable ServedKey[] {null, OTHER}) {
      Finished finished = run(program, key, SIGNED, "AXFR");
      assertEquals(List.of(), records(finished));
      String said =
          key == null ? "(?is).*(transfer failed|refused).*" : "(?is).*(badsig|notauth|tsig).*";
      assertTrue(finished.output().matches(said), finished::output);
    }
  }

  /** As external-dns and scripts list what is there: a signed AXFR, verified to the end. */
  @Test
  void aScriptListsTheZone() throws IOException {
    String python = python().orElse("");
    assumeTrue(!python.isEmpty(), "no python3 with dnspython is installed");
    String script =
        """
        import dns.query, dns.rdata, dns.tsigkeyring, dns.xfr, dns.zone
        keyring = dns.tsigkeyring.from_text({"%1$s": ("%2$s", "%3$s")})
        zone = dns.zone.from_xfr(dns.query.xfr(
            "%4$s", "%5$s", port=%6$d, keyring=keyring, keyname="%1$s", keyalgorithm="%2$s", lifetime=20))
        print("axfr", sum(len(rrset) for _, rrset in zone.iterate_rdatasets()), zone.get_soa().serial)
        with zone.writer() as txn:
            txn.add("gone", 60, dns.rdata.from_text("IN", "A", "192.0.2.9"))
            txn.update_serial(103, False)
        query, serial = dns.xfr.make_query(zone, keyring=keyring, keyname="%1$s", keyalgorithm="%2$s")
        dns.query.inbound_xfr("%4$s", zone, query, port=%6$d, lifetime=20)
        print("ixfr", serial, zone.get_soa().serial, zone.get_rdataset("gone", "A"))
        """
            .formatted(
                KEY.name(), KEY.algorithm(), KEY.secret(), member.place().host(), SIGNED, port());
    Path file = Files.writeString(folder.resolve("list.py"), script);
    Finished finished = Finished.run(folder, python, file.toString()).succeeded();
    assertEquals(
        List.of("axfr " + (RECORDS - 1) + " 104", "ixfr 103 104 None"),
        finished.output().lines().toList());
  }

  private int port() {
    return member.place().port();
  }

  /** The first that has dnspython: the package is for the system's own. */
  private Optional<String> python() {
    return Stream.of("python3", "/usr/bin/python3").filter(this::hasDnspython).findFirst();
  }

  private boolean hasDnspython(String python) {
    try {
      return Finished.run(folder, python, "-c", "import dns.xfr").status() == 0;
    } catch (IOException | RuntimeException notThere) {
      return false;
    }
  }

  private List<String> list(String program, @Nullable ServedKey key, String zone, String type)
      throws IOException {
    return records(run(program, key, zone, type).succeeded());
  }

  private Finished run(String program, @Nullable ServedKey key, String zone, String type)
      throws IOException {
    Finished.assumeInstalled(program);
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("@" + member.place().host(), "-p", Integer.toString(port())));
    if (key != null) {
      arguments.addAll(List.of("-y", key.algorithm() + ":" + key.name() + ":" + key.secret()));
    }
    arguments.addAll(List.of(zone, type));
    return Finished.run(folder, Map.of(), "", program, arguments.toArray(String[]::new));
  }

  /** The lines that are records of the zone, with one blank between fields. */
  private static List<String> records(Finished finished) {
    return finished
        .output()
        .lines()
        .filter(line -> !line.startsWith(";") && line.contains("IN"))
        .filter(line -> !line.contains("TSIG"))
        .map(line -> line.replaceAll("[ \t]+", " "))
        .toList();
  }

  private static String serial(String soa) {
    assertTrue(soa.contains(" IN SOA "), soa);
    return soa.split(" ", -1)[6];
  }
}
