package nomen.server.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import nomen.codec.name.Name;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which zones a catalog may bring beside those of the configuration. */
class MemberScopeTest {
  private static final Name CATALOG = Name.parse("catz.");
  private static final Set<Name> CONFIGURED = Set.of(Name.parse("example."), CATALOG);

  private static @Nullable String refusal(String member, String... within) {
    List<Name> names = Stream.of(within).map(Name::parse).toList();
    return new MemberScope(CONFIGURED, Map.of(CATALOG, names)).refusal(CATALOG, Name.parse(member));
  }

  @Test
  void withoutANameAllButTheRootMayCome() {
    assertNull(refusal("other.test."));
    assertEquals("it is the root zone", refusal("."));
    assertNull(refusal(".", "."));
  }

  @Test
  void configuredZoneIsRefused() {
    assertEquals("it is a zone of the configuration", refusal("example.", "example."));
  }

  @Test
  void zoneBelowAConfiguredOneIsRefused() {
    String refusal = "it is below the zone example. of the configuration";
    assertEquals(refusal, refusal("www.example."));
    assertEquals(refusal, refusal("a.www.example.", "example."));
    assertEquals("it is below the zone catz. of the configuration", refusal("a.catz.", "."));
  }

  @Test
  void nameBelowTheConfiguredZoneAllowsIt() {
    assertNull(refusal("www.example.", "www.example."));
    assertNull(refusal("a.www.example.", "test.", "www.example."));
  }

  @Test
  void onlyWhatIsNamedMayCome() {
    assertNull(refusal("a.test.", "test."));
    assertNull(refusal("test.", "test."));
    assertEquals("members.within does not have it", refusal("a.other.", "test."));
    assertEquals("members.within does not have it", refusal(".", "test."));
  }

  @Test
  void zoneAboveAConfiguredOneMayCome() {
    Set<Name> configured = Set.of(Name.parse("a.example."));
    assertNull(new MemberScope(configured, Map.of()).refusal(CATALOG, Name.parse("example.")));
  }
}
