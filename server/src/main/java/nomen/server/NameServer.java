package nomen.server;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import nomen.codec.tsig.TsigSigner;
import nomen.server.catalog.Catalogs;
import nomen.server.config.Configuration;
import nomen.server.config.ConfigurationSource;
import nomen.server.config.Location;
import nomen.server.config.ZoneSettings;
import nomen.server.control.ControlException;
import nomen.server.control.ControlServer;
import nomen.server.control.ControlSocket;
import nomen.server.control.ServerCommands;
import nomen.server.history.HistoryCommands;
import nomen.server.metrics.MetricSources;
import nomen.server.metrics.MetricsEndpoint;
import nomen.server.metrics.ServerMetrics;
import nomen.server.reload.Reload;
import nomen.server.request.RequestCounters;
import nomen.server.request.RequestDispatchers;
import nomen.server.request.RequestEvent;
import nomen.server.storage.FileZones;
import nomen.server.storage.LoadProgress;
import nomen.server.storage.RecentRequests;
import nomen.server.storage.ReloadLog;
import nomen.server.storage.ServedZones;
import nomen.server.storage.StorageException;
import nomen.server.storage.StoredZones;
import nomen.server.storage.ZoneOutcome;
import nomen.server.transfer.KnownServers;
import nomen.server.transfer.TransferFloor;
import nomen.server.transport.DnsListeners;
import nomen.server.transport.ListenerSettings;
import nomen.server.transport.TransportClock;
import nomen.server.transport.TransportCounter;
import nomen.server.update.UpdateService;
import nomen.server.warmup.WarmUp;
import nomen.server.zone.KeyTable;
import nomen.server.zone.ZoneTable;
import nomen.store.log.Disk;
import nomen.store.log.LocalDisk;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running name server: takes in zones, listens, answers, stops. */
public final class NameServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(NameServer.class);

  /** How far back a request may lie that still looks timely: twice the fudge of a TSIG. */
  private static final long REPLAY_MILLIS = 2 * TsigSigner.FUDGE_SECONDS * 1000L;

  private final Configuration configuration;
  private final ServedZones zones;
  private final Reload reload;
  private final Catalogs catalogs;
  private final List<StartupReport.Zone> report;
  private final ListenerSettings plan;
  private final TransferFloor transfers;
  private final RequestDispatchers dispatchers;
  private final DnsListeners listeners;
  private final long startMillis;
  private @Nullable MetricsEndpoint metricsEndpoint;
  private @Nullable ControlServer control;

  private NameServer(
      Configuration configuration,
      ConfigurationSource source,
      ZoneTable table,
      KeyTable keys,
      ServedZones zones,
      List<ZoneOutcome> outcomes,
      UpdateService updates,
      TransferFloor transfers,
      TransportClock clock,
      RandomGenerator random,
      Duration warmUp)
      throws IOException, StartFailedException {
    this.configuration = configuration;
    this.zones = zones;
    StoredZones stored = zones instanceof StoredZones it ? it : null;
    catalogs = new Catalogs(table, stored, () -> Instant.ofEpochMilli(clock.millis()));
    reload = new Reload(source, configuration, keys, catalogs, zones);
    plan = ListenerPlan.of(configuration);
    startMillis = clock.millis();
    this.transfers = transfers;
    dispatchers =
        new RequestDispatchers(
            configuration,
            keys,
            zones.database(),
            updates,
            transfers.out(),
            transfers.in(),
            transfers.expired(),
            plan.eventLoops(),
            random);
    table.addListener(updates);
    table.addListener(dispatchers.policies());
    catalogs.start();
    catalogs.produce();
    transfers.expireOld();
    report = ZoneReport.of(zones, outcomes, transfers.expired());
    warmUp(keys, random, clock, warmUp.toNanos());
    KnownServers known = new KnownServers(table.zones());
    table.addListener(known);
    listeners = DnsListeners.bind(plan, dispatchers, clock, known);
  }

  /** Has itself asked on a socket of its own, by handlers that share nothing but the zones. */
  private void warmUp(
      KeyTable keys, RandomGenerator random, TransportClock clock, long limitNanos) {
    if (limitNanos == 0) {
      return;
    }
    Configuration unlimited = WarmUp.unlimited(configuration);
    UpdateService none = new UpdateService(unlimited, zones.database(), null, random);
    RequestDispatchers own =
        new RequestDispatchers(
            unlimited,
            keys,
            zones.database(),
            none,
            transfers.out(),
            null,
            transfers.expired(),
            1,
            random);
    WarmUp.run(plan, own, zones.database().current(), clock, limitNanos);
  }

  /**
   * Starts one. It answers when this returns; a zone of which nothing but errors is known is left
   * out.
   *
   * @param clock wall-clock and monotonic time
   * @param random a source that clients cannot predict, for any threads
   * @param terminal where the progress of long loads is shown
   * @param attached whether that is a terminal; else no progress is shown
   * @throws StartFailedException if something that is configured does not work on this machine
   * @throws IOException if an address cannot be listened on; then nothing is left running
   */
  public static NameServer start(
      Configuration configuration,
      TransportClock clock,
      RandomGenerator random,
      PrintWriter terminal,
      boolean attached)
      throws IOException, StartFailedException {
    ConfigurationSource same = () -> configuration;
    return start(configuration, same, clock, random, terminal, attached, Duration.ZERO);
  }

  /** With a source from which a reload reads the configuration again. */
  public static NameServer start(
      Configuration configuration,
      ConfigurationSource source,
      TransportClock clock,
      RandomGenerator random,
      PrintWriter terminal,
      boolean attached)
      throws IOException, StartFailedException {
    return start(configuration, source, clock, random, terminal, attached, Duration.ZERO);
  }

  /** With a time for which it may ask itself before it listens; zero is not at all. */
  public static NameServer start(
      Configuration configuration,
      ConfigurationSource source,
      TransportClock clock,
      RandomGenerator random,
      PrintWriter terminal,
      boolean attached,
      Duration warmUp)
      throws IOException, StartFailedException {
    return start(configuration, source, clock, random, terminal, attached, warmUp, LocalDisk::new);
  }

  /** With what gives the disk of a data directory. */
  static NameServer start(
      Configuration configuration,
      ConfigurationSource source,
      TransportClock clock,
      RandomGenerator random,
      PrintWriter terminal,
      boolean attached,
      Duration warmUp,
      Function<Path, Disk> disks)
      throws IOException, StartFailedException {
    LoadProgress.Factory progress = apex -> new LoadingLine(terminal, attached, apex);
    ZoneTable table = new ZoneTable(configuration.zones());
    ServedZones zones = open(configuration, table, clock, random, progress, disks);
    table.keptBy(zones);
    NameServer server = null;
    TransferFloor transfers = null;
    try {
      StoredZones stored = zones instanceof StoredZones it ? it : null;
      UpdateService updates =
          new UpdateService(
              configuration, zones.database(), stored == null ? null : stored.writer(), random);
      if (stored != null) {
        RecentRequests.tell(
            stored.recovery().log().history(),
            configuration.zones().stream().map(ZoneSettings::name).toList(),
            clock.millis() - REPLAY_MILLIS,
            configuration.updates().remembered(),
            updates.guard()::remember);
        updates.guard().startedAt(clock.millis());
        stored.start();
      }
      List<ZoneOutcome> outcomes = zones.reload(null);
      ReloadLog.warnings(outcomes);
      Location data = configuration.server().dataDir();
      TransferFloor.Store store =
          stored == null || data == null
              ? null
              : new TransferFloor.Store(stored, disks.apply(data.path()));
      KeyTable keys = new KeyTable(configuration.keyring());
      transfers = new TransferFloor(configuration, keys, table, store, clock, random);
      server =
          new NameServer(
              configuration,
              source,
              table,
              keys,
              zones,
              outcomes,
              updates,
              transfers,
              clock,
              random,
              warmUp);
      transfers.start(zones.database(), updates);
      server.openSideDoors(stored);
      return server;
    } catch (IOException | StartFailedException | RuntimeException e) {
      if (server != null) {
        server.close();
      } else {
        if (transfers != null) {
          transfers.close();
        }
        zones.close();
      }
      throw e;
    }
  }

  private static ServedZones open(
      Configuration configuration,
      ZoneTable table,
      TransportClock clock,
      RandomGenerator random,
      LoadProgress.Factory progress,
      Function<Path, Disk> disks)
      throws StartFailedException {
    Location data = configuration.server().dataDir();
    if (data == null) {
      return new FileZones(table, progress, clock);
    }
    try {
      Path directory = data.path();
      return StoredZones.open(
          disks.apply(directory), directory, configuration, table, clock, random, progress);
    } catch (StorageException e) {
      throw new StartFailedException(e);
    }
  }

  /** Metrics and control: what operators ask, beside what clients ask. */
  private void openSideDoors(@Nullable StoredZones stored)
      throws IOException, StartFailedException {
    ServerMetrics metrics =
        new ServerMetrics(
            new MetricSources(
                startMillis,
                dispatchers.counters(),
                listeners.counters(),
                zones.database(),
                stored,
                transfers));
    InetSocketAddress listen = configuration.metrics().listen();
    if (listen != null) {
      metricsEndpoint = MetricsEndpoint.open(listen, metrics);
    }
    Optional<Path> socket = ControlSocket.of(configuration.server());
    if (socket.isPresent()) {
      HistoryCommands history =
          stored == null ? null : new HistoryCommands(stored.recovery().log().history());
      try {
        control =
            ControlServer.open(
                socket.get(), new ServerCommands(zones, transfers, reload, history, metrics));
      } catch (ControlException e) {
        if (stored == null || stored.canChange()) {
          throw new StartFailedException(e);
        }
        // On a read-only file system it cannot be made, and queries are worth answering without.
        LOG.atWarn().addKeyValue("reason", e.getMessage()).log("no control socket");
      }
    }
  }

  /**
   * As SIGHUP asks for: takes in what changed in the configuration and in zone files, and says in
   * the log what became of it.
   */
  public void reload() {
    reload.run("signal HUP");
    transfers.rescan();
  }

  /** The port at which metrics are served over HTTP, if they are. */
  public OptionalInt metricsPort() {
    return metricsEndpoint == null ? OptionalInt.empty() : OptionalInt.of(metricsEndpoint.port());
  }

  /** Where it listens, UDP and TCP each, in the order of the configuration. */
  public List<InetSocketAddress> addresses() {
    return listeners.addresses();
  }

  /**
   * Faults of this server until now: exceptions that were caught at the edge of an event loop or
   * answered with SERVFAIL. Always 0 in a server without bugs, whatever clients send.
   */
  public long faults() {
    long faults =
        listeners.total(TransportCounter.HANDLER_FAILURES)
            + listeners.total(TransportCounter.TRANSPORT_FAILURES);
    for (RequestCounters counters : dispatchers.counters()) {
      faults += counters.events(RequestEvent.INTERNAL_ERROR);
    }
    return faults;
  }

  /**
   * What to tell the operator.
   *
   * @param version of Nomen
   * @param startUp how long the start took
   */
  public String report(String version, Duration startUp) {
    return new StartupReport(
            version,
            listeners.kind().description(),
            plan.eventLoops(),
            report,
            listeners.addresses(),
            startUp)
        .print();
  }

  /**
   * Says in the log what is served, where, and that the server is ready.
   *
   * @param startUp how long the start took
   */
  public void logStart(Duration startUp) {
    StartLog.write(report, listeners.addresses(), listeners.kind().description(), startUp);
  }

  /**
   * Stops: takes no more requests, sends the answers that are due, lets the writer finish, ends the
   * threads and frees the data directory.
   */
  @Override
  public void close() {
    if (control != null) {
      control.close();
    }
    if (metricsEndpoint != null) {
      metricsEndpoint.close();
    }
    transfers.close();
    listeners.close();
    catalogs.close();
    zones.close();
  }
}
