package nomen.loadtest.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class WorkloadTest {
  private static final int NAMES = 20_000;

  @Test
  void labelsAreDistinctAndDependOnTheSeed() {
    Labels one = new Labels(1);
    Labels two = new Labels(2);
    Set<String> seen = new HashSet<>();
    int equal = 0;
    for (long i = 0; i < 300_000; i++) {
      String label = one.label(i);
      assertTrue(seen.add(label), label);
      assertTrue(label.length() >= 6 && label.length() <= 10, label);
      equal += label.equals(two.label(i)) ? 1 : 0;
    }
    assertTrue(equal < 10, "labels that do not depend on the seed: " + equal);
  }

  @Test
  void labelsEndWhereTheirBitsEnd() {
    assertEquals(false, new Labels(7).label(Labels.LIMIT - 1).isEmpty());
    assertThrows(IllegalArgumentException.class, () -> new Labels(7).label(Labels.LIMIT));
    assertThrows(IllegalArgumentException.class, () -> new Labels(7).label(-1));
  }

  @Test
  void flatZoneHasTheRecordsThatTheMixAsksFor() throws IOException {
    FlatZone zone = new FlatZone("load.example.", NAMES, 5);
    Set<String> owners = new HashSet<>();
    Map<String, Integer> types = new HashMap<>();
    Set<String> pairs = new HashSet<>();
    for (String[] record : records(print(zone))) {
      owners.add(record[0]);
      types.merge(record[1], 1, Integer::sum);
      pairs.add(record[0] + " " + record[1]);
    }
    assertEquals(NAMES + 2 + 100, types.get("A"));
    assertEquals(NAMES / 4 + 1, types.get("AAAA"));
    assertEquals(NAMES / 10, types.get("MX"));

    int total = 100_000;
    Map<String, Integer> mix = new HashMap<>();
    for (String line : queries(zone, total)) {
      String[] query = line.split(" ", 2);
      String label = query[0].substring(0, query[0].indexOf('.'));
      boolean exists = owners.contains(label);
      mix.merge(exists ? query[1] : "missing", 1, Integer::sum);
      if (query[1].equals("AAAA") && pairs.contains(label + " AAAA")) {
        mix.merge("AAAA that exists", 1, Integer::sum);
      }
      if (query[1].equals("MX")) {
        assertTrue(pairs.contains(label + " MX"), line);
      }
    }
    near(0.70, mix.getOrDefault("A", 0), total);
    near(0.15, mix.getOrDefault("AAAA", 0), total);
    near(0.0375, mix.getOrDefault("AAAA that exists", 0), total);
    near(0.10, mix.getOrDefault("missing", 0), total);
    near(0.05, mix.getOrDefault("MX", 0), total);
  }

  @Test
  void delegationZoneIsSortedAndHasGlueForAThird() throws IOException {
    DelegationZone zone = new DelegationZone("load.example.", NAMES, 5);
    List<String[]> records = records(print(zone));
    List<String> owners = new ArrayList<>();
    int glue = 0;
    for (String[] record : records) {
      boolean ofTheRegistry = record[0].equals("@") || record[0].endsWith(".nic");
      if (record[1].equals("NS") && !ofTheRegistry) {
        owners.add(record[0]);
      }
      glue += record[1].equals("A") && !ofTheRegistry ? 1 : 0;
    }
    assertEquals(2 * NAMES, owners.size());
    assertEquals(owners, owners.stream().sorted().toList());
    assertEquals(NAMES, new TreeSet<>(owners).size());
    assertEquals(2 * ((NAMES + 2) / 3), glue);
    assertEquals(5 + 2 * NAMES + glue, records.size());
  }

  @Test
  void sameSeedSameOctets() throws IOException {
    assertEquals(print(new FlatZone("a.", 500, 9)), print(new FlatZone("a.", 500, 9)));
    assertEquals(print(new DelegationZone("a.", 500, 9)), print(new DelegationZone("a.", 500, 9)));
    assertEquals(
        queries(new DelegationZone("a.", 500, 9), 99),
        queries(new DelegationZone("a.", 500, 9), 99));
  }

  @Test
  void originIsAbsoluteAndSizeIsBounded() {
    assertThrows(IllegalArgumentException.class, () -> new FlatZone("load.example", 10, 1));
    assertThrows(IllegalArgumentException.class, () -> new FlatZone("a.", 0, 1));
    assertThrows(IllegalArgumentException.class, () -> new DelegationZone("a.", Labels.LIMIT, 1));
  }

  private static void near(double share, int count, int total) {
    assertEquals(share, (double) count / total, 0.01);
  }

  private static String print(QuerySource zone) throws IOException {
    StringBuilder text = new StringBuilder();
    zone.print(text);
    return text.toString();
  }

  private static List<String> queries(QuerySource zone, int count) throws IOException {
    StringBuilder text = new StringBuilder();
    zone.printQueries(text, count, 3);
    return text.toString().lines().toList();
  }

  private static List<String[]> records(String zone) {
    return zone.lines()
        .filter(line -> !line.startsWith("$"))
        .map(line -> line.split("\t"))
        .toList();
  }
}
