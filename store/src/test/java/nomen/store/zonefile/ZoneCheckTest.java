package nomen.store.zonefile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import nomen.store.zone.RRsetView;
import nomen.store.zone.ZoneSpace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Every row of the table of checks in docs/zone-files.md. */
class ZoneCheckTest {
  /** Four lines: what a test adds begins on line 5. */
  private static final String GOOD =
      """
      $TTL 300
      @ SOA ns h 1 2 3 4 5
      @ NS ns
      ns A 192.0.2.1
      """;

  private static void assertFound(String text, String... findings) {
    assertEquals(List.of(findings), TextFiles.check(GOOD + text));
  }

  @Test
  void goodZoneHasNoFindings() {
    assertFound("");
    assertFound("w CNAME ns\nd DNAME x.\nm MX 10 ns\n*.w2 TXT x\ns AAAA ::1\ns NS s");
  }

  @Test
  void soa() {
    assertEquals(
        List.of("z:1:1: error: no SOA at the apex example."),
        TextFiles.check("$TTL 5\n@ NS ns.other.\n"));
    assertEquals(
        List.of("z:2:3: error: no NS at the apex example."),
        TextFiles.check("$TTL 5\n@ SOA ns h 1 2 3 4 5\n"));
    assertFound("@ SOA ns h 2 2 3 4 5", "z:5:3: error: second SOA");
    assertFound("@ SOA ns h 1 2 3 4 5", "z:5:3: warning: record stands here a second time, in SOA");
    assertFound("a SOA ns h 1 2 3 4 5", "z:5:3: error: SOA below the apex");
  }

  @Test
  void rrsetThatFitsNoMessage() {
    String text = " TXT" + (" \"" + "x".repeat(250) + "\"").repeat(40);
    StringBuilder records = new StringBuilder();
    for (int i = 0; i < 7; i++) {
      records.append('a').append(text).append(' ').append(i).append('\n');
    }
    assertFound(
        records.toString(),
        "z:5:3: error: RRset of 70378 octets fits no message: over 65253, in TXT");
    // Compressed, names of one suffix take little.
    StringBuilder names = new StringBuilder();
    String suffix = ("." + "y".repeat(60)).repeat(3) + ".";
    for (int i = 0; i < 2000; i++) {
      names.append("p PTR h").append(i).append(suffix).append('\n');
    }
    assertFound(names.toString());
  }

  private static List<String> checkAt(String time, String text) {
    return new ZoneLoader(
            new TextFiles().file("z", GOOD + text).opener(),
            (octets, ofOctets) -> {},
            InstantSource.fixed(Instant.parse(time)))
        .load(Path.of("z"), TextFiles.ORIGIN).findings().list().stream()
            .map(Finding::toString)
            .toList();
  }

  @Test
  void expiredSignatures() {
    String signatures =
        """
        ns RRSIG A 8 2 300 20300101000000 20200101000000 1 example. AAAA
        ns RRSIG TXT 8 2 300 20240101000000 20200101000000 1 example. AAAA
        """;
    assertEquals(List.of(), checkAt("2023-01-01T00:00:00Z", signatures));
    assertEquals(
        List.of(
            "z:6:4: warning: 1 of 2 signatures of the zone have expired; this one expired at"
                + " 2024-01-01 00:00:00 UTC, that of TXT"),
        checkAt("2025-01-01T00:00:00Z", signatures));
    assertEquals(
        List.of(
            "z:5:4: warning: all 2 signatures of the zone have expired; this one expired at"
                + " 2030-01-01 00:00:00 UTC, that of A"),
        checkAt("2031-01-01T00:00:00Z", signatures));
    // Serial arithmetic: 2110 is later than 2100, although its 32 bits are fewer.
    String late = "ns RRSIG A 8 2 300 21100101000000 20200101000000 1 example. AAAA";
    assertEquals(List.of(), checkAt("2100-01-01T00:00:00Z", late));
  }

  @Test
  void nsec3() {
    assertFound(
        "@ NSEC3PARAM 1 0 0 -",
        "z:5:3: warning: signed with NSEC3: answers that deny a name or type have no proof, which"
            + " NSEC only gives");
  }

  @Test
  void zoneThatTakesTooMuchOfTheHeap() {
    LoadedZone loaded =
        new ZoneLoader(
                new TextFiles().file("z", GOOD + "$GENERATE 0-1048575 a$ A 192.0.2.1").opener(),
                (octets, ofOctets) -> {},
                null,
                new ZoneSpace(3 << 20, 2 << 20).share())
            .load(Path.of("z"), TextFiles.ORIGIN);
    assertNull(loaded.zone());
    assertEquals(
        "z:5:1: error: no room for the zone: with those that are served, and those that are read"
            + " meanwhile, it takes more than 3 MiB, 45 % of the heap (-Xmx gives the server more)",
        loaded.findings().list().getFirst().toString());
    assertEquals(1, loaded.findings().errorCount());
  }

