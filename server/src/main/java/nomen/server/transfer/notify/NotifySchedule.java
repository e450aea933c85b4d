package nomen.server.transfer.notify;

import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import nomen.codec.name.Name;
import nomen.codec.tsig.TsigKey;
import nomen.server.config.RemoteServer;
import org.jspecify.annotations.Nullable;

/**
 * Decides when which server is told of which zone (RFC 1996 section 3.5 to 3.9). It does no I/O and
 * reads no clock: it is told what happens and at what time, and {@link #run} gives to an {@link
 * Outlet} what is to be sent then.
 *
 * <pre>
 *   zone changed --delay--> each of its servers --send--> in flight --answer of the newest--> at rest
 *                                 ^                          |   |
 *                                 |        a newer serial, --+   +-- none in time: again, with
 *                                 +------- if few in flight          back-off; at last given up
 * </pre>
 *
 * <p>A newer serial goes out at once, whether or not the one before was answered, so that one lost
 * datagram delays nobody while a zone changes all the time. If {@link #MAX_IN_FLIGHT} messages in a
 * row were not answered, it waits for the next try of the back-off instead: a server that is down
 * does not get more messages the more a zone changes. Not thread-safe.
 */
final class NotifySchedule {
  /** Messages about one zone that one server may have had without answering any. */
  static final int MAX_IN_FLIGHT = 4;

  /** Zones about which one server is told at a time; the others wait. */
  static final int MAX_ZONES_PER_SERVER = 256;

  /** How long an answer is waited for at first; each time without one it is twice as long. */
  static final long FIRST_WAIT_NANOS = 500_000_000L;

  /** How often one server is told of one serial at most: the last wait ends after 63.5 s. */
  static final int MAX_TRIES = 7;

  /** How far apart the zones are that are told of at the start. */
  static final long START_SPACING_NANOS = 5_000_000L;

  /** What is done with the decisions. */
  interface Outlet {
    /** The serial of a zone as it is served now; negative if it is not. */
    long serial(Name zone);

    /** Who is to be told of a zone; empty if nobody. */
    List<RemoteServer> servers(Name zone);

    /**
     * Sends a NOTIFY with the zone's SOA as it is now.
     *
     * @param id of the message: no other to the same server that was not answered has it
     * @param tries how often the server was told of this serial before
     * @return what was sent; null if the zone is not served
     */
    @Nullable Told send(Name zone, RemoteServer to, int id, int tries);

    /** A server has not answered to the last try. */
    void gaveUp(Name zone, RemoteServer to);
  }

  /**
   * What a message told.
   *
   * @param serial of the SOA in it
   * @param signature what its answer must be signed for; null if it was not signed
   */
  record Told(int serial, @Nullable Signature signature) {}

  /**
   * With what a message was signed.
   *
   * @param mac of the message; not to be written to
   */
  // It stays inside this package; a copy of each would serve nobody.
  @SuppressWarnings("ArrayRecordComponent")
  record Signature(TsigKey key, byte[] mac) {}

  /** What was sent and not answered. */
  record Sent(int id, Name zone, RemoteServer server, Told told) {
    int serial() {
      return told.serial();
    }
  }

  /** What a message is found by when its answer comes. */
  private record Place(int id, InetSocketAddress server) {}

  /** What one server is to know of one zone. */
  private final class Delivery implements Comparable<Delivery> {
    private final Name zone;
    private final RemoteServer to;
    private final long number = deliveries++;
    private final Deque<Sent> inFlight = new ArrayDeque<>();

    /** The newest serial that it was told; negative if none is known. */
    private long told = -1;

    private int tries;
    private boolean queued;
    private boolean active;

    /** A newer serial waits for one in flight to be answered. */
    private boolean held;

    private long nextNanos;

    Delivery(Name zone, RemoteServer to) {
      this.zone = zone;
      this.to = to;
    }

    @Override
    public int compareTo(Delivery other) {
      int byTime = Long.signum(nextNanos - other.nextNanos);
      return byTime == 0 ? Long.compare(number, other.number) : byTime;
    }
  }

  /** What one server is told. */
  private static final class Lane {
    private int active;
    private final LinkedHashSet<Delivery> waiting = new LinkedHashSet<>();
  }

