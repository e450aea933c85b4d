package nomen.store.update;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import nomen.store.log.SimulatedDisk;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Lives of the whole store on a disk that fails, each made from a seed. NOMEN_CRASH_HISTORIES says
 * how many, NOMEN_CRASH_SEED repeats one.
 */
@Tag("crash")
class StoreCrashTest {
  private static final int HISTORIES = number("NOMEN_CRASH_HISTORIES", 200);
  private static final int FIRST = number("NOMEN_CRASH_SEED", 1);

  private static int number(String variable, int otherwise) {
    String value = System.getenv(variable);
    return value == null || value.isEmpty() ? otherwise : Integer.parseInt(value);
  }

  /** One seed if one is given, else all. */
  private static long last() {
    return number("NOMEN_CRASH_SEED", 0) == 0 ? HISTORIES : FIRST;
  }

  @Test
  void whatWasPromisedIsThereHoweverOftenThePowerGoes() {
    int starts = 0;
    long promises = 0;
    for (long seed = FIRST; seed <= last(); seed++) {
      CrashHistory history = new CrashHistory(seed);
      try {
        history.run();
      } catch (IOException | RuntimeException | AssertionError e) {
        throw new AssertionError("make crash SEED=" + seed, e);
      }
      starts += history.starts();
      promises += history.promises();
    }
    System.out.println(
        last() - FIRST + 1 + " histories, " + starts + " starts, " + promises + " promises");
    assertTrue(starts > last() - FIRST, "the store came up in each history");
    assertTrue(promises > last() - FIRST, "something was promised in each history");
  }

  @Test
  void thePowerMayGoAtEveryCallToTheDisk() throws IOException {
    for (long seed = FIRST; seed <= Math.min(last(), FIRST + HISTORIES / 100); seed++) {
      CrashHistory untouched = new CrashHistory(seed);
      untouched.live();
      int calls = untouched.disk().calls();
      for (int call = 1; call <= calls; call++) {
        for (SimulatedDisk.End end : SimulatedDisk.End.values()) {
          CrashHistory history = new CrashHistory(seed);
          try {
            history.disk().endAt(call, end);
            history.live();
            assertFalse(history.disk().isGone());
            history.live();
          } catch (IOException | RuntimeException | AssertionError e) {
            throw new AssertionError("seed " + seed + ", " + end + " at call " + call, e);
          }
        }
      }
    }
  }
}
