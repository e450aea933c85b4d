package nomen.server.transfer.notify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import nomen.codec.name.Name;
import nomen.server.config.RemoteServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** When whom is told of what, in virtual time. */
class NotifyScheduleTest {
  private static final Name ZONE = Name.parse("example.com.");
  private static final Name OTHER = Name.parse("example.net.");
  private static final long DELAY = TimeUnit.MILLISECONDS.toNanos(2);
  private static final RemoteServer A = server("192.0.2.1");
  private static final RemoteServer B = server("192.0.2.2");

  private static RemoteServer server(String address) {
    return new RemoteServer(new InetSocketAddress(InetAddress.ofLiteral(address), 53), null);
  }

  private record Message(long atNanos, Name zone, RemoteServer to, int id, long serial) {}

  /** Zones and servers as a test says; what is sent is kept. */
  private static final class World implements NotifySchedule.Outlet {
    private final Map<Name, Long> serials = new HashMap<>();
    private final Map<Name, List<RemoteServer>> servers = new HashMap<>();
    private final List<Message> sent = new ArrayList<>();
    private final List<RemoteServer> gaveUp = new ArrayList<>();
    private final NotifySchedule schedule;

    /** Near the point where the sign of the clock changes. */
    private long now = Long.MAX_VALUE - TimeUnit.MILLISECONDS.toNanos(1);

    World(long delayNanos) {
      schedule = new NotifySchedule(delayNanos, new Random(1), this);
    }

    static World of(Name zone, RemoteServer... to) {
      World world = new World(DELAY);
      world.serials.put(zone, 1L);
      world.servers.put(zone, List.of(to));
      return world;
    }

    @Override
    public long serial(Name zone) {
      return serials.getOrDefault(zone, -1L);
    }

    @Override
    public List<RemoteServer> servers(Name zone) {
      return servers.getOrDefault(zone, List.of());
    }

    @Override
    public NotifySchedule.@Nullable Told send(Name zone, RemoteServer to, int id, int tries) {
      if (!serials.containsKey(zone)) {
        return null;
      }
      sent.add(new Message(now, zone, to, id, serial(zone)));
      return new NotifySchedule.Told((int) serial(zone), null);
    }

    @Override
    public void gaveUp(Name zone, RemoteServer to) {
      gaveUp.add(to);
    }

    void change(Name zone) {
      serials.merge(zone, 1L, Long::sum);
      schedule.changed(zone, now);
    }

    /** Lets time pass, and everything happen at its time. */
    void pass(long nanos) {
      long end = now + nanos;
      long wait = schedule.nanosToNext(now);
      while (wait <= end - now) {
        now += wait;
        schedule.run(now);
        wait = schedule.nanosToNext(now);
      }
      now = end;
    }

