package nomen.server.transfer.in;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.function.Function;
import nomen.codec.name.Name;
import nomen.codec.transfer.TransferLimits;
import nomen.server.config.ConfigurationException;
import nomen.server.config.ConfigurationReader;
import nomen.server.config.ZoneSettings;
import nomen.server.zone.ExpiredZones;
import nomen.store.log.Author;
import nomen.store.log.LogRecord;
import nomen.store.log.LogSettings;
import nomen.store.log.RecoveredZone;
import nomen.store.log.Recovery;
import nomen.store.update.PublishedState;
import nomen.store.update.WriterClock;
import nomen.store.update.WriterListener;
import nomen.store.update.WriterSettings;
import nomen.store.update.ZoneWriter;
import nomen.store.zone.Changeset;
import nomen.store.zone.DatabaseSnapshot;
import nomen.store.zone.ZoneDatabase;
import nomen.store.zone.ZoneEditor;
import nomen.store.zone.ZoneSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * A server of one zone in a simulation: the real log, writer, receiver and timers, on a disk in
 * memory, over a network that is none. It can be killed at any moment between two things it does.
 */
final class SimulatedServer {
  private static final Author HERE = new Author(Author.Via.ZONE_FILE, null, null, "");
  private static final int IDLE_MILLIS = 5_000;
  private static final long TOTAL_MILLIS = 30_000;
  private static final long TIMES_MILLIS = 60_000;

  final String name;
  final InetSocketAddress address;
  private final Name apex;
  private final List<InetSocketAddress> primaries;
  private final SimulatedNetwork network;
  private final BiConsumer<SimulatedServer, ZoneSnapshot> published;
  private final MemoryDisk disk = new MemoryDisk();
  private final SimulatedLink link;

  /** Who is told of changes. */
  final List<SimulatedServer> followers = new ArrayList<>();

  /** Counts starts; 0 before the first. */
  private int life;

  private boolean up;
  private @Nullable Recovery recovery;
  private @Nullable ZoneDatabase database;
  private @Nullable ZoneWriter writer;
  private @Nullable SecondaryZones secondaries;
  private ExpiredZones expired = new ExpiredZones();

  /**
   * One that was not started.
   *
   * @param primaries where the zone comes from; none if it begins here
   * @param published is told each state of the zone that becomes visible
   */
  SimulatedServer(
      String name,
      InetSocketAddress address,
      Name apex,
      List<InetSocketAddress> primaries,
      SimulatedNetwork network,
      Function<InetSocketAddress, SimulatedServer> servers,
      BiConsumer<SimulatedServer, ZoneSnapshot> published) {
    this.name = name;
    this.address = address;
    this.apex = apex;
    this.primaries = List.copyOf(primaries);
    this.network = network;
    this.published = published;
    link = new SimulatedLink(this, network, servers);
  }

  boolean isUp() {
    return up;
  }

  int life() {
    return life;
  }

  long requests() {
    return link.requests;
  }

  boolean isExpired() {
    return expired.has(apex);
  }

  private static <T> T there(@Nullable T part) {
    if (part == null) {
      throw new AssertionError("the server was never started");
    }
    return part;
  }

  @Nullable ZoneSnapshot served() {
    ZoneSnapshot zone = there(database).current().zone(apex);
    return zone == null || zone.recordCount() == 0 ? null : zone;
  }

  @Nullable SecondaryStatus status() {
    return there(secondaries).status(apex);
  }

  SecondaryZones secondaries() {
    return there(secondaries);
  }

  SimulatedAnswers answers() {
    return new SimulatedAnswers(this, network, apex, there(recovery).log().history());
  }

