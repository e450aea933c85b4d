package nomen.store.update;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import nomen.codec.rr.ResourceRecord;
import nomen.store.zone.Changeset;
import nomen.store.zone.ZoneDifference;
import nomen.store.zone.ZoneEditor;
import nomen.store.zone.ZoneInvariants;
import nomen.store.zone.ZoneSnapshot;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A file that an operator edited comes into a zone that updates changed. */
class FileMergeTest {
  private List<ResourceRecord> base = List.of();
  private List<ResourceRecord> file = List.of();
  private List<ResourceRecord> mine = List.of();
  private int fileSerial = 1;
  private int zoneSerial = 1;

  private List<String> conflicts = List.of();
  private ZoneSnapshot merged = Zones.zone();

  private static List<ResourceRecord> records(String lines) {
    return Arrays.stream(lines.split(";", -1))
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .map(Zones::record)
        .toList();
  }

  private static ZoneSnapshot zone(int serial, List<ResourceRecord> records) {
    List<ResourceRecord> all = new ArrayList<>(records);
    if (all.stream().noneMatch(record -> record.type().mnemonic().equals("SOA"))) {
      all.add(Zones.soa(serial));
    }
    if (all.stream().noneMatch(FileMergeTest::isApexNs)) {
      all.add(Zones.record("@ 3600 NS ns"));
    }
    return Zones.zone(all);
  }

  private static boolean isApexNs(ResourceRecord record) {
    return record.owner().equals(Zones.APEX) && record.type().mnemonic().equals("NS");
  }

  private Evaluation merge(boolean fileWins) {
    FileMerge merge = new FileMerge(zone(1, base), zone(fileSerial, file), fileWins);
    ZoneSnapshot from = zone(zoneSerial, mine);
    Evaluation evaluation = evaluate(merge, from);
    List<String> first = conflicts;
    ZoneSnapshot result = merged;
    if (evaluation instanceof Evaluation.Changed(Changeset changes)) {
      assertEquals(ZoneDifference.between(from, result), changes);
    }
    assertEquals(List.of(), ZoneInvariants.broken(result));
    Evaluation again = evaluate(merge, result);
    assertEquals(new Evaluation.Unchanged((int) result.serial()), again, "merged again");
    conflicts = first;
    merged = result;
    return evaluation;
  }

  private Evaluation evaluate(FileMerge merge, ZoneSnapshot from) {
    ZoneEditor editor = from.edit();
    Merged outcome = merge.evaluate(editor, SerialPolicy.INCREMENT, 0);
    assertEquals(outcome.conflictCount(), outcome.conflicts().size());
    conflicts = outcome.conflicts().stream().map(Conflict::toString).toList();
    merged = editor.build();
    return outcome.evaluation();
  }

  /** Merges lines, separated by semicolons; what wins is told for both ways of the setting. */
  private void assertMerged(
      String base, String file, String zone, String conflict, String zoneWins, String fileWins) {
    this.base = records(base);
    this.file = records(file);
    mine = records(zone);
    List<String> told = conflict == null || conflict.isEmpty() ? List.of() : List.of(conflict);
    merge(false);
    assertEquals(Zones.data(zone(1, records(zoneWins))), Zones.data(merged), "zone wins");
    assertEquals(told, conflicts);
    merge(true);
    assertEquals(Zones.data(zone(1, records(fileWins))), Zones.data(merged), "file wins");
    assertEquals(told, conflicts);
  }