    void passMillis(long millis) {
      pass(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    boolean answer(Message message) {
      NotifySchedule.Sent found = schedule.find(message.id(), message.to().address());
      if (found != null) {
        schedule.answered(found, now);
      }
      return found != null;
    }

    void answerLast() {
      assertTrue(answer(sent.getLast()));
    }

    List<Long> serialsSent() {
      return sent.stream().map(Message::serial).toList();
    }
  }

  @Test
  void aFirstChangeIsToldAtOnceAndOnce() {
    World world = World.of(ZONE, A, B);
    world.change(ZONE);
    world.pass(0);
    assertEquals(List.of(A, B), world.sent.stream().map(Message::to).toList());
    List.copyOf(world.sent).forEach(world::answer);
    world.passMillis(100_000);
    assertEquals(2, world.sent.size());
    assertEquals(Long.MAX_VALUE, world.schedule.nanosToNext(world.now));
    assertEquals(0, world.schedule.inFlight());
  }

  @Test
  void theNextOneWaitsForTheRestOfTheDelay() {
    World world = World.of(ZONE, A);
    long told = world.now;
    world.change(ZONE);
    world.pass(DELAY / 4);
    world.answerLast();
    world.change(ZONE);
    world.pass(told + DELAY - world.now - 1);
    assertEquals(List.of(2L), world.serialsSent());
    world.pass(1);
    assertEquals(List.of(2L, 3L), world.serialsSent());
    assertEquals(told + DELAY, world.sent.getLast().atNanos());
    world.answerLast();
    world.pass(DELAY);
    world.change(ZONE);
    world.pass(0);
    assertEquals(List.of(2L, 3L, 4L), world.serialsSent());
  }

  @Test
  void aZoneThatWaitsHoldsNoOtherUp() {
    World world = World.of(ZONE, A);
    Name other = Name.parse("other.");
    world.serials.put(other, 1L);
    world.servers.put(other, List.of(B));
    world.change(ZONE);
    world.pass(DELAY / 4);
    world.change(ZONE);
    world.change(other);
    world.pass(0);
    assertEquals(List.of(A, B), world.sent.stream().map(Message::to).toList());
  }

  @Test
  void withoutDelayItIsToldAtOnce() {
    World world = new World(0);
    world.serials.put(ZONE, 1L);
    world.servers.put(ZONE, List.of(A));
    world.change(ZONE);
    world.pass(0);
    assertEquals(List.of(2L), world.serialsSent());
  }

  @Test
  void changesInTheDelayAreToldTogether() {
    World world = World.of(ZONE, A);
    for (int i = 0; i < 1000; i++) {
      world.change(ZONE);
      world.pass(10_000);
    }
    world.passMillis(2);
    // 1,000 changes in 10 ms, at least 2 ms between two messages, and four may be unanswered.
    assertEquals(NotifySchedule.MAX_IN_FLIGHT, world.sent.size());
    world.answerLast();
    world.passMillis(2);
    assertEquals(1001L, world.sent.getLast().serial());
    assertEquals(NotifySchedule.MAX_IN_FLIGHT + 1, world.sent.size());
  }

  @Test
  void whatIsNotAnsweredIsSentAgainEachTimeLaterAndAtLastGivenUp() {
    World world = World.of(ZONE, A);
    world.change(ZONE);
    world.passMillis(100_000);
    List<Long> millis =
        world.sent.stream()
            .map(it -> it.atNanos() - world.sent.getFirst().atNanos())
            .map(TimeUnit.NANOSECONDS::toMillis)
            .toList();
    assertEquals(List.of(0L, 500L, 1_500L, 3_500L, 7_500L, 15_500L, 31_500L), millis);
    assertEquals(List.of(A), world.gaveUp);
    assertEquals(0, world.schedule.inFlight());
    world.change(ZONE);
    world.passMillis(2);
    assertEquals(3L, world.sent.getLast().serial());
  }

  @Test
  void anAnswerToAnyOfTheTriesEndsThem() {
    World world = World.of(ZONE, A);
    world.change(ZONE);
    world.passMillis(600);
    assertEquals(2, world.sent.size());
    assertTrue(world.answer(world.sent.getFirst()));
    assertNull(world.schedule.find(world.sent.getLast().id(), A.address()));
    world.passMillis(100_000);
    assertEquals(2, world.sent.size());
  }

  @Test
  void anAnswerIsKnownByItsIdAndWhereItComesFrom() {
    World world = World.of(ZONE, A);
    world.change(ZONE);
    world.passMillis(2);
    int id = world.sent.getFirst().id();
    assertNull(world.schedule.find(id ^ 1, A.address()));
    assertNull(world.schedule.find(id, B.address()));
    assertNull(world.schedule.find(id, new InetSocketAddress(A.address().getAddress(), 5353)));
    assertNotNull(world.schedule.find(id, A.address()));
    world.passMillis(600);
    assertEquals(2, world.sent.size());
  }

  @Test
  void aServerThatIsDownGetsNoMoreMessagesTheMoreAZoneChanges() {
    World world = World.of(ZONE, A);
    for (int i = 0; i < 3_000; i++) {
      world.change(ZONE);
      world.passMillis(20);
    }
    assertTrue(world.sent.size() <= 11, world.sent.size() + " messages in a minute");
    assertEquals(1, world.sent.stream().map(Message::to).distinct().count());
  }

  @Test
  void oneLostMessageDelaysNobodyWhileAZoneChanges() {
    World world = World.of(ZONE, A);
    world.change(ZONE);
    world.passMillis(10);
    world.change(ZONE);
    world.passMillis(2);
    assertEquals(List.of(2L, 3L), world.serialsSent());
    world.answerLast();
    assertEquals(Long.MAX_VALUE, world.schedule.nanosToNext(world.now));
  }

  @Test
  void aServerThatAnswersLateIsToldTheNewestAtOnce() {
    World world = World.of(ZONE, A);
    for (int i = 0; i < 10; i++) {
      world.change(ZONE);
      world.passMillis(10);
    }
    assertEquals(List.of(2L, 3L, 4L, 5L), world.serialsSent());
    assertTrue(world.answer(world.sent.getFirst()));
    assertEquals(11L, world.sent.getLast().serial());
    assertEquals(5, world.sent.size());
  }

  @Test
  void aSerialThatIsKnownIsNotToldAgain() {
    World world = World.of(ZONE, A);
    world.change(ZONE);
    world.passMillis(2);
    // The change is heard of behind the message that told of it already.
    world.schedule.changed(ZONE, world.now);
    world.passMillis(10);
    assertEquals(1, world.sent.size());
  }

  @Test
  void atTheStartTheZonesAreSpread() {
    World world = new World(DELAY);
    List<Name> zones = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      Name zone = Name.parse("zone" + i + ".example.");
      zones.add(zone);
      world.serials.put(zone, 7L);
      world.servers.put(zone, List.of(A));
      world.schedule.started(zone, world.now);
    }
    long begin = world.now;
    world.pass(100 * NotifySchedule.START_SPACING_NANOS);
    assertEquals(zones, world.sent.stream().limit(100).map(Message::zone).toList());
    for (int i = 0; i < 100; i++) {
      assertEquals(i * NotifySchedule.START_SPACING_NANOS, world.sent.get(i).atNanos() - begin);
    }
  }

