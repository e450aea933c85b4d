package nomen.server.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nomen.codec.name.Name;
import nomen.server.catalog.Memberships.Owner;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Who owns a member, by the sections of RFC 9432. */
class MembershipsTest {
  private static final Name ZONE = Name.parse("zone.test.");
  private static final Name A = Name.parse("a.catz.");
  private static final Name B = Name.parse("b.catz.");
  private static final Name C = Name.parse("c.catz.");

  private final LinkedHashMap<Name, Map<Name, CatalogMember>> catalogs = new LinkedHashMap<>();
  private final List<Name> configured = new ArrayList<>();
  private Memberships now = Memberships.NONE;

  private void lists(Name catalog, String label, @Nullable Name newOwner) {
    CatalogMember member = new CatalogMember(ZONE, Name.parse(label), List.of(), newOwner);
    catalogs.put(catalog, Map.of(ZONE, member));
  }

  private void listsNothing(Name catalog) {
    catalogs.put(catalog, Map.of());
  }

  private void decide() {
    now =
        Memberships.decide(
            now.owners(), catalogs, new MemberScope(Set.copyOf(configured), Map.of()));
  }

  private void assertOwner(Name catalog, String label) {
    assertEquals(Map.of(ZONE, new Owner(catalog, Name.parse(label), List.of())), now.owners());
  }

  @Test
  void aMemberHasItsCatalog() {
    lists(A, "x.", null);
    decide();
    assertOwner(A, "x.");
    assertEquals(Set.of(), now.erased());
  }

  /** 5.2: name clashes. */
  @Nested
  class Section5_2 {
    @Test
    void theFirstKeepsIt() {
      listsNothing(A);
      lists(B, "y.", null);
      decide();
      lists(A, "x.", null);
      decide();
      assertOwner(B, "y.");
      assertEquals(
          List.of("catalog a.catz. lists zone.test., which catalog b.catz. owns: ignored"),
          now.clashes());
      assertEquals(Set.of(), now.erased());
    }

    @Test
    void whatIsConfiguredIsNoCatalogs() {
      configured.add(ZONE);
      lists(A, "x.", null);
      decide();
      assertEquals(Map.of(), now.owners());
      assertEquals(
          List.of("catalog a.catz.: zone zone.test. refused: it is a zone of the configuration"),
          now.clashes());
    }

    @Test
    void aMemberThatIsConfiguredLaterKeepsItsData() {
      lists(A, "x.", null);
      decide();
      configured.add(ZONE);
      decide();
      assertEquals(Map.of(), now.owners());
      assertEquals(Set.of(), now.erased());
    }
  }

  /** 5.3: removal. */
  @Nested
  class Section5_3 {
    @Test
    void onlyItsOwnCatalogRemovesAMember() {
      lists(A, "x.", null);
      decide();
      lists(B, "y.", null);
      decide();
      listsNothing(B);
      decide();
      assertOwner(A, "x.");
      assertEquals(Set.of(), now.erased());
      listsNothing(A);
      decide();
      assertEquals(Map.of(), now.owners());
      assertEquals(Set.of(ZONE), now.erased());
    }

    @Test
    void aCatalogThatIsNotFollowedAnyMoreLeavesTheDataOfItsMembers() {
      lists(A, "x.", null);
      decide();
      catalogs.remove(A);
      decide();
      assertEquals(Map.of(), now.owners());
      assertEquals(Set.of(), now.erased());
    }

    @Test
    void anotherCatalogThatListsItHasItAnewThen() {
      lists(A, "x.", null);
      lists(B, "x.", null);
      decide();
      listsNothing(A);
      decide();
      assertOwner(B, "x.");
      assertEquals(Set.of(ZONE), now.erased());
    }
  }

  /** 5.4 and 5.6: another label is another zone. */
  @Nested
  class Section5_4 {
    @Test
    void theStateIsReset() {
      lists(A, "x.", null);
      decide();
      lists(A, "y.", null);
      decide();
      assertOwner(A, "y.");
      assertEquals(Set.of(ZONE), now.erased());
      decide();
      assertEquals(Set.of(), now.erased(), "once");
    }
  }

  /** 4.4.1 and 5.5: migration. */
  @Nested
  class Section5_5 {
    @Test
    void theNewOwnerTakesItWhenItListsIt() {
      lists(A, "x.", null);
      listsNothing(B);
      decide();
      lists(A, "x.", B);
      decide();
      assertOwner(A, "x.");
      lists(B, "x.", null);
      decide();
      assertOwner(B, "x.");
      assertEquals(Set.of(), now.erased(), "the label is the same, so the state is kept");
      assertEquals(List.of(), now.clashes());
      listsNothing(A);
      decide();
      assertOwner(B, "x.");
      assertEquals(Set.of(), now.erased());
    }

    @Test
    void anotherLabelResetsTheState() {
      lists(A, "x.", B);
      listsNothing(B);
      decide();
      lists(B, "y.", null);
      decide();
      assertOwner(B, "y.");
      assertEquals(Set.of(ZONE), now.erased());
    }

    @Test
    void onlyTheOwnerGivesItAway() {
      lists(A, "x.", null);
      listsNothing(B);
      listsNothing(C);
      decide();
      lists(B, "y.", C);
      lists(C, "z.", null);
      decide();
      assertOwner(A, "x.");
    }

    @Test
    void aChainIsFollowedAndACircleIsLeft() {
      lists(A, "x.", B);
      lists(B, "x.", C);
      lists(C, "x.", null);
      decide();
      assertOwner(C, "x.");
      lists(C, "x.", A);
      now = Memberships.NONE;
      decide();
      assertOwner(C, "x.");
    }
  }
}
