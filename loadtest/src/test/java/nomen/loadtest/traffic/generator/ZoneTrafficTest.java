package nomen.loadtest.traffic.generator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import nomen.codec.message.Message;
import nomen.codec.name.Name;
import nomen.codec.rr.RRTypes;
import nomen.loadtest.traffic.Allocation;
import nomen.loadtest.traffic.MessageOptions;
import nomen.loadtest.traffic.Requests;
import nomen.loadtest.traffic.Traffic;
import nomen.loadtest.traffic.TrafficException;
import nomen.loadtest.traffic.file.QueryFile;
import nomen.loadtest.traffic.file.TrafficPrinter;
import nomen.loadtest.workload.FlatZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ZoneTrafficTest {
  private static final String ZONE =
      """
      $TTL 300
      $ORIGIN example.
      @ SOA ns hostmaster 1 2 3 4 5
        NS ns
        NS other.net.
      ns 60 IN A 192.0.2.1
      www IN A ( 192.0.2.2 ; a comment
      )
      WWW A 192.0.2.3
          TXT "a b" c\\;d
          RRSIG A 8 2 300 20300101000000 20200101000000 1 example. MTIz
      $ORIGIN sub.example.
      sub.example. NS ns.sub
      ns.sub AAAA 2001:db8::1
      x\\.y TYPE65280 \\# 1 00
      """;

  @TempDir private Path folder;

  private Path zone(String text) throws IOException {
    return Files.writeString(folder.resolve("zone"), text);
  }

  private ZoneTraffic traffic(ZoneTraffic.Mix mix) throws IOException, TrafficException {
    return ZoneTraffic.read(zone(ZONE), null, mix, MessageOptions.PLAIN, 5);
  }

  private static Map<String, Integer> counts(Traffic traffic, int count) {
    Map<String, Integer> counts = new HashMap<>();
    for (Message message : Requests.take(traffic.open(0, 1), count)) {
      counts.merge(Requests.question(message), 1, Integer::sum);
    }
    return counts;
  }

  @Test
  void asksForWhatTheZoneHas() throws IOException, TrafficException {
    ZoneTraffic traffic = traffic(ZoneTraffic.Mix.UNIFORM);
    Map<String, Integer> counts = counts(traffic, 9_000);
    assertEquals(
        new TreeSet<>(
            Set.of(
                "example. SOA",
                "example. NS",
                "ns.example. A",
                "www.example. A",
                "WWW.example. TXT",
                "sub.example. A",
                "ns.sub.sub.example. AAAA",
                "x\\.y.sub.example. TYPE65280")),
        new TreeSet<>(counts.keySet()));
    assertEquals(8, traffic.questionCount());
    counts.forEach((question, count) -> assertEquals(1_125, count, 150, question));
    assertEquals("queries for 8 questions of example.", traffic.description());
  }

  @Test
  void asksForTheTypesThatAreWanted() throws IOException, TrafficException {
    assertEquals(
        Set.of("ns.example. A", "www.example. A", "sub.example. A"),
        counts(traffic(new ZoneTraffic.Mix(0, 0, 0, List.of(RRTypes.A))), 500).keySet());
    assertEquals(
        "zone: nothing of the types that are to be asked",
        assertThrows(
                TrafficException.class,
                () -> traffic(new ZoneTraffic.Mix(0, 0, 0, List.of(RRTypes.MX))))
            .what());
  }

  @Test
  void popularQuestionsAreAskedMore() throws IOException, TrafficException {
    List<Integer> counts =
        counts(traffic(new ZoneTraffic.Mix(1, 0, 0, List.of())), 20_000).values().stream()
            .sorted()
            .toList();
    // 1 + 1/2 + ... + 1/8 = 2.718.
    assertEquals(20_000 / 2.718, counts.getLast(), 300);
    assertEquals(20_000 / 2.718 / 8, counts.getFirst(), 150);
  }

  @Test
  void sharesOfWhatIsMissing() throws IOException, TrafficException {
    int total = 20_000;
    ZoneTraffic traffic = traffic(new ZoneTraffic.Mix(0, 0.25, 0.1, List.of()));
    int names = 0;
    int types = 0;
    Set<Name> different = new TreeSet<>();
    for (Message message : Requests.take(traffic.open(1, 3), total)) {
      Name name = message.questions().getFirst().qname();
      if (name.labelCount() == 2 && name.octet(0) == Randoms.LABEL_OCTETS) {
        names++;
        different.add(name);
        assertTrue(name.isBelow(Name.parse("example.")));
      } else if (message.questions().getFirst().qtype().equals(RRTypes.HTTPS)) {
        types++;
      }
    }
    assertEquals(0.25 * total, names, 300);
    assertEquals(0.1 * total, types, 250);
    assertEquals(names, different.size());
    assertEquals(
        "queries for 8 questions of example., 25.0 % missing names, 10.0 % missing types",
        traffic.description());
  }

  @Test
  void sameSeedSameQueriesAndWorkersDiffer() throws IOException, TrafficException {
    ZoneTraffic.Mix mix = new ZoneTraffic.Mix(0.9, 0.1, 0, List.of());
    List<Message> one = Requests.take(traffic(mix).open(0, 2), 200);
    assertEquals(one, Requests.take(traffic(mix).open(0, 2), 200));
    assertNotEquals(one, Requests.take(traffic(mix).open(1, 2), 200));
  }

  @Test
  void nextMakesNoObjectsAndIsFast() throws IOException, TrafficException {
    Path file = folder.resolve("large");
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      new FlatZone("load.example.", 50_000, 1).print(out);
    }
    ZoneTraffic traffic =
        ZoneTraffic.read(
            file, null, new ZoneTraffic.Mix(0.9, 0.1, 0.05, List.of()), MessageOptions.PLAIN, 1);
    assertEquals(50_000 + 12_500 + 5_000 + 2 + 3 + 100, traffic.questionCount());
    Allocation.assertNone(traffic.open(0, 1));
    double nanos = Allocation.nanosEach(traffic.open(0, 1));
    // Measured 100 to 150 alone; the aim is 300, and builds share their machine.
    assertTrue(nanos < 900, nanos + " ns");
    Allocation.assertNone(
        new AttackTraffic(List.of(Name.parse("a.example.")), MessageOptions.PLAIN, 1).open(0, 1));
  }

  @Test
  void printedQueriesAreReadAgain() throws IOException, TrafficException {
    ZoneTraffic traffic = traffic(new ZoneTraffic.Mix(0, 0.2, 0.2, List.of()));
    StringBuilder text = new StringBuilder();
    assertEquals(500, TrafficPrinter.print(traffic, 500, text));
    Path file = Files.writeString(folder.resolve("queries"), text);
    assertEquals(
        Requests.take(traffic.open(0, 1), 500),
        Requests.take(QueryFile.read(file, MessageOptions.PLAIN).passes(1).open(0, 1), 1_000));
  }

  @ParameterizedTest
  @CsvSource({
    "'a.example. 60 A 192.0.2.1', 'zone: error: zone: no SOA record'",
    "'@ SOA a b 1 2 3 4 5', 'zone:1: error: relative name without an origin, in owner'",
    "'  A 192.0.2.1', 'zone:1: error: none before this entry to take over, in owner'",
    "'a. 1 BOGUS x', 'zone:1: error: unknown type or class BOGUS, in type'",
    "'a. 1 IN', 'zone:1: error: missing, in type'",
    "'\na. A 192.0.2.256', 'zone:2: error: '",
    "'$BOGUS x', 'zone:1: error: unknown directive $BOGUS; an owner name takes \\$'",
    "'a. OPT x', 'zone:1: error: a zone cannot hold OPT, in type'",
  })
  void faultsNamePlaceFieldAndRule(String text, String message) {
    String got =
        assertThrows(
                TrafficException.class,
                () ->
                    ZoneTraffic.read(
                        zone(text), null, ZoneTraffic.Mix.UNIFORM, MessageOptions.PLAIN, 1))
            .getMessage();
    assertTrue(got.startsWith(folder + "/" + message), got);
  }

  @Test
  void sharesAreBounded() {
    assertThrows(IllegalArgumentException.class, () -> new ZoneTraffic.Mix(0, 0.6, 0.5, List.of()));
    assertThrows(IllegalArgumentException.class, () -> new ZoneTraffic.Mix(11, 0, 0, List.of()));
    assertThrows(IllegalArgumentException.class, () -> new ZoneTraffic.Mix(0, -1, 0, List.of()));
  }
}
