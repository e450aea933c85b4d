package nomen.server.transfer.notify;

import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.ScheduledFuture;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import nomen.codec.message.Header;
import nomen.codec.message.Opcode;
import nomen.codec.message.Rcode;
import nomen.codec.name.Name;
import nomen.codec.tsig.Keyring;
import nomen.codec.tsig.TsigException;
import nomen.codec.tsig.TsigKey;
import nomen.codec.tsig.TsigResponseVerifier;
import nomen.server.config.RemoteServer;
import nomen.server.config.ZoneSettings;
import nomen.server.transport.TransportClock;
import nomen.server.zone.ZoneListener;
import nomen.server.zone.ZoneTable;
import nomen.store.log.LogRecord;
import nomen.store.update.PublishedState;
import nomen.store.update.WriterListener;
import nomen.store.update.ZoneWriter;
import nomen.store.zone.DatabaseSnapshot;
import nomen.store.zone.RRsetView;
import nomen.store.zone.ZoneDatabase;
import nomen.store.zone.ZoneSnapshot;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells secondaries that zones have changed, by NOTIFY (RFC 1996), and keeps the {@link
 * SecondaryTracker}. It hears of changes from the writer, and of zones that come and go from the
 * table of zones; all work is done on an event loop of its own.
 */
public final class NotifyService implements WriterListener, ZoneListener, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(NotifyService.class);
  private static final int CLOSE_MILLIS = 1_000;

  private final ZoneTable table;
  private final ZoneDatabase database;
  private final Supplier<Keyring> keys;
  private final TransportClock clock;
  private final MultiThreadIoEventLoopGroup group;
  private final EventLoop loop;
  private final NotifySchedule schedule;
  private final SecondaryTracker tracker;
  private final NotifySockets sockets;
  private final EventCounts<NotifyEvent> counts = new EventCounts<>(NotifyEvent.class);
  private final AtomicBoolean rescanDue = new AtomicBoolean();

  /** For the loop. */
  private final NotifyServers servers = new NotifyServers();

  private final NotifyMessages messages = new NotifyMessages();
  private final RRsetView soa = new RRsetView();
  private @Nullable ScheduledFuture<?> timer;
  private long timerNanos;

  private NotifyService(
      ZoneTable table,
      ZoneDatabase database,
      Supplier<Keyring> keys,
      long delayNanos,
      TransportClock clock,
      RandomGenerator random)
      throws IOException {
    this.table = table;
    this.database = database;
    this.keys = keys;
    this.clock = clock;
    group =
        new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory("notify", true), NotifySockets.ioHandler());
    loop = group.next();
    schedule = new NotifySchedule(delayNanos, random, new Sending());
    tracker = new SecondaryTracker(this::execute, clock, this::serial);
    try {
      sockets = new NotifySockets(loop, this::received);
    } catch (IOException e) {
      var unused = group.shutdownGracefully(0, 0, TimeUnit.MILLISECONDS);
      throw e;
    }
  }

  /**
   * Starts: every zone is told of once, little by little, for whoever missed a change while this
   * server was away.
   *
   * @param table which zones are served; it is listened to from now on
   * @param writer that is listened to from now on, null if there is none
   * @param keys that messages are signed with
   * @param delayNanos how long a change waits for others that may follow
   * @param random a source that nobody can predict
   * @throws IOException if no socket can be opened
   */
  public static NotifyService start(
      ZoneTable table,
      ZoneDatabase database,
      @Nullable ZoneWriter writer,
      Supplier<Keyring> keys,
      long delayNanos,
      TransportClock clock,
      RandomGenerator random)
      throws IOException {
    NotifyService service = new NotifyService(table, database, keys, delayNanos, clock, random);
    if (writer != null) {
      writer.addListener(service);
    }
    table.addListener(service);
    table.zones().forEach(service::added);
    return service;
  }

  /** What is known of the secondaries. */
  public SecondaryTracker tracker() {
    return tracker;
  }

  /** How often something has happened since the start. */
  public long count(NotifyEvent event) {
    return event == NotifyEvent.OVERRUN ? tracker.overruns() : counts.get(event);
  }

  /**
   * What is known of the secondaries of some zones, in the order of the zones' names. It waits for
   * the loop.
   *
   * @return nothing if the loop has ended
   */
  public List<FollowerStatus> status(Predicate<Name> which) {
    try {
      List<FollowerStatus> all =
          loop.submit(() -> tracker.status(which)).awaitUninterruptibly().getNow();
      return all == null ? List.of() : all;
    } catch (RejectedExecutionException e) {
      return List.of();
    }
  }

  // ---- what is heard ----

  @Override
  public void committed(PublishedState state, List<LogRecord> records) {
    Set<Name> changed = null;
    Name last = null;
    for (LogRecord record : records) {
      Name zone = record.zone();
      if (zone.equals(last)) {
        continue;
      }
      last = zone;
      if (tracker.isWatched(zone)) {
        changed = changed == null ? new LinkedHashSet<>() : changed;
        changed.add(zone);
      }
    }
    if (changed != null) {
      publish(state.zones(), changed);
    }
  }

  /** Looks for zones that have changed without the writer. */
  public void rescan() {
    if (rescanDue.compareAndSet(false, true) && !execute(this::rescanNow)) {
      rescanDue.set(false);
    }
  }

  private void rescanNow() {
    rescanDue.set(false);
    for (Name zone : tracker.zones()) {
      long serial = serial(zone);
      if (serial >= 0) {
        tracker.published(zone, (int) serial, clock.millis());
        schedule.changed(zone, clock.nanos());
      }
    }
  }

  private void publish(DatabaseSnapshot zones, Set<Name> changed) {
    List<SecondaryTracker.Published> news = new ArrayList<>(changed.size());
    for (Name apex : changed) {
      ZoneSnapshot zone = zones.zone(apex);
      if (zone != null && zone.recordCount() > 0) {
        news.add(new SecondaryTracker.Published(apex, (int) zone.serial()));
      }
    }
    boolean taken =
        tracker.publish(
            news, () -> news.forEach(one -> schedule.changed(one.zone(), clock.nanos())));
    if (!taken) {
      rescan();
    }
  }

  @Override
  public void added(ZoneSettings zone) {
    execute(
        () -> {
          tracker.serve(zone);
          if (tracker.isWatched(zone.name())) {
            schedule.started(zone.name(), clock.nanos());
          }
        });
  }

  @Override
  public void changed(ZoneSettings before, ZoneSettings after) {
    if (!before.secondaries().equals(after.secondaries())
        || before.notifyNs() != after.notifyNs()) {
      execute(() -> schedule.forget(after.name(), clock.nanos()));
      added(after);
    }
  }

  @Override
  public void removed(ZoneSettings zone) {
    execute(
        () -> {
          schedule.forget(zone.name(), clock.nanos());
          tracker.forget(zone.name());
        });
  }

  // ---- on the loop ----

  private boolean execute(Runnable task) {
    try {
      loop.execute(
          () -> {
            try {
              task.run();
            } finally {
              arm();
            }
          });
      return true;
    } catch (RejectedExecutionException e) {
      return false;
    }
  }

  private void arm() {
    long now = clock.nanos();
    long wait = Math.min(schedule.nanosToNext(now), tracker.nanosToNext(now));
    if (wait == Long.MAX_VALUE || timer != null && timerNanos - (now + wait) <= 0) {
      return;
    }
    if (timer != null) {
      timer.cancel(false);
    }
    timerNanos = now + wait;
    timer = loop.schedule(this::run, wait, TimeUnit.NANOSECONDS);
  }

  private void run() {
    timer = null;
    try {
      schedule.run(clock.nanos());
      tracker.expire(clock.nanos());
    } catch (RuntimeException e) {
      LOG.atError().setCause(e).log("NOTIFY could not be sent");
    }
    arm();
  }

  private long serial(Name apex) {
    ZoneSnapshot zone = database.current().zone(apex);
    return zone == null || zone.recordCount() == 0 ? -1 : zone.serial();
  }

  private void add(NotifyEvent event) {
    counts.add(event, 1);
  }

  /** Carries out what the schedule decides. */
  private final class Sending implements NotifySchedule.Outlet {
    @Override
    public long serial(Name zone) {
      return NotifyService.this.serial(zone);
    }

    @Override
    public List<RemoteServer> servers(Name zone) {
      ZoneSettings settings = table.zone(zone);
      return settings == null ? List.of() : servers.of(settings, database.current());
    }

    @Override
    public NotifySchedule.@Nullable Told send(Name apex, RemoteServer to, int id, int tries) {
      ZoneSnapshot zone = database.current().zone(apex);
      if (zone == null || !zone.soa(soa)) {
        return null;
      }
      Name keyName = to.key();
      TsigKey key = keyName == null ? null : keys.get().find(keyName);
      if (keyName != null && key == null) {
        tracker.failed(apex, to, "key " + keyName + " is not configured");
        return null;
      }
      byte[] octets = messages.write(zone, soa, id, key, clock.millis() / 1000);
      byte[] mac = messages.mac();
      int serial = (int) zone.serial();
      add(tries == 0 ? NotifyEvent.SENT : NotifyEvent.RESENT);
      tracker.notified(apex, to, serial);
      NotifyLog.sent(apex, to, serial);
      sockets.send(
          octets,
          to.address(),
          why -> {
            add(NotifyEvent.SEND_FAILED);
            tracker.failed(apex, to, "not sent: " + why);
          });
      return new NotifySchedule.Told(
          serial, key == null || mac == null ? null : new NotifySchedule.Signature(key, mac));
    }

    @Override
    public void gaveUp(Name zone, RemoteServer to) {
      add(NotifyEvent.GAVE_UP);
      tracker.failed(zone, to, "no answer");
      NotifyLog.unanswered(zone, to);
    }
  }

  private void received(byte[] octets, InetSocketAddress from) {
    NotifySchedule.Sent sent = isAnswer(octets) ? schedule.find(Header.id(octets, 0), from) : null;
    if (sent == null) {
      add(NotifyEvent.IGNORED);
      return;
    }
    NotifySchedule.Signature signature = sent.told().signature();
    if (signature != null) {
      try {
        new TsigResponseVerifier(signature.key(), signature.mac())
            .verify(octets, 0, octets.length, clock.millis() / 1000);
      } catch (TsigException e) {
        add(NotifyEvent.BAD_SIGNATURE);
        tracker.failed(sent.zone(), sent.server(), String.valueOf(e.getMessage()));
        return;
      }
    }
    // RFC 1996 section 4.8: whatever it says, it is an answer, and the server is not told again.
    int rcode = Header.flags(octets, 0) & Header.RCODE_MASK;
    add(rcode == Rcode.NOERROR ? NotifyEvent.ANSWERED : NotifyEvent.REFUSED);
    tracker.answered(sent.zone(), sent.server(), rcode);
    if (rcode != Rcode.NOERROR) {
      NotifyLog.refused(sent.zone(), sent.server(), rcode);
    }
    schedule.answered(sent, clock.nanos());
    arm();
  }

  private static boolean isAnswer(byte[] octets) {
    if (octets.length < Header.SIZE_OCTETS) {
      return false;
    }
    int flags = Header.flags(octets, 0);
    return (flags & Header.QR) != 0 && Header.opcode(flags) == Opcode.NOTIFY;
  }

  /** Ends the waits for secondaries, so that those answers can leave; none begins any more. */
  public void release() {
    if (execute(tracker::close)) {
      loop.submit(() -> {}).awaitUninterruptibly();
    }
  }

  @Override
  public void close() {
    release();
    sockets.close();
    group.shutdownGracefully(0, CLOSE_MILLIS, TimeUnit.MILLISECONDS).awaitUninterruptibly();
  }
}
