package nomen.server.transfer.notify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import nomen.codec.name.Name;
import nomen.server.config.ConfigurationException;
import nomen.server.config.ConfigurationReader;
import nomen.server.config.RemoteServer;
import nomen.server.config.ZoneSettings;
import nomen.server.transport.TransportClock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Who has what, and who waits for it, in virtual time. */
class SecondaryTrackerTest {
  private static final Name ZONE = Name.parse("example.com.");
  private static final long START = 1_000_000;

  private long millis = START;
  private long serial = 100;
  private boolean held;
  private final Deque<Runnable> handed = new ArrayDeque<>();
  private final SecondaryTracker tracker =
      new SecondaryTracker(this::execute, new Clock(), zone -> serial);

  private final class Clock implements TransportClock {
    @Override
    public long millis() {
      return millis;
    }

    @Override
    public long nanos() {
      return millis * 1_000_000;
    }
  }

  private boolean execute(Runnable task) {
    handed.add(task);
    if (!held) {
      runHanded();
    }
    return true;
  }

  private void runHanded() {
    held = false;
    while (!handed.isEmpty()) {
      handed.removeFirst().run();
    }
  }

  private void serve(String... secondaries) {
    String list = "'" + String.join("', '", secondaries) + "'";
    String text =
        """
        [server]
        data-dir = 'data'
        [[key]]
        name = 'xfr.'
        algorithm = 'hmac-sha256'
        secret = 'AAAAAAAAAAAAAAAAAAAAAA=='
        [[zone]]
        name = 'example.com.'
        primaries = ['192.0.2.53']
        notify = [%s]
        """
            .formatted(secondaries.length == 0 ? "" : list);
    try {
      ZoneSettings settings =
          ConfigurationReader.read(text, "test.toml", Path.of("").toAbsolutePath())
              .zones()
              .getFirst();
      tracker.serve(settings);
    } catch (ConfigurationException e) {
      throw new AssertionError(text, e);
    }
  }

  private void publish(int newSerial) {
    serial = newSerial;
    assertTrue(tracker.publish(List.of(new SecondaryTracker.Published(ZONE, newSerial)), () -> {}));
  }

  private static InetSocketAddress client(String address) {
    return new InetSocketAddress(InetAddress.ofLiteral(address), 40_000);
  }

  private void served(String client, @Nullable Name key, int newSerial) {
    tracker.served(ZONE, client(client), key, newSerial, millis);
  }

  private void asked(String client, @Nullable Name key, int haveSerial) {
    tracker.asked(ZONE, client(client), key, haveSerial);
  }

  private FollowerStatus status(int index) {
    return tracker.status(ZONE::equals).get(index);
  }

  private List<Long> serials() {
    return tracker.status(ZONE::equals).stream().map(FollowerStatus::serial).toList();
  }

  @Test
  void lagIsFromThePublicationToTheEndOfTheTransfer() {
    serve("192.0.2.1");
    served("192.0.2.1", null, 100);
    publish(101);
    millis += 3;
    publish(102);
    millis += 4;
    served("192.0.2.1", null, 102);
    FollowerStatus status = status(0);
    assertEquals(102, status.serial());
    assertEquals(4, status.lagMillis());
    assertEquals(-1, status.behindSince());
    assertEquals(2, status.transfers());
    assertEquals(START + 7, status.served());
  }

  @Test
  void whoeverIsBehindIsSoSinceTheFirstChangeThatItLacks() {
    serve("192.0.2.1");
    served("192.0.2.1", null, 100);
    assertEquals(-1, status(0).behindSince());
    millis += 10;
    publish(101);
    millis += 10;
    publish(102);
    millis += 10;
    assertEquals(START + 10, status(0).behindSince());
    served("192.0.2.1", null, 101);
    assertEquals(START + 20, status(0).behindSince());
    assertEquals(20, status(0).lagMillis());
  }

  @Test
  void anIxfrRequestTellsWhatASecondaryHas() {
    serve("192.0.2.1");
    millis += 5;
    publish(101);
    asked("192.0.2.1", null, 100);
    assertEquals(100, status(0).serial());
    assertEquals(START + 5, status(0).behindSince());
    assertEquals(0, status(0).transfers());
    // It lost its data, and has less than it was known to have.
    served("192.0.2.1", null, 101);
    asked("192.0.2.1", null, 7);
    assertEquals(7, status(0).serial());
  }

  @Test
  void notifyIsShown() {
    serve("192.0.2.1");
    RemoteServer server = new RemoteServer(new InetSocketAddress("192.0.2.1", 53), null);
    tracker.notified(ZONE, server, 100);
    millis += 2;
    assertEquals(START, status(0).notified());
    assertEquals(100, status(0).notifiedSerial());
    assertEquals(-1, status(0).answered());
    tracker.failed(ZONE, server, "no answer");
    assertEquals("no answer", status(0).problem());
    tracker.answered(ZONE, server, 5);
    assertEquals(START + 2, status(0).answered());
    assertEquals(5, status(0).rcode());
    assertEquals("", status(0).problem());
  }

  @Test
  void zonesThatNobodyFollowsAreNotWatched() {
    serve();
    assertFalse(tracker.isWatched(ZONE));
    served("192.0.2.77", null, 100);
    assertTrue(tracker.isWatched(ZONE));
    FollowerStatus status = status(0);
    assertFalse(status.listed());
    assertEquals("192.0.2.77", status.secondary());
    tracker.forget(ZONE);
    assertFalse(tracker.isWatched(ZONE));
    assertEquals(List.of(), tracker.status(_ -> true));
  }

