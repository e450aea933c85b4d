package nomen.server.transfer.out;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import nomen.codec.name.Name;
import nomen.codec.rr.RRClass;
import nomen.codec.rr.RRTypes;
import nomen.codec.rr.Rdata;
import nomen.codec.rr.ResourceRecord;
import nomen.store.zone.Changeset;
import org.junit.jupiter.api.Test;

/** RFC 1995 sections 4 and 5: differences, one by one and put together. */
class DifferencesTest {
  private static final Name APEX = Name.parse("zone.test.");

  private static ResourceRecord soa(int serial) {
    return new ResourceRecord(
        APEX,
        RRClass.IN,
        300,
        Rdata.parse(
            RRTypes.SOA,
            "ns.zone.test. h.zone.test. " + Integer.toUnsignedString(serial) + " 1 2 3 4"));
  }

  private static ResourceRecord address(int host) {
    return new ResourceRecord(
        Name.parse("h" + host % 7 + ".zone.test."),
        RRClass.IN,
        host % 3 == 0 ? 60 : 300,
        Rdata.parse(RRTypes.A, "192.0.2." + host));
  }

  /** A chain of random changes; the states between go into the set, SOA included. */
  private static List<Changeset> chain(Random random, int length, Set<ResourceRecord> state) {
    List<Changeset> chain = new ArrayList<>();
    for (int serial = 1; serial <= length; serial++) {
      List<ResourceRecord> removed = new ArrayList<>(List.of(soa(serial)));
      List<ResourceRecord> added = new ArrayList<>(List.of(soa(serial + 1)));
      state.remove(soa(serial));
      for (int i = random.nextInt(6); i > 0; i--) {
        ResourceRecord record = address(random.nextInt(40));
        if (removed.contains(record) || added.contains(record)) {
          continue;
        }
        if (state.remove(record)) {
          removed.add(record);
        } else {
          state.add(record);
          added.add(record);
        }
      }
      state.add(soa(serial + 1));
      chain.add(new Changeset(APEX, serial, serial + 1, removed, added));
    }
    return chain;
  }

  private static Set<ResourceRecord> firstState() {
    Set<ResourceRecord> state = new HashSet<>();
    state.add(soa(1));
    for (int host = 0; host < 20; host++) {
      state.add(address(host));
    }
    return state;
  }

  /** Sends them as an IXFR response is, and gives back what a client reads. */
  private static List<ResourceRecord> sent(Differences differences, int serial) throws IOException {
    HeldMessages held = new HeldMessages();
    TransferMessages to = TestQueries.messages("zone.test.", held);
    to.write(soa(serial));
    differences.send(to);
    to.write(soa(serial));
    to.end();
    return held.records();
  }

  /** Does what RFC 1995 section 4 says that a client does. */
  private static void apply(List<ResourceRecord> records, Set<ResourceRecord> to) {
    ResourceRecord last = records.getFirst();
    assertEquals(last, records.getLast());
    boolean adding = true;
    for (ResourceRecord record : records.subList(1, records.size() - 1)) {
      if (record.type().equals(RRTypes.SOA)) {
        adding = !adding;
      }
      boolean done = adding ? to.add(record) : to.remove(record);
      assertTrue(done, () -> "cannot be: " + record);
    }
    assertTrue(adding);
  }

  private static void leadsTo(Function<List<Changeset>, Differences> how) throws IOException {
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      Set<ResourceRecord> state = firstState();
      List<Changeset> chain = chain(random, 1 + random.nextInt(20), state);
      Set<ResourceRecord> client = firstState();
      apply(sent(how.apply(chain), chain.size() + 1), client);
      assertEquals(state, client);
    }
  }

  @Test
  void oneByOneTheyLeadFromStateToState() throws IOException {
    leadsTo(chain -> new Differences.InMemory(chain, false));
  }

  @Test
  void putTogetherTheyLeadFromStateToState() throws IOException {
    leadsTo(Differences.InMemory::of);
  }

  @Test
  void severalAreAlwaysPutTogether() {
    List<Changeset> chain = chain(new Random(1), 5, firstState());
    Differences.InMemory several = Differences.InMemory.of(chain);
    assertTrue(several.condensed());
    assertEquals(1, several.changes().size());
    assertTrue(several.records() < new Differences.InMemory(chain, false).records());
    assertFalse(Differences.InMemory.of(chain.subList(0, 1)).condensed());
  }

  @Test
  void theOrderWithinIsThatOfTheStandard() throws IOException {
    Changeset change =
        new Changeset(
            APEX, 1, 2, List.of(soa(1), address(1)), List.of(soa(2), address(2), address(3)));
    assertEquals(
        List.of(soa(2), soa(1), address(1), soa(2), address(2), address(3), soa(2)),
        sent(Differences.InMemory.of(List.of(change)), 2));
  }
}
