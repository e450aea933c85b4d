package nomen.server.update;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import nomen.codec.name.Name;
import nomen.server.config.Configuration;
import nomen.server.config.ConfigurationException;
import nomen.server.config.ConfigurationReader;
import nomen.server.config.ZoneSettings;
import nomen.server.request.RequestCounters;
import nomen.server.request.RequestDispatchers;
import nomen.server.request.RequestEvent;
import nomen.server.transfer.out.TransferService;
import nomen.server.transport.DnsListeners;
import nomen.server.transport.ListenerSettings;
import nomen.server.transport.TcpLimits;
import nomen.server.transport.TransportClock;
import nomen.server.transport.TransportCounter;
import nomen.server.transport.TransportKind;
import nomen.server.transport.UdpSettings;
import nomen.server.zone.ZoneTable;
import nomen.store.update.WriterClock;
import nomen.store.update.WriterSettings;
import nomen.store.update.ZoneWriter;
import nomen.store.zone.DatabaseSnapshot;
import nomen.store.zone.ZoneDatabase;
import nomen.store.zone.ZoneSnapshot;
import nomen.store.zonefile.ZoneLoader;

/** A server whose zones can be updated, over real sockets, with a log in memory. */
public final class UpdatingServer implements AutoCloseable {
  static final String ZONE_FILE =
      """
      $ORIGIN example.com.
      $TTL 300
      @ SOA ns1 admin 100 3600 600 86400 300
      @ NS ns1
      ns1 A 192.0.2.1
      www A 192.0.2.2
      sub NS ns.sub
      ns.sub A 192.0.2.3
      """;

  private static final TransportKind KIND =
      TransportKind.LINUX_BATCH.isAvailable() ? TransportKind.LINUX_BATCH : TransportKind.NETTY_NIO;

  private final HeldLog log = new HeldLog();
  private final ZoneDatabase database;
  private final ZoneWriter writer;
  private final UpdateService service;
  private final RequestDispatchers dispatchers;
  private final DnsListeners listeners;

  private UpdatingServer(Configuration configuration, int loops) throws IOException {
    List<ZoneSnapshot> zones = new ArrayList<>();
    for (ZoneSettings settings : configuration.zones()) {
      ZoneSnapshot zone =
          new ZoneLoader((octets, ofOctets) -> {})
              .load(Objects.requireNonNull(settings.file()), settings.name())
              .zone();
      if (zone == null) {
        throw new AssertionError("the test's zone has errors");
      }
      zones.add(zone);
    }
    database = new ZoneDatabase(DatabaseSnapshot.of(zones));
    WriterClock clock =
        new WriterClock() {
          @Override
          public long millis() {
            return TransportClock.SYSTEM.millis();
          }

          @Override
          public long nanos() {
            return TransportClock.SYSTEM.nanos();
          }
        };
    WriterSettings limits =
        new WriterSettings(configuration.updates().queue(), configuration.updates().batch());
    writer = new ZoneWriter(database, log, clock, limits);
    service = new UpdateService(configuration, database, writer, new Random(8));
    writer.start();
    TransferService transfers =
        new TransferService(
            configuration,
            new ZoneTable(configuration.zones()),
            writer,
            null,
            TransportClock.SYSTEM);
    dispatchers =
        new RequestDispatchers(configuration, database, service, transfers, loops, new Random(7));
    ListenerSettings plan =
        new ListenerSettings(
            List.of(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0)),
            loops,
            KIND,
            UdpSettings.DEFAULT,
            TcpLimits.DEFAULT,
            1_000);
    listeners = DnsListeners.bind(plan, dispatchers, TransportClock.SYSTEM);
  }

  /**
   * A server of the zone example.com.
   *
   * @param tables TOML before the zone
   * @param zoneSettings TOML in the zone's table
   */
  public static UpdatingServer start(Path folder, int loops, String tables, String zoneSettings)
      throws IOException {
    Files.writeString(folder.resolve("example.com.zone"), ZONE_FILE);
    Path file =
        Files.writeString(
            folder.resolve("nomen.toml"),
            "[server]\ndata-dir = \"data\"\n"
                + tables
                + "\n[[zone]]\nname = \"example.com.\"\nfile = \"example.com.zone\"\n"
                + zoneSettings);
    try {
      return new UpdatingServer(ConfigurationReader.read(file), loops);
    } catch (ConfigurationException e) {
      throw new AssertionError(e.getMessage(), e);
    }
  }

  /** Who asks from this machine may do everything. */
  public static UpdatingServer open(Path folder, int loops) throws IOException {
    return start(folder, loops, "", "allow-update = [\"127.0.0.0/8\"]\n");
  }

  public InetSocketAddress address() {
    return listeners.addresses().getFirst();
  }

  HeldLog log() {
    return log;
  }

  UpdateService service() {
    return service;
  }

  ZoneWriter writer() {
    return writer;
  }

  public ZoneSnapshot zone() {
    ZoneSnapshot zone = database.current().zone(Name.parse("example.com."));
    if (zone == null) {
      throw new AssertionError("the zone is gone");
    }
    return zone;
  }

  /** What was counted of requests, over all loops. */
  long events(RequestEvent event) {
    return dispatchers.counters().stream().mapToLong(one -> one.events(event)).sum();
  }

  /** Defects that showed. */
  public long faults() {
    long faults =
        listeners.total(TransportCounter.HANDLER_FAILURES)
            + listeners.total(TransportCounter.TRANSPORT_FAILURES);
    for (RequestCounters counters : dispatchers.counters()) {
      faults += counters.events(RequestEvent.INTERNAL_ERROR);
    }
    return faults;
  }

  @Override
  public void close() {
    log.release();
    writer.close();
    listeners.close();
  }
}