  @Test
  void oneServerIsToldOfSoManyZonesAtATime() {
    World world = new World(DELAY);
    int count = 3 * NotifySchedule.MAX_ZONES_PER_SERVER;
    for (int i = 0; i < count; i++) {
      Name zone = Name.parse("zone" + i + ".example.");
      world.servers.put(zone, List.of(A, B));
      world.change(zone);
    }
    world.passMillis(2);
    assertEquals(2 * NotifySchedule.MAX_ZONES_PER_SERVER, world.sent.size());
    // One answers, the other does not: it holds nobody up but itself.
    Set<Name> told = new HashSet<>();
    for (int i = 0; i < world.sent.size(); i++) {
      Message message = world.sent.get(i);
      if (message.to().equals(B) && world.answer(message)) {
        told.add(message.zone());
      }
    }
    assertEquals(count, told.size());
    world.passMillis(300_000);
    assertEquals(count, world.gaveUp.size());
    assertEquals(0, world.schedule.inFlight());
  }

  @Test
  void idsOfOneServerAreNeverTheSameAtATime() {
    World world = new World(DELAY);
    Set<Integer> ids = new HashSet<>();
    for (int i = 0; i < NotifySchedule.MAX_ZONES_PER_SERVER; i++) {
      Name zone = Name.parse("zone" + i + ".example.");
      world.servers.put(zone, List.of(A));
      world.change(zone);
    }
    world.passMillis(2);
    world.sent.forEach(message -> ids.add(message.id()));
    assertEquals(NotifySchedule.MAX_ZONES_PER_SERVER, ids.size());
  }

  @Test
  void aZoneThatGoesIsNotToldOfAnyMore() {
    World world = World.of(ZONE, A);
    world.serials.put(OTHER, 1L);
    world.servers.put(OTHER, List.of(A));
    world.change(ZONE);
    world.passMillis(2);
    world.schedule.forget(ZONE, world.now);
    world.serials.remove(ZONE);
    world.change(OTHER);
    world.passMillis(2);
    world.answerLast();
    world.passMillis(100_000);
    assertEquals(List.of(ZONE, OTHER), world.sent.stream().map(Message::zone).toList());
    assertEquals(List.of(), world.gaveUp);
  }

  @Test
  void aZoneThatIsNotServedIsNotToldOf() {
    World world = World.of(ZONE, A);
    world.change(ZONE);
    world.serials.remove(ZONE);
    world.passMillis(100);
    assertEquals(List.of(), world.sent);
    assertEquals(Long.MAX_VALUE, world.schedule.nanosToNext(world.now));
  }

  @Test
  void whoIsNotListedAnyMoreIsNotTold() {
    World world = World.of(ZONE, A, B);
    world.change(ZONE);
    world.passMillis(2);
    world.servers.put(ZONE, List.of(B));
    world.change(ZONE);
    world.passMillis(2);
    world.answerLast();
    world.passMillis(100_000);
    assertEquals(List.of(A, B, B), world.sent.stream().map(Message::to).toList());
  }
}
