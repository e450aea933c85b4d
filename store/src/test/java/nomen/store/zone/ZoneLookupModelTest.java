package nomen.store.zone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import nomen.codec.name.Labels;
import nomen.codec.name.Name;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lookups in thousands of small zones of few labels, beside {@link ReferenceZone}. */
class ZoneLookupModelTest {
  private static final Name APEX = Name.parse("Zone.test.");
  private static final String[] LABELS = {"a", "b", "c", "*", "aa"};
  private static final int[] TYPES = {1, 2, 5, 16, 39, 43, 28};
  private static final int[] QTYPES = {1, 2, 5, 16, 39, 43, 28, 47, 255};

  private final ZoneLookup scratch = new ZoneLookup();
  private final NodeView node = new NodeView();
  private final RRsetView rrset = new RRsetView();

  private static Name randomName(Random random, boolean upper) {
    Name name = APEX;
    for (int labels = random.nextInt(5); labels > 0; labels--) {
      String label = LABELS[random.nextInt(LABELS.length)];
      boolean raised = upper && random.nextInt(4) == 0;
      name = name.child(raised ? label.toUpperCase(Locale.ROOT) : label);
    }
    return name;
  }

  private static ReferenceZone randomZone(Random random) {
    ReferenceZone zone = new ReferenceZone(APEX);
    zone.add(APEX, TypeCodes.SOA, "soa");
    zone.add(APEX, TypeCodes.NS, "ns");
    for (int names = random.nextInt(16); names > 0; names--) {
      Name owner = randomName(random, false);
      for (int sets = 1 + random.nextInt(2); sets > 0; sets--) {
        int type = TYPES[random.nextInt(random.nextInt(3) == 0 ? TYPES.length : 4)];
        for (int records = 1 + random.nextInt(2); records > 0; records--) {
          zone.add(owner, type, owner + " " + type + " " + records);
        }
      }
    }
    if (random.nextBoolean()) {
      zone.sign();
    }
    return zone;
  }

  private static ZoneSnapshot build(ReferenceZone reference) {
    ZoneEditor editor = new ZoneEditor(APEX);
    reference.nodes.forEach(
        (owner, sets) ->
            sets.forEach(
                (type, texts) ->
                    texts.forEach(
                        text ->
                            editor.add(
                                owner, type, 60, text.getBytes(StandardCharsets.ISO_8859_1)))));
    return editor.build();
  }

  private static Set<String> texts(RRsetView rrset) {
    Set<String> texts = new TreeSet<>();
    int at = rrset.first();
    for (int i = 0; i < rrset.count(); i++, at = rrset.next(at)) {
      texts.add(
          new String(
              rrset.octets(),
              rrset.rdataOffset(at),
              rrset.rdataLength(at),
              StandardCharsets.ISO_8859_1));
    }
    return texts;
  }

  private String all(NodeView from) {
    NavigableMap<Integer, Set<String>> sets = new TreeMap<>();
    for (boolean more = from.first(rrset); more; more = from.next(rrset)) {
      sets.put(rrset.type(), texts(rrset));
    }
    return sets.toString();
  }

  private String print(Lookup outcome, byte[] octets, int qtype) {
    Name owner = Name.ofWire(octets, outcome.ownerOffset());
    assertEquals(APEX, Name.ofWire(octets, outcome.apexOffset()));
    return switch (outcome) {
      case Lookup.Answer it ->
          "Answer " + (qtype == 255 ? all(it.node()) : texts(it.rrset())) + by(it, octets);
      case Lookup.Alias it -> "Alias " + texts(it.cname()) + by(it, octets);
      case Lookup.Dname it -> "Dname " + owner + " " + texts(it.dname());
      case Lookup.Delegation it -> "Delegation " + owner + " " + texts(it.nameServers());
      case Lookup.NoData it -> "NoData" + by(it, octets);
      case Lookup.NameError it -> "NameError " + owner;
    };
  }