  @Nested
  class Records {
    @ParameterizedTest(name = "{0}")
    @CsvSource(
        delimiter = '|',
        textBlock =
            """
            file adds       | a 1 A 10.0.0.1 | a 1 A 10.0.0.1; b 1 TXT x | a 1 A 10.0.0.1; c 1 TXT y | a 1 A 10.0.0.1; b 1 TXT x; c 1 TXT y
            file removes    | a 1 A 10.0.0.1; b 1 TXT x | a 1 A 10.0.0.1 | a 1 A 10.0.0.1; b 1 TXT x; c 1 TXT y | a 1 A 10.0.0.1; c 1 TXT y
            one RRset       | a 1 A 10.0.0.1; a 1 A 10.0.0.2 | a 1 A 10.0.0.2; a 1 A 10.0.0.3 | a 1 A 10.0.0.1; a 1 A 10.0.0.4 | a 1 A 10.0.0.3; a 1 A 10.0.0.4
            both add        | b 1 TXT x | b 1 TXT x; a 1 A 10.0.0.1 | b 1 TXT x; A 1 A 10.0.0.1 | b 1 TXT x; A 1 A 10.0.0.1
            both remove     | b 1 TXT x; a 1 A 10.0.0.1 | b 1 TXT x | b 1 TXT x | b 1 TXT x
            changed, gone   | a 1 A 10.0.0.1 | a 1 A 10.0.0.2 | b 1 TXT x | a 1 A 10.0.0.2; b 1 TXT x
            gone, changed   | a 1 A 10.0.0.1 | b 1 TXT x | a 1 A 10.0.0.2 | a 1 A 10.0.0.2; b 1 TXT x
            other types     | a 1 A 10.0.0.1; a 1 TXT x | a 1 A 10.0.0.2; a 1 TXT x | a 1 A 10.0.0.1; a 1 TXT y | a 1 A 10.0.0.2; a 1 TXT y
            ours left alone | a 1 A 10.0.0.1 | a 1 A 10.0.0.1 | c 1 TXT y | c 1 TXT y
            """)
    void withoutConflict(String what, String base, String file, String zone, String merged) {
      assertMerged(base, file, zone, "", merged, merged);
    }
  }

  @Nested
  class Ttls {
    @ParameterizedTest(name = "{0}")
    @CsvSource(
        delimiter = '|',
        textBlock =
            """
            file changes it    | a 300 A 10.0.0.1 | a 60 A 10.0.0.1 | a 300 A 10.0.0.1; a 300 A 10.0.0.2 | a 60 A 10.0.0.1; a 60 A 10.0.0.2
            zone changes it    | a 300 A 10.0.0.1 | a 300 A 10.0.0.1; a 300 A 10.0.0.2 | a 60 A 10.0.0.1 | a 60 A 10.0.0.1; a 60 A 10.0.0.2
            both alike         | a 300 A 10.0.0.1 | a 60 A 10.0.0.1 | a 60 A 10.0.0.1 | a 60 A 10.0.0.1
            changed and gone   | a 300 A 10.0.0.1 | a 60 A 10.0.0.1 | b 1 TXT x | b 1 TXT x
            with a new address | a 300 A 10.0.0.1 | a 60 A 10.0.0.2 | a 300 A 10.0.0.1 | a 60 A 10.0.0.2
            """)
    void withoutConflict(String what, String base, String file, String zone, String merged) {
      assertMerged(base, file, zone, "", merged, merged);
    }

    @Test
    void bothChangeIt() {
      assertMerged(
          "a 300 A 10.0.0.1",
          "a 60 A 10.0.0.1",
          "a 900 A 10.0.0.1",
          "a.example. A: TTL: the file has 60, the zone has 900",
          "a 900 A 10.0.0.1",
          "a 60 A 10.0.0.1");
    }

    @Test
    void bothBeginAnRrset() {
      assertMerged(
          "",
          "a 60 A 10.0.0.1",
          "a 900 A 10.0.0.2",
          "a.example. A: TTL: the file has 60, the zone has 900",
          "a 900 A 10.0.0.1; a 900 A 10.0.0.2",
          "a 60 A 10.0.0.1; a 60 A 10.0.0.2");
    }

    @Test
    void signaturesGoByWhatTheyCover() {
      String rest = " 8 2 300 20300101000000 20200101000000 1 @ AQID";
      assertMerged(
          "a 300 RRSIG A" + rest + "; a 300 RRSIG TXT" + rest,
          "a 60 RRSIG A" + rest + "; a 300 RRSIG TXT" + rest,
          "a 300 RRSIG A" + rest + "; a 900 RRSIG TXT" + rest,
          "",
          "a 60 RRSIG A" + rest + "; a 900 RRSIG TXT" + rest,
          "a 60 RRSIG A" + rest + "; a 900 RRSIG TXT" + rest);
    }
  }

