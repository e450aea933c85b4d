package nomen.loadtest.traffic.generator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import nomen.codec.message.Message;
import nomen.codec.name.Name;
import nomen.codec.update.UpdateFormatException;
import nomen.codec.update.UpdateReader;
import nomen.codec.update.UpdateRequest;
import nomen.loadtest.traffic.Allocation;
import nomen.loadtest.traffic.MessageOptions;
import nomen.loadtest.traffic.Request;
import nomen.loadtest.traffic.RequestKind;
import nomen.loadtest.traffic.RequestSource;
import nomen.loadtest.traffic.Requests;
import nomen.loadtest.traffic.Traffic;
import nomen.loadtest.traffic.TrafficException;
import nomen.loadtest.traffic.file.TrafficPrinter;
import nomen.loadtest.traffic.file.UpdateFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StormsTest {
  private static final Name ZONE = Name.parse("dhcp.example.");
  private static final Name REVERSE = Name.parse("10.in-addr.arpa.");

  private static LeaseStorm leases(int live, long leases, boolean reverse) {
    return new LeaseStorm(ZONE, reverse ? REVERSE : null, live, leases, MessageOptions.PLAIN, 3);
  }

  private static ChallengeStorm challenges(int hosts, int live, long challenges) {
    return new ChallengeStorm(ZONE, hosts, live, challenges, MessageOptions.PLAIN, 3);
  }

  private static UpdateRequest update(Message message) {
    try {
      return UpdateReader.read(message);
    } catch (UpdateFormatException e) {
      throw new AssertionError(e);
    }
  }

  /** Applies updates of workers in turns, and gives the most names there were of one zone. */
  private static int play(RecordSet records, Traffic traffic, int workers, int most) {
    RequestSource[] sources = new RequestSource[workers];
    for (int worker = 0; worker < workers; worker++) {
      sources[worker] = traffic.open(worker, workers);
    }
    Request request = new Request();
    int highest = 0;
    int ended = 0;
    for (int i = 0; i < most && ended < workers; i++) {
      ended = 0;
      for (RequestSource source : sources) {
        if (source.next(i & 0xffff, request)) {
          assertEquals(RequestKind.UPDATE, request.kind());
          byte[] octets = Arrays.copyOf(request.octets(), request.length());
          records.apply(update(Requests.read(octets)));
        } else {
          ended++;
          assertFalse(source.next(0, request));
        }
      }
      highest = Math.max(highest, records.namesBelow(ZONE));
    }
    return highest;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void everyUpdateOfLeasesSucceedsAndNothingStays(boolean reverse) {
    for (int workers : new int[] {1, 3}) {
      RecordSet records = new RecordSet();
      int highest = play(records, leases(40, 500, reverse), workers, Integer.MAX_VALUE);
      assertEquals(0, records.refused(), records.lastRefusal());
      assertEquals(500 * (reverse ? 5 : 3), records.applied());
      assertEquals(0, records.size());
      assertTrue(highest <= 40 && highest >= 30, "names at once: " + highest);
    }
  }

  @Test
  void aLeaseAsRfc4703HasIt() throws IOException, TrafficException {
    StringBuilder text = new StringBuilder();
    TrafficPrinter.print(leases(4, 1, false), 10, text);
    List<String> lines = text.toString().lines().toList();
    String host = lines.get(1).substring("prohibit ".length());
    String dhcid = lines.get(3).substring(lines.get(3).lastIndexOf(' ') + 1);
    assertTrue(host.matches("dhcp-[0-9a-z]+-0\\.dhcp\\.example\\."), host);
    assertEquals(
        List.of(
            "dhcp.example.",
            "prohibit " + host,
            "add " + host + " 1200 A 10.0.0.0",
            "add " + host + " 1200 DHCID " + dhcid,
            "send",
            "dhcp.example.",
            "require " + host + " DHCID " + dhcid,
            "delete " + host + " A 10.0.0.0",
            "send",
            "dhcp.example.",
            "require " + host + " DHCID " + dhcid,
            "prohibit " + host + " A",
            "prohibit " + host + " AAAA",
            "delete " + host,
            "send"),
        lines);
  }

  @Test
  void challengesComeAndGo() {
    for (int workers : new int[] {1, 4}) {
      RecordSet records = new RecordSet();
      int highest = play(records, challenges(10, 20, 300), workers, Integer.MAX_VALUE);
      assertEquals(600, records.applied());
      assertEquals(0, records.refused());
      assertEquals(0, records.size());
      assertTrue(highest <= 20 && highest >= 8, "names at once: " + highest);
    }
    Message first = Requests.next(challenges(10, 20, 300).open(1, 4));
    String added = update(first).operations().getFirst().toString();
    assertTrue(added.contains("_acme-challenge.host1.dhcp.example."), added);
    assertTrue(added.matches(".*\"[A-Za-z0-9_-]{43}\".*"), added);
  }

  @Test
  void endlessStormsStayBounded() {
    RecordSet records = new RecordSet();
    int highest = play(records, leases(100, Long.MAX_VALUE, true), 2, 5_000);
    assertTrue(highest <= 100, "names at once: " + highest);
    assertEquals(0, records.refused());
  }

  @Test
  void workersTouchDifferentNames() {
    for (Traffic traffic : List.of(leases(40, 500, true), challenges(8, 20, 500))) {
      Set<String> all = new TreeSet<>();
      int sum = 0;
      for (int worker = 0; worker < 4; worker++) {
        Set<String> own = new TreeSet<>();
        for (Message message : Requests.take(traffic.open(worker, 4), 5_000)) {
          update(message).operations().forEach(it -> own.add(it.name().toString()));
        }
        all.addAll(own);
        sum += own.size();
      }
      assertEquals(sum, all.size());
    }
  }

  @Test
  void sameSeedSameUpdates() {
    List<Message> one = Requests.take(leases(40, 500, true).open(0, 2), 300);
    assertEquals(one, Requests.take(leases(40, 500, true).open(0, 2), 300));
    LeaseStorm other = new LeaseStorm(ZONE, null, 40, 500, MessageOptions.PLAIN, 4);
    assertNotEquals(one, Requests.take(other.open(0, 2), 300));
  }

  @Test
  void printedUpdatesAreReadAgain() throws IOException, TrafficException {
    for (Traffic traffic : List.of(leases(10, 50, true), challenges(5, 10, 50))) {
      StringBuilder text = new StringBuilder();
      long printed = TrafficPrinter.print(traffic, 10_000, text);
      byte[] octets = text.toString().getBytes(StandardCharsets.US_ASCII);
      Traffic read =
          UpdateFile.read("u", new ByteArrayInputStream(octets), MessageOptions.PLAIN).passes(1);
      assertEquals(
          Requests.take(traffic.open(0, 1), 10_000), Requests.take(read.open(0, 1), 10_000));
      assertEquals(printed, text.toString().lines().filter("send"::equals).count());
    }
  }

  @Test
  void mixesHaveTheirShares() throws IOException {
    Traffic attack = new AttackTraffic(List.of(ZONE), MessageOptions.PLAIN, 1);
    Traffic mix =
        new MixedTraffic(
            List.of(
                new MixedTraffic.Part(attack, 3),
                new MixedTraffic.Part(leases(40, Long.MAX_VALUE, false), 1),
                new MixedTraffic.Part(challenges(1, 2, 1), 0)),
            7);
    assertEquals(
        "75.0 % random labels below dhcp.example., "
            + "25.0 % leases added to dhcp.example. and removed, 40 alive at most",
        mix.description());
    Request request = new Request();
    RequestSource source = mix.open(0, 1);
    int updates = 0;
    for (int i = 0; i < 20_000; i++) {
      assertTrue(source.next(i, request));
      updates += request.kind() == RequestKind.UPDATE ? 1 : 0;
    }
    assertEquals(5_000, updates, 250);
    assertThrows(
        TrafficException.class, () -> TrafficPrinter.print(mix, 1_000, new StringBuilder()));
  }

  @Test
  void mixesEndWithTheFirstPartThatEnds() {
    Traffic attack = new AttackTraffic(List.of(ZONE), MessageOptions.PLAIN, 1);
    Traffic mix =
        AttackTraffic.beside(leases(4, 2, false), 0.5, List.of(ZONE), MessageOptions.PLAIN, 1);
    assertEquals(10, Requests.take(attack.open(0, 1), 10).size());
    int count = Requests.take(mix.open(0, 1), 1_000).size();
    assertTrue(count >= 6 && count < 100, "" + count);
  }

  @Test
  void attackedNamesAreBelowTheirTargetsAndNeverTwiceTheSame() {
    Name other = Name.parse("a.b.example.");
    Traffic attack = new AttackTraffic(List.of(ZONE, other), MessageOptions.PLAIN, 1);
    Set<Name> names = new TreeSet<>();
    int ofZone = 0;
    for (int worker = 0; worker < 2; worker++) {
      for (Message message : Requests.take(attack.open(worker, 2), 2_000)) {
        Name name = message.questions().getFirst().qname();
        assertTrue(name.parent().equals(ZONE) || name.parent().equals(other), name.toString());
        ofZone += name.parent().equals(ZONE) ? 1 : 0;
        names.add(name);
      }
    }
    assertEquals(4_000, names.size());
    assertEquals(2_000, ofZone, 200);
  }

  @Test
  void stormsAreFastEnough() {
    double nanos = Allocation.nanosEach(leases(1_000, Long.MAX_VALUE, true).open(0, 1));
    // Measured 2 to 3 us alone: 300,000 updates a second and more.
    assertTrue(nanos < 20_000, nanos + " ns");
  }

  @Test
  void parametersAreBounded() {
    assertThrows(IllegalArgumentException.class, () -> leases(3, 1, false));
    assertThrows(IllegalArgumentException.class, () -> leases(1_000_001, 1, false));
    assertThrows(IllegalArgumentException.class, () -> leases(10, 0, false));
    assertThrows(
        IllegalArgumentException.class,
        () -> new LeaseStorm(ZONE, Name.parse("11.in-addr.arpa"), 9, 1, MessageOptions.PLAIN, 1));
    assertThrows(IllegalArgumentException.class, () -> challenges(0, 2, 1));
    assertThrows(IllegalArgumentException.class, () -> challenges(1, 1, 1));
    assertThrows(
        IllegalArgumentException.class,
        () -> new MixedTraffic(List.of(new MixedTraffic.Part(leases(4, 1, false), -1)), 1));
    assertThrows(IllegalArgumentException.class, () -> new MixedTraffic(List.of(), 1));
    assertThrows(
        IllegalArgumentException.class,
        () -> new AttackTraffic(List.of(), MessageOptions.PLAIN, 1));
  }
}