  /** Recovers what the disk has, and runs. */
  void start() {
    life++;
    up = true;
    try {
      recovery = Recovery.run(disk, new LogSettings(1 << 16), Runnable::run, new Random(life), 1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    RecoveredZone zone = recovery.zones().get(apex);
    ZoneSnapshot first = zone == null ? new ZoneEditor(apex).build() : zone.zone();
    database = new ZoneDatabase(DatabaseSnapshot.of(List.of(first)));
    writer = new ZoneWriter(database, recovery.log(), clock(), WriterSettings.DEFAULT);
    writer.addListener(
        new WriterListener() {
          @Override
          public void committed(PublishedState state, List<LogRecord> records) {
            tellFollowers();
          }
        });
    if (!primaries.isEmpty()) {
      startSecondary(recovery, database, writer);
    }
  }

  private void startSecondary(Recovery recovered, ZoneDatabase zones, ZoneWriter changes) {
    RefreshTimes times = RefreshTimes.read(disk);
    SecondaryCounters counters = new SecondaryCounters();
    PrimaryRequests requests = new PrimaryRequests(key -> null, network.random);
    expired = new ExpiredZones();
    IncomingTransfers transfers =
        new IncomingTransfers(
            new IncomingTransfers.Setting(
                agenda(),
                link,
                requests,
                zones,
                new ZoneIntake(changes, recovered.images(), TransferLimits.ofOctets(1 << 20)),
                task -> agenda().schedule(network.random.nextInt(5), task),
                new IncomingTransfers.Bounds(IDLE_MILLIS, TOTAL_MILLIS, 0, 1 << 20),
                counters),
            1,
            1);
    secondaries =
        new SecondaryZones(
            new SecondaryContext(
                agenda(),
                link,
                zones,
                requests,
                new SoaQueries(),
                transfers,
                times,
                expired,
                new ForeignChanges(recovered.log()::history, Runnable::run),
                counters,
                network.random));
    secondaries.start(settings());
    writeTimesLater(times);
  }

  private void writeTimesLater(RefreshTimes times) {
    agenda()
        .schedule(
            TIMES_MILLIS,
            () -> {
              times.write();
              writeTimesLater(times);
            });
  }

  private ZoneSettings settings() {
    StringBuilder text = new StringBuilder();
    text.append("[server]\ndata-dir = 'data'\n[[zone]]\nname = '").append(apex);
    text.append("'\nprimaries = [");
    for (InetSocketAddress primary : primaries) {
      text.append("'").append(primary.getAddress().getHostAddress()).append("', ");
    }
    try {
      return ConfigurationReader.read(text + "]\n", "nomen.toml", Path.of("").toAbsolutePath())
          .zones()
          .getFirst();
    } catch (ConfigurationException e) {
      throw new AssertionError(e);
    }
  }

  private WriterClock clock() {
    return new WriterClock() {
      @Override
      public long millis() {
        return network.time.millis();
      }

      @Override
      public long nanos() {
        return network.time.millis() * 1_000_000;
      }
    };
  }

  /** The agenda of this life: nothing of it is done after the server was killed. */
  Agenda agenda() {
    int mine = life;
    return new Agenda() {
      @Override
      public void execute(Runnable task) {
        schedule(0, task);
      }

      @Override
      public Entry schedule(long delayMillis, Runnable task) {
        boolean[] cancelled = new boolean[1];
        network.time.schedule(
            delayMillis,
            () -> {
              if (!cancelled[0] && up && life == mine) {
                run(task);
              }
            });
        return () -> cancelled[0] = true;
      }

      @Override
      public long nowMillis() {
        return network.time.millis();
      }

      @Override
      public long wallSeconds() {
        return network.time.millis() / 1_000;
      }
    };
  }

  /** Does something as this server, and what its writer has to do then. */
  void run(Runnable task) {
    task.run();
    while (there(writer).runBatch()) {
      ZoneSnapshot zone = served();
      if (zone != null) {
        published.accept(this, zone);
      }
    }
  }

  /** SIGKILL; what was written stays. */
  void kill() {
    up = false;
  }

  /** Begins the zone. */
  void load(ZoneSnapshot zone) {
    run(
        () -> {
          try {
            long image = there(recovery).images().write(zone, List.of());
            var unused = there(writer).put(zone, HERE, image);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  /** Changes the zone, as an update does. */
  void change(Changeset change) {
    run(
        () -> {
          var unused = new ChangeChain(there(writer), HERE, List.of(change)).offer();
        });
  }

  /** NOTIFY to each, again until it is answered or was sent five times. */
  private void tellFollowers() {
    for (SimulatedServer follower : followers) {
      notify(follower, 0, new boolean[1]);
    }
  }

  private void notify(SimulatedServer follower, int attempt, boolean[] answered) {
    ZoneSnapshot zone = served();
    if (attempt == 5 || answered[0] || zone == null) {
      return;
    }
    long serial = network.chance(80) ? zone.serial() : -1;
    network.send(
        this,
        follower,
        () -> {
          follower.secondaries().notified(apex, address.getAddress(), null, serial);
          network.send(follower, this, () -> answered[0] = true);
        });
    agenda().schedule(1_000L << attempt, () -> notify(follower, attempt + 1, answered));
  }
}