  @Test
  void ofThoseThatAreNotListedTheLastAreKnown() {
    serve("192.0.2.1");
    for (int i = 1; i <= ZoneFollowers.MAX_OTHERS + 4; i++) {
      served("198.51.100." + i, null, 100);
    }
    served("198.51.100.5", null, 100);
    List<String> known =
        tracker.status(ZONE::equals).stream().map(FollowerStatus::secondary).toList();
    assertEquals(1 + ZoneFollowers.MAX_OTHERS, known.size());
    assertEquals("192.0.2.1:53", known.getFirst());
    assertEquals("198.51.100.6", known.get(1));
    assertEquals("198.51.100.5", known.getLast());
  }

  @Test
  void whatIsKnownIsKeptWhenTheListChanges() {
    serve("192.0.2.1", "192.0.2.2");
    served("192.0.2.2", null, 100);
    serve("192.0.2.2", "192.0.2.3");
    assertEquals(List.of(100L, -1L), serials());
  }

  @Test
  void moreThanIsKeptIsNotTakenAndCounted() {
    serve("192.0.2.1");
    held = true;
    for (int i = 0; i < SecondaryTracker.MAX_EVENTS; i++) {
      served("192.0.2.1", null, 100);
    }
    assertEquals(0, tracker.overruns());
    assertFalse(tracker.publish(List.of(new SecondaryTracker.Published(ZONE, 101)), () -> {}));
    assertEquals(1, tracker.overruns());
    runHanded();
    assertEquals(SecondaryTracker.MAX_EVENTS, status(0).transfers());
    publish(101);
    assertEquals(START, status(0).behindSince());
  }

  @Nested
  class Waits {
    private final List<Integer> told = new ArrayList<>();

    private boolean await(int wantedSerial, int wanted, long timeoutMillis) {
      return tracker.await(ZONE, wantedSerial, wanted, timeoutMillis, told::add);
    }

    private void pass(long by) {
      millis += by;
      tracker.expire(millis * 1_000_000);
    }

    @Test
    void endWhenAsManyHaveFollowed() {
      serve("192.0.2.1", "192.0.2.2", "192.0.2.3");
      publish(101);
      assertTrue(await(101, 2, 1_000));
      served("192.0.2.1", null, 101);
      served("192.0.2.1", null, 101);
      assertEquals(List.of(), told);
      assertEquals(1, tracker.waiting());
      served("192.0.2.3", null, 102);
      assertEquals(List.of(2), told);
      assertEquals(0, tracker.waiting());
      assertEquals(1, tracker.count(FollowEvent.FOLLOWED));
      pass(10_000);
      assertEquals(List.of(2), told);
    }

    @Test
    void endAtOnceIfTheyHaveItAlready() {
      serve("192.0.2.1");
      served("192.0.2.1", null, 105);
      assertTrue(await(103, 1, 1_000));
      assertEquals(List.of(1), told);
    }

    @Test
    void endWithTheTime() {
      serve("192.0.2.1", "192.0.2.2");
      publish(101);
      await(101, 2, 1_000);
      served("192.0.2.1", null, 101);
      pass(999);
      assertEquals(List.of(), told);
      assertEquals(1_000_000, tracker.nanosToNext(millis * 1_000_000));
      pass(1);
      assertEquals(List.of(1), told);
      assertEquals(1, tracker.count(FollowEvent.TIMED_OUT));
      assertEquals(Long.MAX_VALUE, tracker.nanosToNext(0));
    }

    @Test
    void doNotCountWhoIsNotListed() {
      serve("192.0.2.1");
      publish(101);
      await(101, 1, 1_000);
      served("198.51.100.1", null, 101);
      assertEquals(List.of(), told);
    }

    @Test
    void takeSerialsOnTheirCircle() {
      serial = -1;
      serve("192.0.2.1");
      await(0, 1, 1_000);
      served("192.0.2.1", null, -1);
      assertEquals(List.of(), told);
      served("192.0.2.1", null, 0);
      assertEquals(List.of(1), told);
    }

    @Test
    void ofManyEndThoseThatAreOver() {
      serve("192.0.2.1", "192.0.2.2");
      publish(110);
      for (int i = 101; i <= 110; i++) {
        await(i, 1 + i % 2, i);
      }
      served("192.0.2.1", null, 105);
      assertEquals(2, told.size());
      served("192.0.2.2", null, 103);
      assertEquals(List.of(1, 1, 2, 2), told);
      pass(200);
      assertEquals(10, told.size());
      assertEquals(1, told.get(4));
      assertEquals(0, told.getLast());
      assertEquals(0, tracker.waiting());
    }

    @Test
    void areSoManyAtATime() {
      serve("192.0.2.1");
      for (int i = 0; i < SecondaryTracker.MAX_WAITING; i++) {
        assertTrue(await(101, 1, 1_000));
      }
      assertFalse(await(101, 1, 1_000));
      assertEquals(1, tracker.count(FollowEvent.NO_ROOM));
      served("192.0.2.1", null, 101);
      assertEquals(SecondaryTracker.MAX_WAITING, told.size());
      assertTrue(await(102, 1, 1_000));
    }

    @Test
    void endWithTheServer() {
      serve("192.0.2.1");
      await(101, 1, 1_000);
      tracker.close();
      assertEquals(List.of(0), told);
      assertFalse(await(102, 1, 1_000));
      assertEquals(0, tracker.waiting());
    }

    @Test
    void endWithTheServerAlsoThoseOnTheWay() {
      serve("192.0.2.1");
      held = true;
      assertTrue(await(101, 1, 1_000));
      tracker.close();
      runHanded();
      assertEquals(List.of(0), told);
      assertEquals(0, tracker.waiting());
    }
  }
}
