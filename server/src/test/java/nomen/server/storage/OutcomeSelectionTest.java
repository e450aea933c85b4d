package nomen.server.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import nomen.codec.name.Name;
import org.junit.jupiter.api.Test;

class OutcomeSelectionTest {
  private static List<ZoneOutcome> unchanged(int count) {
    List<ZoneOutcome> outcomes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Name zone = Name.parse(String.format(Locale.ROOT, "z%d.example.", i));
      outcomes.add(new ZoneOutcome(zone, ZoneOutcome.Kind.UNCHANGED, 1, List.of()));
    }
    return outcomes;
  }

  @Test
  void fewZonesAreAllTold() {
    List<ZoneOutcome> outcomes = unchanged(100);
    assertEquals(new OutcomeSelection(outcomes, 0), OutcomeSelection.of(outcomes));
  }

  @Test
  void manyThatAreAsTheyWereAreCounted() {
    List<ZoneOutcome> outcomes = unchanged(1200);
    Name bad = Name.parse("bad.example.");
    outcomes.add(7, new ZoneOutcome(bad, ZoneOutcome.Kind.KEPT, 1, List.of("why")));
    OutcomeSelection selection = OutcomeSelection.of(outcomes);
    assertEquals(List.of(bad), selection.named().stream().map(ZoneOutcome::zone).toList());
    assertEquals("1,200 zones are as they were", selection.summary());
  }
}