  @Nested
  class SingleRecords {
    @ParameterizedTest(name = "{0}")
    @CsvSource(
        delimiter = '|',
        textBlock =
            """
            file changes it | a 1 CNAME x | a 1 CNAME y | a 1 CNAME x | a 1 CNAME y
            zone changes it | a 1 CNAME x; b 1 TXT x | a 1 CNAME x | a 1 CNAME y; b 1 TXT x | a 1 CNAME y
            both alike      | a 1 CNAME x | a 1 CNAME y | a 1 CNAME Y | a 1 CNAME Y
            file adds it    | b 1 TXT x | b 1 TXT x; a 1 DNAME y.test. | b 1 TXT x | b 1 TXT x; a 1 DNAME y.test.
            file removes it | a 1 DNAME y.test.; b 1 TXT x | b 1 TXT x | a 1 DNAME y.test.; b 1 TXT x | b 1 TXT x
            only its TTL    | a 1 CNAME x | a 2 CNAME x | a 1 CNAME y | a 2 CNAME y
            """)
    void withoutConflict(String what, String base, String file, String zone, String merged) {
      assertMerged(base, file, zone, "", merged, merged);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
        delimiter = '|',
        textBlock =
            """
            both change it       | a 1 CNAME x | a 1 CNAME y | a 1 CNAME z | a.example. CNAME: the file has y.example., the zone has z.example. | a 1 CNAME z | a 1 CNAME y
            both begin it        | b 1 TXT x | b 1 TXT x; a 1 DNAME y | b 1 TXT x; a 2 DNAME z | a.example. DNAME: the file has y.example., the zone has z.example. | b 1 TXT x; a 2 DNAME z | b 1 TXT x; a 1 DNAME y
            changed and removed  | a 1 CNAME x | a 1 CNAME y | b 1 TXT x | a.example. CNAME: the file has y.example., the zone has none | b 1 TXT x | b 1 TXT x; a 1 CNAME y
            removed and changed  | a 1 CNAME x | b 1 TXT x | a 1 CNAME z | a.example. CNAME: the file has none, the zone has z.example. | b 1 TXT x; a 1 CNAME z | b 1 TXT x
            """)
    void conflict(
        String what,
        String base,
        String file,
        String zone,
        String conflict,
        String zoneWins,
        String fileWins) {
      if (what.equals("both begin it")) {
        // The file's TTL comes with its record only if it wins.
        fileWins = "b 1 TXT x; a 1 DNAME y";
        assertConflicts(base, file, zone, 2, fileWins);
        return;
      }
      assertMerged(base, file, zone, conflict, zoneWins, fileWins);
    }

    private void assertConflicts(
        String baseLines, String fileLines, String zoneLines, int count, String fileWins) {
      base = records(baseLines);
      file = records(fileLines);
      mine = records(zoneLines);
      merge(false);
      assertEquals(1, conflicts.size());
      assertEquals(Zones.data(zone(1, mine)), Zones.data(merged));
      merge(true);
      assertEquals(count, conflicts.size());
      assertEquals(Zones.data(zone(1, records(fileWins))), Zones.data(merged));
    }
  }

  @Nested
  class RulesOfZones {
    private static final String CNAME =
        ": the file adds it, the zone has other data: CNAME cannot stand beside other data";

    @Test
    void theFileAddsACname() {
      assertMerged(
          "a 1 A 10.0.0.1",
          "a 1 CNAME x",
          "a 1 A 10.0.0.1; a 1 A 10.0.0.2",
          "a.example. CNAME" + CNAME,
          "a 1 A 10.0.0.1; a 1 A 10.0.0.2",
          "a 1 CNAME x");
    }

    @Test
    void theZoneHasACname() {
      assertMerged(
          "a 1 A 10.0.0.1; a 1 TXT x",
          "a 1 A 10.0.0.2; a 1 TXT x",
          "a 1 CNAME x",
          "a.example. A" + CNAME,
          "a 1 CNAME x",
          "a 1 A 10.0.0.2; a 1 TXT x");
    }

    @Test
    void aCnameInTheFileForWhatTheZoneNoLongerHas() {
      assertMerged("a 1 A 10.0.0.1", "a 1 CNAME x", "", "", "a 1 CNAME x", "a 1 CNAME x");
    }

    @Test
    void dnameAndDelegation() {
      assertMerged(
          "",
          "a 1 DNAME x.test.",
          "a 1 NS ns.test.",
          "a.example. DNAME: the file adds it, the zone has other data:"
              + " DNAME cannot stand beside NS",
          "a 1 NS ns.test.",
          "a 1 DNAME x.test.");
    }

