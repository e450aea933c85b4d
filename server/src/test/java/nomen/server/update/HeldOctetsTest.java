package nomen.server.update;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import nomen.codec.name.Name;
import nomen.codec.rr.RRTypes;
import nomen.codec.rr.Rdata;
import nomen.codec.update.Prerequisite;
import nomen.codec.update.UpdateOperation;
import nomen.codec.update.UpdateRequest;
import org.junit.jupiter.api.Test;

/** How much memory updates under way may take, and that it is counted as it is taken. */
class HeldOctetsTest {
  private static final Name LONG =
      Name.parse("%s.%s.%s.example.".formatted("x".repeat(63), "y".repeat(63), "z".repeat(63)));

  @Test
  void theLimitIsAPartOfTheHeap() {
    assertEquals(16L << 20, new HeldOctets(256L << 20).limit());
    assertEquals(HeldOctets.LEAST_OCTETS, new HeldOctets(64L << 20).limit());
    assertEquals(HeldOctets.MOST_OCTETS, new HeldOctets(Long.MAX_VALUE).limit());
  }

  @Test
  void namesCountAsTheyAreInMemoryAndNotAsInTheMessage() {
    Rdata mx = Rdata.parse(RRTypes.MX, "10 " + LONG);
    UpdateRequest request =
        new UpdateRequest(
            Name.parse("example."),
            List.of(new Prerequisite.RRsetExistsWithValue(LONG, mx)),
            List.of(
                new UpdateOperation.AddRecord(LONG, 60, mx),
                new UpdateOperation.DeleteRecord(LONG, mx),
                new UpdateOperation.DeleteName(LONG)),
            null);
    long names = 4L * LONG.length() + 3L * mx.length();
    long octets = HeldOctets.of(request, 100);
    assertTrue(octets > names + 4 * 100 && octets < 2 * names, () -> octets + ", names " + names);
  }

  @Test
  void whenItIsFullNothingMoreIsReadUntilAQuarterIsFree() {
    HeldOctets held = new HeldOctets(0);
    long limit = held.limit();
    assertTrue(held.take(limit));
    assertFalse(held.isFull());
    assertFalse(held.take(1));
    assertTrue(held.isFull());
    assertEquals(limit, held.octets());
    held.give(limit / 8);
    assertTrue(held.isFull());
    held.give(limit / 8);
    assertFalse(held.isFull());
    assertTrue(held.take(limit / 4));
  }
}
