package nomen.server.transfer.notify;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import nomen.codec.name.Name;
import nomen.server.config.RemoteServer;
import nomen.server.config.ZoneSettings;
import nomen.server.transfer.out.TransferObserver;
import nomen.server.transport.TransportClock;
import nomen.server.update.FollowGate;
import org.jspecify.annotations.Nullable;

/**
 * Knows how far each secondary has come with each zone, and holds answers to updates back until
 * enough of them have followed.
 *
 * <p>Any thread hands over what it has seen, with {@link #served}, {@link #asked}, {@link #await}
 * and {@link #publish}: never more than {@link #MAX_EVENTS} at a time. The rest belongs to the loop
 * that works it off.
 */
public final class SecondaryTracker implements TransferObserver, FollowGate {
  /** The most answers that are held back at a time; further ones are given at once. */
  public static final int MAX_WAITING = 10_000;

  /** The most things that may wait to be worked off. */
  static final int MAX_EVENTS = 20_000;

  /** Runs tasks on the loop. */
  @FunctionalInterface
  interface Loop {
    /** Runs it, in the order of the calls; false if the loop has ended. */
    boolean execute(Runnable task);
  }

  /** A zone that has a new serial. */
  record Published(Name zone, int serial) {}

  private final Loop loop;
  private final TransportClock clock;
  private final ToLongFunction<Name> serials;
  private final AtomicInteger events = new AtomicInteger();
  private final AtomicInteger waiting = new AtomicInteger();
  private final LongAdder overruns = new LongAdder();
  private final EventCounts<FollowEvent> follows = new EventCounts<>(FollowEvent.class);
  private final Set<Name> watched = ConcurrentHashMap.newKeySet();
  private final Map<Name, ZoneFollowers> zones = new HashMap<>();
  private final FollowWaits waits = new FollowWaits();
  private volatile boolean closed;

  /**
   * A tracker.
   *
   * @param serials gives the serial of a zone as it is served now; negative if it is not
   */
  SecondaryTracker(Loop loop, TransportClock clock, ToLongFunction<Name> serials) {
    this.loop = loop;
    this.clock = clock;
    this.serials = serials;
  }

  // ---- for any thread ----

  /** Whether somebody follows a zone: then {@link #publish} is to be told of it. */
  boolean isWatched(Name zone) {
    return watched.contains(zone);
  }

  @Override
  public void served(
      Name zone, InetSocketAddress client, @Nullable Name key, int serial, long nowMillis) {
    hand(
        () -> {
          ZoneFollowers followers = followers(zone);
          followers.served(client.getAddress(), key, serial, nowMillis);
          advanced(followers, zone);
        });
  }

  @Override
  public void asked(Name zone, InetSocketAddress client, @Nullable Name key, int haveSerial) {
    hand(
        () -> {
          ZoneFollowers followers = followers(zone);
          followers.asked(client.getAddress(), key, haveSerial);
          advanced(followers, zone);
        });
  }

  @Override
  public boolean await(Name zone, int serial, int wanted, long timeoutMillis, Waiter waiter) {
    long deadline = clock.nanos() + timeoutMillis * 1_000_000;
    boolean taken =
        waiting.incrementAndGet() <= MAX_WAITING
            && !closed
            && loop.execute(
                () -> {
                  waits.add(zone, serial, wanted, deadline, waiter);
                  advanced(followers(zone), zone);
                  if (closed) {
                    close();
                  }
                });
    if (!taken) {
      waiting.decrementAndGet();
      follows.add(FollowEvent.NO_ROOM, 1);
    }
    return taken;
  }

  /**
   * Zones have new serials, which can be seen by queries.
   *
   * @param then what is done beside, on the loop
   * @return false if that was too much: then the serials are to be looked up later
   */
  boolean publish(List<Published> news, Runnable then) {
    long nowMillis = clock.millis();
    return hand(
        () -> {
          news.forEach(one -> published(one.zone(), one.serial(), nowMillis));
          then.run();
        });
  }

  private boolean hand(Runnable task) {
    if (events.incrementAndGet() > MAX_EVENTS) {
      events.decrementAndGet();
      overruns.increment();
      return false;
    }
    Runnable counted =
        () -> {
          events.decrementAndGet();
          task.run();
        };
    if (!loop.execute(counted)) {
      events.decrementAndGet();
    }
    return true;
  }

  /** How often more happened at a time than is kept. */
  long overruns() {
    return overruns.sum();
  }

  /** Answers that are held back at the moment. */
  public int waiting() {
    return waiting.get();
  }

  /** How many waits have ended in a way since the start. */
  public long count(FollowEvent event) {
    return follows.get(event);
  }

  // ---- for the loop ----

  /** A zone is served, by these settings from now on. */
  void serve(ZoneSettings settings) {
    if (settings.secondaries().isEmpty() && !settings.notifyNs()) {
      ZoneFollowers known = zones.get(settings.name());
      if (known != null) {
        known.list(List.of());
      }
      return;
    }
    followers(settings.name()).list(settings.secondaries());
  }

  /** A zone is not served any more. */
  void forget(Name zone) {
    watched.remove(zone);
    zones.remove(zone);
  }

  private ZoneFollowers followers(Name zone) {
    ZoneFollowers known = zones.get(zone);
    if (known != null) {
      return known;
    }
    // Watched first: what is published from here on is heard of.
    watched.add(zone);
    ZoneFollowers followers = new ZoneFollowers(zone);
    zones.put(zone, followers);
    long serial = serials.applyAsLong(zone);
    if (serial >= 0) {
      followers.published((int) serial, clock.millis());
    }
    return followers;
  }

  void published(Name zone, int serial, long nowMillis) {
    followers(zone).published(serial, nowMillis);
  }

  /** The zones that somebody follows. */
  List<Name> zones() {
    return List.copyOf(zones.keySet());
  }

  void notified(Name zone, RemoteServer to, int serial) {
    followers(zone).of(to).notified(serial, clock.millis());
  }

  void answered(Name zone, RemoteServer by, int rcode) {
    followers(zone).of(by).answered(rcode, clock.millis());
  }

  void failed(Name zone, RemoteServer to, String why) {
    followers(zone).of(to).failed(why);
  }

  private void advanced(ZoneFollowers followers, Name zone) {
    int ended = waits.advanced(followers, zone);
    if (ended > 0) {
      waiting.addAndGet(-ended);
      follows.add(FollowEvent.FOLLOWED, ended);
    }
  }

  /** Ends the waits whose time is over. */
  void expire(long nowNanos) {
    int ended = waits.expire(nowNanos, this::countWith);
    waiting.addAndGet(-ended);
    follows.add(FollowEvent.TIMED_OUT, ended);
  }

  long nanosToNext(long nowNanos) {
    return waits.nanosToNext(nowNanos);
  }

  private int countWith(Name zone, int serial) {
    ZoneFollowers followers = zones.get(zone);
    return followers == null ? 0 : followers.countWith(serial);
  }

  /** Ends all waits; none begins any more. */
  void close() {
    closed = true;
    int ended = waits.endAll(this::countWith);
    waiting.addAndGet(-ended);
    follows.add(FollowEvent.TIMED_OUT, ended);
  }

  /** What is known of the secondaries of the zones that are asked for. */
  List<FollowerStatus> status(Predicate<Name> which) {
    List<FollowerStatus> all = new ArrayList<>();
    zones.forEach(
        (zone, followers) -> {
          if (which.test(zone)) {
            all.addAll(followers.status());
          }
        });
    return all;
  }
}
