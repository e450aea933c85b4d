package nomen.server.catalog;

import static nomen.server.catalog.CatalogZones.HEAD;
import static nomen.server.catalog.CatalogZones.VERSION;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import nomen.codec.name.Name;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What a catalog says, by the sections of RFC 9432. */
class CatalogReaderTest {
  private static final Name ONE = Name.parse("one.test.");
  private static final Name TWO = Name.parse("two.test.");

  private static Map<Name, CatalogMember> read(String lines) throws BrokenCatalogException {
    return CatalogReader.read(CatalogZones.of(HEAD + VERSION + lines), 10);
  }

  private static String whyBroken(String lines) {
    return String.valueOf(
        assertThrows(
                BrokenCatalogException.class,
                () -> CatalogReader.read(CatalogZones.of(HEAD + lines), 3))
            .getMessage());
  }

  private static CatalogMember member(Map<Name, CatalogMember> members, Name zone) {
    return Objects.requireNonNull(members.get(zone));
  }

  /** 4.1: NS records are neither needed nor looked at. */
  @Nested
  class Section4_1 {
    @Test
    void anyNameServersDo() throws BrokenCatalogException {
      String lines = "@ NS ns.somewhere.test.\na.zones PTR one.test.\n";
      assertEquals(List.of(ONE), List.copyOf(read(lines).keySet()));
    }
  }

  /** 4.2: member nodes. */
  @Nested
  class Section4_2 {
    @Test
    void membersAreNamedByPtrRecords() throws BrokenCatalogException {
      Map<Name, CatalogMember> members =
          read("a.zones PTR one.test.\nB.zones PTR two.test.\nx.y.zones PTR no.test.\n");
      assertEquals(2, members.size());
      assertEquals(Name.parse("a."), member(members, ONE).label());
      assertEquals(Name.parse("b."), member(members, TWO).label());
    }

    @Test
    void aNodeWithTwoIsBroken() {
      assertEquals(
          "a.zones.catz.test. has 2 PTR records, and may have one (RFC 9432 section 4.2)",
          whyBroken(VERSION + "a.zones PTR one.test.\na.zones PTR two.test.\n"));
    }

    @Test
    void aMemberAtTwoNodesIsBroken() {
      assertEquals(
          "ONE.test. stands at two member nodes, a. and b. (RFC 9432 section 4.2)",
          whyBroken(VERSION + "a.zones PTR one.test.\nb.zones PTR ONE.test.\n"));
    }

    @Test
    void otherRecordsAreIgnored() throws BrokenCatalogException {
      String lines =
          """
          zones TXT hello
          zones PTR no.test.
          PTR PTR no.test.
          a.zones TXT hello
          b.zones A 192.0.2.1
          www A 192.0.2.1
          """;
      assertEquals(Map.of(), read(lines));
    }

    @Test
    void thereIsALimit() {
      String lines = "a.zones PTR a.\nb.zones PTR b.\nc.zones PTR c.\n";
      assertEquals(
          "more than 3 members (members.max)", whyBroken(VERSION + lines + "d.zones PTR d.\n"));
    }
  }

  /** 4.3.1: the version property. */
  @Nested
  class Section4_3_1 {
    @Test
    void withoutItTheCatalogIsBroken() {
      assertEquals(
          "there is no TXT record version.catz.test. (RFC 9432 section 4.3.1)",
          whyBroken("a.zones PTR one.test.\n"));
    }

    @Test
    void onlyTwoIsSupported() {
      for (String version : List.of("1", "3", "02", "\"2 \"")) {
        assertEquals(
            "version \"%s\" is not supported (RFC 9432 section 4.3.1)"
                .formatted(version.replace("\"", "")),
            whyBroken("version TXT " + version + "\n"));
      }
    }

    @Test
    void twoRecordsAreBroken() {
      assertEquals(
          "version.catz.test. has 2 TXT records, and may have one (RFC 9432 section 4.3.1)",
          whyBroken(VERSION + "version TXT 3\n"));
    }
  }

  /** 4.4.1: the coo property. */
  @Nested
  class Section4_4_1 {
    @Test
    void itNamesTheNewOwner() throws BrokenCatalogException {
      Map<Name, CatalogMember> members =
          read("a.zones PTR one.test.\nCOO.a.zones PTR other.test.\nb.zones PTR two.test.\n");
      assertEquals(Name.parse("other.test."), member(members, ONE).newOwner());
      assertNull(member(members, TWO).newOwner());
    }

    @Test
    void twoRecordsAreBroken() {
      assertEquals(
          "coo.a.zones.catz.test. has 2 PTR records, and may have one (RFC 9432 section 4.4.1)",
          whyBroken(VERSION + "a.zones PTR one.test.\ncoo.a.zones PTR x.\ncoo.a.zones PTR y.\n"));
    }
  }

  /** 4.4.2: the group property. */
  @Nested
  class Section4_4_2 {
    @Test
    void thereMayBeSeveralValues() throws BrokenCatalogException {
      Map<Name, CatalogMember> members =
          read(
              """
              a.zones PTR one.test.
              group.a.zones TXT Blue
              group.a.zones TXT red
              b.zones PTR two.test.
              """);
      assertEquals(Set.of("Blue", "red"), Set.copyOf(member(members, ONE).groups()));
      assertEquals(List.of(), member(members, TWO).groups());
    }

    @Test
    void theWholeRdataIsTheValue() throws BrokenCatalogException {
      assertEquals(
          List.of("operator-x-foo"),
          member(read("a.zones PTR one.test.\ngroup.a.zones TXT operator-x -foo\n"), ONE).groups());
    }
  }

  /** 4.5: properties of others are ignored. */
  @Nested
  class Section4_5 {
    @Test
    void customPropertiesAreIgnored() throws BrokenCatalogException {
      String lines =
          """
          a.zones PTR one.test.
          weight.a.zones TXT 1
          weight.a.zones TXT 2
          coo.ext.a.zones PTR x.
          group.ext.a.zones TXT red
          version.ext TXT 9
          """;
      assertEquals(
          new CatalogMember(ONE, Name.parse("a."), List.of(), null), member(read(lines), ONE));
    }

    @Test
    void propertiesWithoutAMemberAreIgnored() throws BrokenCatalogException {
      assertEquals(Map.of(), read("group.a.zones TXT red\ncoo.a.zones PTR x.\n"));
    }
  }
}