    @Test
    void anNsIsLeftAtTheApex() {
      assertMerged(
          "@ 1 NS a; @ 1 NS b",
          "@ 1 NS a",
          "@ 1 NS b",
          "example. NS: with both no NS is left at the apex",
          "@ 1 NS b",
          "@ 1 NS a");
    }

    @Test
    void moreRecordsThanAnRrsetHolds() {
      List<ResourceRecord> many = new ArrayList<>();
      for (int i = 0; i < UpdateLimits.MOST_RECORDS_PER_RRSET; i++) {
        many.add(Zones.record("a 1 TYPE65280 \\# 2 %04x".formatted(i)));
      }
      base = List.of(many.getFirst());
      file = many;
      mine = records("a 1 TYPE65280 \\# 2 0000; a 1 TYPE65280 \\# 1 00");
      merge(false);
      assertEquals(
          List.of("a.example. TYPE65280: both together are more than 65535 records"), conflicts);
      assertEquals(2, Zones.data(merged).size());
      merge(true);
      assertEquals(Zones.data(zone(1, file)), Zones.data(merged));
    }
  }

  @Nested
  class Soa {
    private Evaluation mergeSoa(String of, String inFile, String inZone, boolean fileWins) {
      base = records("@ 3600 SOA " + of);
      file = records("@ 3600 SOA " + inFile);
      mine = records("@ 3600 SOA " + inZone);
      return merge(fileWins);
    }

    private String soa() {
      return Zones.lines(merged).stream().filter(line -> line.contains(" SOA ")).findFirst().get();
    }

    @Test
    void fieldsAreMergedOneByOne() {
      mergeSoa("ns a 1 2 3 4 5", "ns a 1 20 3 4 5", "ns2 a 7 2 3 4 50", false);
      assertEquals(List.of(), conflicts);
      assertEquals("example. 3600 IN SOA ns2.example. a.example. 8 20 3 4 50", soa());
    }

    @Test
    void aFieldThatBothChanged() {
      mergeSoa("ns a 1 2 3 4 5", "n1 a 1 20 3 4 5", "n2 a 7 200 3 4 5", false);
      assertEquals(
          List.of(
              "example. SOA: MNAME: the file has n1.example., the zone has n2.example.",
              "example. SOA: REFRESH: the file has 20, the zone has 200"),
          conflicts);
      assertEquals("example. 3600 IN SOA n2.example. a.example. 7 200 3 4 5", soa());
      mergeSoa("ns a 1 2 3 4 5", "n1 a 1 20 3 4 5", "n2 a 7 200 3 4 5", true);
      assertEquals("example. 3600 IN SOA n1.example. a.example. 8 20 3 4 5", soa());
    }

    @Test
    void theSerialOfTheFileIfItIsNewer() {
      mergeSoa("ns a 1 2 3 4 5", "ns a 9 20 3 4 5", "ns a 7 2 3 4 5", false);
      assertEquals("example. 3600 IN SOA ns.example. a.example. 9 20 3 4 5", soa());
      mergeSoa("ns a 1 2 3 4 5", "ns a 7 20 3 4 5", "ns a 7 2 3 4 5", false);
      assertEquals("example. 3600 IN SOA ns.example. a.example. 8 20 3 4 5", soa());
    }

    @Test
    void nothingButTheSerial() {
      var changed =
          assertInstanceOf(
              Evaluation.Changed.class,
              mergeSoa("ns a 1 2 3 4 5", "ns a 9 2 3 4 5", "ns a 7 2 3 4 5", false));
      assertEquals(9, changed.changeset().serialTo());
      assertEquals(
          new Evaluation.Unchanged(7),
          mergeSoa("ns a 1 2 3 4 5", "ns a 6 2 3 4 5", "ns a 7 2 3 4 5", false));
    }
  }

  @Test
  void withoutSerialInTheFileThePolicyGivesOne() {
    file = records("a 1 A 10.0.0.1");
    zoneSerial = 41;
    var changed = assertInstanceOf(Evaluation.Changed.class, merge(false));
    assertEquals(42, changed.changeset().serialTo());
    fileSerial = 50;
    changed = assertInstanceOf(Evaluation.Changed.class, merge(false));
    assertEquals(50, changed.changeset().serialTo());
  }
}