  private static String by(Lookup outcome, byte[] octets) {
    Name encloser = Name.ofWire(octets, outcome.encloserOffset());
    return outcome.isWildcard() ? " by " + encloser.child("*") : "";
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void everyOutcomeIsTheOneOfTheReference(int seed) {
    Random random = new Random(seed);
    Map<String, Integer> seen = new TreeMap<>();
    for (int round = 0; round < 500; round++) {
      ReferenceZone reference = randomZone(random);
      ZoneSnapshot zone = build(reference);
      for (int i = 0; i < 150; i++) {
        Name qname = randomName(random, true);
        int qtype = QTYPES[random.nextInt(QTYPES.length)];
        // The QNAME stands somewhere in a message, with other octets around it.
        byte[] octets = new byte[12 + qname.length() + 9];
        Arrays.fill(octets, (byte) 7);
        qname.copyTo(octets, 12);
        Lookup outcome = zone.lookup(octets, 12, qtype, scratch);
        String expected = reference.lookup(qname, qtype);
        Supplier<String> context = () -> qname + " " + qtype + " in " + reference.nodes;
        String lower = expected.toLowerCase(Locale.ROOT);
        assertEquals(lower, print(outcome, octets, qtype).toLowerCase(Locale.ROOT), context);
        seen.merge(expected.split("[ \\[]", 2)[0] + outcome.isWildcard(), 1, Integer::sum);
        assertProof(reference, qname, qtype, zone, context);
      }
    }
    // Each outcome with and without a wildcard where it can have one.
    assertEquals(
        Set.of(
            "Answertrue",
            "Answerfalse",
            "Aliastrue",
            "Aliasfalse",
            "NoDatatrue",
            "NoDatafalse",
            "Dnamefalse",
            "Delegationfalse",
            "NameErrorfalse"),
        seen.keySet());
    assertTrue(seen.values().stream().allMatch(times -> times > 100), seen.toString());
  }

  private void assertProof(
      ReferenceZone reference, Name qname, int qtype, ZoneSnapshot zone, Supplier<String> context) {
    Denial denial = scratch.prove();
    Set<Name> owners = new HashSet<>();
    for (int i = 0; i < denial.count(); i++) {
      assertTrue(denial.node(i).find(TypeCodes.NSEC, rrset), context);
      Name owner = denial.owner(i).toName();
      assertEquals(Set.of("nsec of " + owner), texts(rrset), context);
      assertTrue(owners.add(owner), context);
    }
    Set<Name> expected =
        reference.has(APEX, TypeCodes.NSEC) ? reference.proof(qname, qtype) : Set.of();
    assertEquals(expected, owners, context);
    assertEquals(reference.has(APEX, TypeCodes.NSEC), zone.hasNsec());
  }

  @Test
  void findsGlueAndOccludedNamesByName() {
    Random random = new Random(9);
    for (int round = 0; round < 200; round++) {
      ReferenceZone reference = randomZone(random);
      ZoneSnapshot zone = build(reference);
      for (int i = 0; i < 50; i++) {
        Name name = randomName(random, true);
        boolean found = zone.find(name, node, scratch);
        assertEquals(reference.nodes.containsKey(name), found);
        assertEquals(reference.at(name).toString(), all(node));
      }
    }
  }

  @Test
  void findsNothingOutsideTheZone() {
    ZoneSnapshot zone = build(randomZone(new Random(1)));
    for (String name : new String[] {".", "test.", "azone.test.", "one.test.", "zone.test.test."}) {
      byte[] octets = Name.parse(name).toWire();
      assertEquals(false, zone.encloses(octets, 0), name);
      assertEquals(false, zone.find(octets, 0, node, scratch), name);
    }
    // The octets of the apex, but inside a label.
    byte[] inside = new byte[1 + 63 + 1];
    inside[0] = 63;
    APEX.copyTo(inside, inside.length - APEX.length());
    assertEquals(inside.length, Labels.length(inside, 0));
    assertEquals(false, zone.encloses(inside, 0));
  }
}