  private final long delayNanos;
  private final RandomGenerator random;
  private final Outlet outlet;
  private final ZonesDue changed = new ZonesDue();
  private final ZonesDue starting = new ZonesDue();
  private final Map<Name, Map<RemoteServer, Delivery>> byZone = new HashMap<>();
  private final Map<Place, Delivery> byPlace = new HashMap<>();
  private final Map<InetSocketAddress, Lane> lanes = new HashMap<>();

  /** When each zone was told of last. */
  private final Map<Name, Long> toldNanos = new HashMap<>();

  private final TreeSet<Delivery> timers = new TreeSet<>();
  private long deliveries;
  private long lastStartNanos;

  /**
   * A schedule.
   *
   * @param delayNanos how long after a zone was told of it is told of again at the earliest: a
   *     change before then waits, and others with it
   * @param random a source that nobody can predict, for message IDs
   */
  NotifySchedule(long delayNanos, RandomGenerator random, Outlet outlet) {
    this.delayNanos = delayNanos;
    this.random = random;
    this.outlet = outlet;
  }

  /** A zone has another serial than before. */
  void changed(Name zone, long nowNanos) {
    Long last = toldNanos.get(zone);
    long early = last == null ? 0 : last + delayNanos - nowNanos;
    changed.add(zone, nowNanos + Math.max(0, early));
  }

  /** The server has started, or a zone has come: whoever follows it may have missed something. */
  void started(Name zone, long nowNanos) {
    long next = lastStartNanos + START_SPACING_NANOS;
    lastStartNanos = starting.isEmpty() || next - nowNanos < 0 ? nowNanos : next;
    starting.add(zone, lastStartNanos);
  }

  /** A zone is not served any more, or its servers are others: what was to be told is dropped. */
  void forget(Name zone, long nowNanos) {
    changed.remove(zone);
    starting.remove(zone);
    toldNanos.remove(zone);
    Map<RemoteServer, Delivery> servers = byZone.remove(zone);
    if (servers != null) {
      servers.values().forEach(this::rest);
      servers.keySet().forEach(server -> next(server, nowNanos));
    }
  }

  /** In how long {@link #run} has something to do; {@link Long#MAX_VALUE} if nothing waits. */
  long nanosToNext(long nowNanos) {
    long wait = Math.min(changed.nanosToFirst(nowNanos), starting.nanosToFirst(nowNanos));
    if (!timers.isEmpty()) {
      wait = Math.min(wait, timers.first().nextNanos - nowNanos);
    }
    return Math.max(0, wait);
  }

  /** Sends what is to be sent by now. */
  void run(long nowNanos) {
    runZones(changed, nowNanos);
    runZones(starting, nowNanos);
    while (!timers.isEmpty() && timers.first().nextNanos - nowNanos <= 0) {
      Delivery late = timers.removeFirst();
      if (late.tries < MAX_TRIES) {
        send(late, nowNanos);
      } else {
        outlet.gaveUp(late.zone, late.to);
        rest(late);
      }
      next(late.to, nowNanos);
    }
  }

  private void runZones(ZonesDue zones, long nowNanos) {
    for (Name zone = zones.next(nowNanos); zone != null; zone = zones.next(nowNanos)) {
      tell(zone, nowNanos);
    }
  }

  private void tell(Name zone, long nowNanos) {
    long serial = outlet.serial(zone);
    if (serial < 0) {
      return;
    }
    toldNanos.put(zone, nowNanos);
    List<RemoteServer> servers = outlet.servers(zone);
    Map<RemoteServer, Delivery> known = byZone.computeIfAbsent(zone, _ -> new LinkedHashMap<>());
    for (Delivery old : List.copyOf(known.values())) {
      if (!servers.contains(old.to)) {
        known.remove(old.to);
        rest(old);
        next(old.to, nowNanos);
      }
    }
    for (RemoteServer server : servers) {
      Delivery delivery = known.computeIfAbsent(server, to -> new Delivery(zone, to));
      if (delivery.told != serial) {
        begin(delivery, nowNanos);
      }
    }
  }

