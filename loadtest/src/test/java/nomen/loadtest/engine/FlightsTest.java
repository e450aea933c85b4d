package nomen.loadtest.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** IDs, and the order of those whose time is over. */
class FlightsTest {
  @Test
  void idsComeInTurnAndAreFoundBySocket() {
    Flights flights = new Flights(2, 4);
    int a = flights.reserve(0);
    int b = flights.reserve(1);
    assertEquals(0, flights.id(a));
    assertEquals(0, flights.id(b));
    assertNotEquals(a, b);
    assertEquals(-1, flights.find(0, 0), "not sent yet");
    flights.sent(a, 10, true);
    flights.sent(b, 20, true);
    assertEquals(a, flights.find(0, 0));
    assertEquals(b, flights.find(1, 0));
    assertEquals(-1, flights.find(0, 4), "another ID of the same place");
    assertEquals(10, flights.origin(a));
  }

  @Test
  void theOldestIsTheFirstSentOfThoseLeft() {
    Flights flights = new Flights(1, 8);
    int[] sent = new int[5];
    for (int i = 0; i < sent.length; i++) {
      sent[i] = flights.reserve(0);
      flights.sent(sent[i], i, true);
    }
    flights.release(sent[0]);
    flights.release(sent[2]);
    assertEquals(sent[1], flights.oldest());
    flights.lose(sent[1]);
    assertEquals(sent[3], flights.oldest());
    flights.release(sent[4]);
    assertEquals(sent[3], flights.outAt(0, 3));
    assertEquals(-1, flights.outAt(0, 4), "answered");
    flights.release(sent[3]);
    assertEquals(-1, flights.oldest());
    for (int i = 0; i < flights.window(); i++) {
      assertEquals(-1, flights.outAt(0, i));
    }
    assertEquals(0, flights.busy());
  }

  @Test
  void aPlaceThatIsTakenIsPassedOver() {
    Flights flights = new Flights(1, 4);
    int stays = flights.reserve(0);
    flights.sent(stays, 0, true);
    for (int i = 0; i < 1_000; i++) {
      int flight = flights.reserve(0);
      assertNotEquals(stays, flight);
      flights.sent(flight, i, true);
      flights.release(flight);
    }
    assertEquals(stays, flights.find(0, 0));
    for (int i = 0; i < 3; i++) {
      assertTrue(flights.hasRoom(0));
      flights.reserve(0);
    }
    assertFalse(flights.hasRoom(0));
  }

  @Test
  void theIdOfALostRequestIsPassedOverOnce() {
    Flights flights = new Flights(1, 65_536);
    int lost = flights.reserve(0);
    flights.sent(lost, 0, true);
    for (int i = 1; i < 65_536; i++) {
      flights.release(flights.reserve(0));
    }
    flights.lose(lost);
    assertEquals(1, flights.id(flights.reserve(0)), "0 was lost just now");
    for (int i = 2; i < 65_536; i++) {
      flights.release(flights.reserve(0));
    }
    assertEquals(0, flights.id(flights.reserve(0)), "a whole round later");
  }

  @Test
  void aWindowHasRoomForTwiceWhatIsOutstanding() {
    assertEquals(256, Flights.windowFor(1, 100));
    assertEquals(32, Flights.windowFor(1_000, 1_000));
    assertEquals(65_536, Flights.windowFor(1, 65_535));
  }
}
