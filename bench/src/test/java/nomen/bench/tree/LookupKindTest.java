package nomen.bench.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import nomen.store.zone.Lookup;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Lookups end as their kind says. */
class LookupKindTest {
  @ParameterizedTest
  @EnumSource(LookupKind.class)
  void everyQuestionIsOfItsKind(LookupKind kind) {
    ZoneLookupBenchmark benchmark = new ZoneLookupBenchmark();
    benchmark.kind = kind;
    benchmark.names = 1000;
    benchmark.fill();
    for (int i = 0; i < 1 << 16; i++) {
      Lookup found = benchmark.lookup(i);
      switch (kind) {
        case HIT, WILDCARD -> {
          assertTrue(found instanceof Lookup.Answer, found::toString);
          assertEquals(kind == LookupKind.WILDCARD, found.isWildcard());
        }
        case DELEGATION -> assertTrue(found instanceof Lookup.Delegation, found::toString);
        case NXDOMAIN -> assertTrue(found instanceof Lookup.NameError, found::toString);
      }
    }
  }
}