  /** A newer serial is to be told. */
  private void begin(Delivery delivery, long nowNanos) {
    Lane lane = lanes.computeIfAbsent(delivery.to.address(), _ -> new Lane());
    if (delivery.active) {
      if (delivery.inFlight.size() < MAX_IN_FLIGHT) {
        timers.remove(delivery);
        delivery.tries = 0;
        send(delivery, nowNanos);
      } else {
        delivery.held = true;
      }
    } else if (lane.active < MAX_ZONES_PER_SERVER) {
      activate(delivery, lane, nowNanos);
    } else if (!delivery.queued) {
      delivery.queued = true;
      lane.waiting.add(delivery);
    }
  }

  private void activate(Delivery delivery, Lane lane, long nowNanos) {
    delivery.active = true;
    delivery.tries = 0;
    lane.active++;
    send(delivery, nowNanos);
  }

  private void send(Delivery delivery, long nowNanos) {
    if (delivery.inFlight.size() == MAX_IN_FLIGHT) {
      Sent oldest = delivery.inFlight.removeFirst();
      byPlace.remove(new Place(oldest.id(), delivery.to.address()));
    }
    int id = newId(delivery.to.address());
    Told told = outlet.send(delivery.zone, delivery.to, id, delivery.tries);
    if (told == null) {
      rest(delivery);
      return;
    }
    delivery.held = false;
    delivery.told = Integer.toUnsignedLong(told.serial());
    delivery.inFlight.add(new Sent(id, delivery.zone, delivery.to, told));
    byPlace.put(new Place(id, delivery.to.address()), delivery);
    delivery.nextNanos = nowNanos + (FIRST_WAIT_NANOS << delivery.tries);
    delivery.tries++;
    timers.add(delivery);
  }

  private int newId(InetSocketAddress server) {
    int id = random.nextInt(1 << Character.SIZE);
    while (byPlace.containsKey(new Place(id, server))) {
      id = id + 1 & Character.MAX_VALUE;
    }
    return id;
  }

  /** What was sent to a server with an ID and not answered yet; null if there is none such. */
  @Nullable Sent find(int id, InetSocketAddress server) {
    Delivery delivery = byPlace.get(new Place(id, server));
    if (delivery != null) {
      for (Sent sent : delivery.inFlight) {
        if (sent.id() == id) {
          return sent;
        }
      }
    }
    return null;
  }

  /** A message that {@link #find} gave was answered. */
  void answered(Sent message, long nowNanos) {
    InetSocketAddress from = message.server().address();
    Delivery delivery = byPlace.get(new Place(message.id(), from));
    if (delivery == null) {
      return;
    }
    // Whoever answers is there: what was sent before is not waited for either.
    Sent sent;
    do {
      sent = delivery.inFlight.removeFirst();
      byPlace.remove(new Place(sent.id(), from));
    } while (sent.id() != message.id());
    boolean held = delivery.held;
    if (Integer.toUnsignedLong(sent.serial()) == delivery.told) {
      rest(delivery);
    }
    if (held) {
      delivery.held = false;
      begin(delivery, nowNanos);
    }
    next(delivery.to, nowNanos);
  }

  /** Nothing more is to be told to a server of a zone. */
  private void rest(Delivery delivery) {
    timers.remove(delivery);
    for (Sent sent : delivery.inFlight) {
      byPlace.remove(new Place(sent.id(), delivery.to.address()));
    }
    delivery.inFlight.clear();
    Lane lane = lanes.get(delivery.to.address());
    if (lane != null) {
      if (delivery.active) {
        lane.active--;
      }
      if (delivery.queued) {
        lane.waiting.remove(delivery);
      }
      if (lane.active == 0 && lane.waiting.isEmpty()) {
        lanes.remove(delivery.to.address());
      }
    }
    delivery.active = false;
    delivery.queued = false;
    delivery.held = false;
  }

  /** There is room for another zone. */
  private void next(RemoteServer server, long nowNanos) {
    Lane lane = lanes.get(server.address());
    while (lane != null && lane.active < MAX_ZONES_PER_SERVER && !lane.waiting.isEmpty()) {
      Delivery delivery = lane.waiting.removeFirst();
      delivery.queued = false;
      activate(delivery, lane, nowNanos);
    }
  }

  /** Messages that are not answered yet. */
  int inFlight() {
    return byPlace.size();
  }
}
