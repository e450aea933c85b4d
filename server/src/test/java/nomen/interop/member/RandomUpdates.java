package nomen.interop.member;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.Random;
import nomen.conformance.client.UpdateOctets;

/**
 * A stream of updates that a seed decides: names come and go, of several types, with wildcards and
 * new TTLs; a message has one operation or several.
 */
public final class RandomUpdates {
  private static final int NAMES = 150;
  private static final int OPERATIONS = 5;

  private final Random random;
  private final String origin;

  /** Updates of one zone. */
  public RandomUpdates(long seed, String origin) {
    this.random = new Random(seed);
    this.origin = origin;
  }

  /** Sends some, each of which must succeed. */
  public void send(Member primary, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      UpdateOctets update = UpdateOctets.of(origin);
      for (int operations = 1 + random.nextInt(OPERATIONS); operations > 0; operations--) {
        operate(update);
      }
      assertEquals("NOERROR", primary.send(update));
    }
  }

  private void operate(UpdateOctets update) {
    int number = random.nextInt(NAMES);
    String name =
        number % 10 == 0 ? "*.w" + number : number % 10 == 1 ? "a.b.n" + number : "n" + number;
    int ttl = 60 * (1 + number % 3);
    switch (random.nextInt(9)) {
      case 0, 1, 2 -> update.add(name, ttl, "A", "192.0.2." + random.nextInt(8));
      case 3 -> update.add(name, ttl, "AAAA", "2001:db8::" + random.nextInt(8));
      case 4 -> update.add(name, ttl, "TXT", "\"text " + random.nextInt(1_000) + "\"");
      case 5 -> update.add(name, ttl, "MX", random.nextInt(3) + " n" + random.nextInt(NAMES));
      case 6 -> update.deleteRecord(name, "A", "192.0.2." + random.nextInt(8));
      case 7 -> update.deleteRRset(name, random.nextBoolean() ? "TXT" : "A");
      default -> update.deleteName(name);
    }
  }
}