  @Test
  @Timeout(5)
  void typesAtOneNameAreBounded() {
    List<Integer> types =
        new ArrayList<>(
            IntStream.range(1000, 65_280).filter(type -> type % 3 == 0).boxed().toList());
    Collections.shuffle(types, new Random(1));
    StringBuilder records = new StringBuilder();
    types.subList(0, 1000).forEach(type -> records.append("a TYPE" + type + " \\# 0\n"));
    assertFound(records.toString());
    types.subList(1000, types.size()).forEach(type -> records.append("a TYPE" + type + " \\# 0\n"));
    List<String> found = TextFiles.check(GOOD + records);
    assertEquals(100, found.size());
    assertEquals("z:1005:3: error: more than 1000 RRsets at one name", found.getFirst());
  }

  @Test
  void emptyFileHasNoSoa() {
    assertEquals(List.of("z:1:1: error: no SOA at the apex example."), TextFiles.check(""));
  }

  @Test
  void outOfZone() {
    assertFound(
        "a.com. A 192.0.2.1\nxexample. A 192.0.2.1\n. A 192.0.2.1",
        "z:5:8: error: out of zone: a.com. is not at or below example.",
        "z:6:11: error: out of zone: xexample. is not at or below example.",
        "z:7:3: error: out of zone: . is not at or below example.");
  }

  @Test
  void cname() {
    assertFound("a CNAME b\na CNAME c", "z:5:3: error: more than one CNAME, in CNAME");
    assertFound("a CNAME b\na TXT x\na A 192.0.2.1", "z:5:3: error: CNAME beside A, in CNAME");
    assertFound("a TXT x\na CNAME b", "z:6:3: error: CNAME beside TXT, in CNAME");
    assertFound("a CNAME b\na DNAME c", "z:5:3: error: CNAME beside DNAME, in CNAME");
    assertFound("@ CNAME b", "z:5:3: error: CNAME beside NS, in CNAME");
    assertFound(
        """
        a CNAME b
        a NSEC b CNAME
        a RRSIG CNAME 8 2 300 20300101000000 20200101000000 1 example. AAAA\
        """);
  }

  @Test
  void dname() {
    assertFound("a DNAME b\na DNAME c", "z:5:3: error: more than one DNAME, in DNAME");
    assertFound(
        "a DNAME b\nx.a TXT x\ny.a TXT x\nab TXT x",
        "z:6:5: warning: occluded by a DNAME above, in TXT",
        "z:7:5: warning: occluded by a DNAME above, in TXT");
    assertFound("a DNAME b\na NS x.", "z:5:3: error: DNAME beside NS below the apex, in DNAME");
    assertFound("a DNAME b\na TXT x");
    assertEquals(
        List.of("z:5:4: warning: occluded by a DNAME above, in A"),
        TextFiles.check(
            """
            $TTL 300
            @ SOA ns.x. h 1 2 3 4 5
            @ NS ns.x.
            @ DNAME x.
            ns A 192.0.2.1
            """));
  }

  @Test
  void ttlsOfAnRRset() {
    assertFound(
        "a 60 A 192.0.2.1\na 30 A 192.0.2.2\na 40 A 192.0.2.3\na 5 TXT x",
        "z:6:6: warning: TTL lower than that of the RRset, which takes it over, in A",
        "z:7:6: warning: TTL higher than that of the RRset, which is taken instead, in A");
    LoadedZone loaded =
        new TextFiles().file("z", GOOD + "a 60 TXT a\na 30 TXT b\na 90 TXT c").load("z");
    assertEquals(
        3,
        TextFiles.print(Objects.requireNonNull(loaded.zone()))
            .lines()
            .filter(line -> line.startsWith("a.example. 30 IN TXT"))
            .count());
  }

  @Test
  void duplicateRecords() {
    assertFound(
        "a A 192.0.2.1\na A 192.0.2.1", "z:6:3: warning: record stands here a second time, in A");
  }

  @Test
  void apexNsTarget() {
    String start = "$TTL 300\n@ SOA ns h 1 2 3 4 5\n@ NS ns\n";
    String none = "z:3:3: error: ns.example. has no address, in nsdname of NS";
    assertEquals(List.of(none), TextFiles.check(start));
    assertEquals(List.of(none), TextFiles.check(start + "ns TXT x\n"));
    assertEquals(List.of(none), TextFiles.check(start + "x.ns A 192.0.2.1\n"));
    assertEquals(List.of(), TextFiles.check(start + "ns AAAA ::1\n"));
    assertEquals(List.of(), TextFiles.check(start + "* AAAA ::1\n"));
    assertEquals(
        List.of("z:3:3: error: ns.example. is an alias, in nsdname of NS"),
        TextFiles.check(start + "ns CNAME x.\n"));
    assertFound("@ NS n.d\nd DNAME x.", "z:5:3: error: n.d.example. is an alias, in nsdname of NS");
  }

  @Test
  void delegationTargetAndGlue() {
    assertFound("s NS n.s\nn.s A 192.0.2.1\nt NS n.s\nu NS u\nu AAAA ::1\nv NS x.other.");
    assertFound(
        "s NS n.s\ns NS m.s\nm.s A 192.0.2.1",
        "z:5:3: warning: n.s.example. has no address: glue is missing, in nsdname of NS");
    assertFound(
        "s NS s\nx TXT x",
        "z:5:3: warning: s.example. has no address: glue is missing, in nsdname of NS");
    assertFound(
        "s NS n.t\nt NS n.other.",
        "z:5:3: warning: n.t.example. has no address: sibling glue is missing, in nsdname of NS");
    assertFound(
        "s NS x\ns NS y\ny CNAME ns",
        "z:5:3: warning: x.example. has no address, in nsdname of NS",
        "z:6:3: warning: y.example. is an alias, in nsdname of NS");
  }

  @Test
  void otherTargets() {
    assertFound(
        "a MX 1 x\nb MX 1 c\nc CNAME ns\nd MX 0 .\ne MX 1 other.",
        "z:5:3: warning: x.example. has no address, in exchange of MX",
        "z:6:3: warning: c.example. is an alias, in exchange of MX");
    assertFound(
        "a SRV 0 0 0 .\nb SRV 0 0 1 x",
        "z:6:3: warning: x.example. has no address, in target of SRV");
    assertFound(
        "a HTTPS 1 .\nb HTTPS 0 x\nc SVCB 1 x",
        "z:7:3: warning: x.example. has no address, in TargetName of SVCB");
    assertFound("a MX 1 x.s\ns NS n.other.");
  }

  @Test
  void zoneCuts() {
    assertFound(
        "s NS x.\ns TXT x\nn.s A 192.0.2.1\nt.s TXT x\nt.s MX 1 y\nst TXT x",
        "z:6:3: warning: occluded by the zone cut at this name, in TXT",
        "z:9:5: warning: occluded by the zone cut at s.example., in MX");
    assertFound("s NS x.\ns DS 1 8 2 " + "00".repeat(32));
    assertFound(
        "s DS 1 8 2 " + "00".repeat(32), "z:5:3: warning: DS where there is no zone cut, in DS");
    assertFound("*.s NS x.", "z:5:5: warning: wildcard owns NS, in NS");
  }

  @Test
  void whatIsMissingIsNotReportedIfRecordsCouldNotBeRead() {
    assertEquals(
        List.of("z:3:3: error: unknown type or class NSS, in type"),
        TextFiles.check("$TTL 5\n@ SOA ns h 1 2 3 4 5\n@ NSS ns\n"));
    assertFound(
        "a MX 10 b\nb AA ::1\nc CNAME ns\nc TXT x",
        "z:6:3: error: unknown type or class AA, in type",
        "z:7:3: error: CNAME beside TXT, in CNAME");
  }

  @Test
  void placesAreThoseOfTheIncludedFileAndOfGenerate() {
    TextFiles files =
        new TextFiles()
            .file("z", GOOD + "$GENERATE 1-2 m$ MX \"1 x\"\n$INCLUDE y\n")
            .file("y", "\na MX 1 x\n");
    assertEquals(
        List.of(
            "z:5:1: warning: x.example. has no address, in exchange of MX",
            "z:5:1: warning: x.example. has no address, in exchange of MX",
            "y:2:3: warning: x.example. has no address, in exchange of MX"),
        files.load("z").findings().list().stream().map(Finding::toString).toList());
  }

  @Test
  void zoneWithWarningsIsLoadedAndOneWithErrorsIsNot() {
    LoadedZone warned = new TextFiles().file("z", GOOD + "a MX 1 x\n").load("z");
    assertNotNull(warned.zone());
    assertEquals("0 errors, 1 warning", warned.findings().summary());
    LoadedZone refused = new TextFiles().file("z", GOOD + "a.com. MX 1 x\n").load("z");
    assertNull(refused.zone());
    assertEquals("1 error, 0 warnings", refused.findings().summary());
  }

  @Test
  void warningsAreCountedBeyond100() {
    LoadedZone loaded =
        new TextFiles()
            .file("z", GOOD + "$GENERATE 1-300 a$ MX \"1 x\"\n$GENERATE 1-200 b A 192.0.2.1\n")
            .load("z");
    assertNotNull(loaded.zone());
    assertEquals(100, loaded.findings().list().size());
    assertEquals("0 errors, 499 warnings (100 shown)", loaded.findings().summary());
  }

  @Test
  void readingStopsAt100Errors() {
    LoadedZone loaded = new TextFiles().file("z", GOOD + "x\n".repeat(300)).load("z");
    assertNull(loaded.zone());
    assertEquals("100 errors (stopped there), 0 warnings", loaded.findings().summary());
  }

  @Test
  void progressIsTold() {
    List<Long> seen = new ArrayList<>();
    LoadedZone loaded =
        new ZoneLoader(
                new TextFiles().file("z", GOOD).opener(),
                (octets, ofOctets) -> seen.add(octets * 1_000_000 + ofOctets))
            .load(Path.of("z"), TextFiles.ORIGIN);
    RRsetView soa = new RRsetView();
    assertEquals(true, Objects.requireNonNull(loaded.zone()).soa(soa));
    long size = GOOD.length();
    assertEquals(List.of(size * 1_000_000 + size, size * 1_000_000 + size), seen);
  }
}
