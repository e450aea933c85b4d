package nomen.server.transfer.in;

import java.util.Collection;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import nomen.codec.name.Name;
import nomen.codec.transfer.TransferLimits;
import nomen.codec.tsig.TsigKey;
import nomen.server.config.TransferSettings;
import nomen.server.config.ZoneSettings;
import nomen.server.storage.StoredZones;
import nomen.server.transport.TransportClock;
import nomen.server.zone.ExpiredZones;
import nomen.store.log.Disk;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The secondary's side of a server as it runs: the threads and connections of {@link
 * SecondaryZones}.
 *
 * <p>Threads: {@code transfer-io} keeps the timers and the connections; {@code transfer-in-0} and
 * so on take in what comes, one for each transfer that is under way, and end when there is none;
 * {@code transfer-history} looks at the start whether a zone was changed here.
 */
public final class SecondaryService implements AutoCloseable {
  /** How often the times of the last refreshes are made durable, if there are new ones. */
  static final long TIMES_MILLIS = 60_000;

  /** How long a thread waits for the next transfer. */
  private static final long THREAD_IDLE_SECONDS = 10;

  /** All queues of messages together take no more than this part of the heap. */
  private static final long QUEUES_HEAP_PART = 16;

  private static final long CLOSE_SECONDS = 5;
  private static final Logger LOG = LoggerFactory.getLogger(SecondaryService.class);

  private final TransferLoop loop;
  private final ThreadPoolExecutor workers;
  private final ThreadPoolExecutor looks;
  private final RefreshTimes times;
  private final SecondaryZones zones;

  /**
   * A service that keeps no zone yet.
   *
   * @param stored where the zones are
   * @param disk the data directory
   * @param keys finds a TSIG key by its name
   * @param expired where those stand that are too old
   * @param random a source that others cannot predict, for any threads
   */
  public SecondaryService(
      TransferSettings settings,
      StoredZones stored,
      Disk disk,
      Function<Name, @Nullable TsigKey> keys,
      ExpiredZones expired,
      TransportClock clock,
      RandomGenerator random) {
    loop = new TransferLoop(clock);
    AtomicInteger started = new AtomicInteger();
    // One more, for the times.
    int threads = settings.maxIn() + 1;
    workers =
        new ThreadPoolExecutor(
            threads,
            threads,
            THREAD_IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task ->
                Thread.ofPlatform()
                    .daemon()
                    .name("transfer-in-" + started.getAndIncrement())
                    .unstarted(task));
    workers.allowCoreThreadTimeOut(true);
    looks =
        new ThreadPoolExecutor(
            1,
            1,
            THREAD_IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().daemon().name("transfer-history").factory(),
            new ThreadPoolExecutor.DiscardPolicy());
    looks.allowCoreThreadTimeOut(true);
    times = RefreshTimes.read(disk);
    SecondaryCounters counters = new SecondaryCounters();
    PrimaryLink link = new NettyPrimaryLink(loop.eventLoop());
    PrimaryRequests requests = new PrimaryRequests(keys, random);
    IncomingTransfers transfers =
        new IncomingTransfers(
            new IncomingTransfers.Setting(
                loop,
                link,
                requests,
                stored.database(),
                new ZoneIntake(
                    stored.writer(),
                    stored.recovery().images(),
                    TransferLimits.ofOctets(settings.maxInSize().octets())),
                workers,
                bounds(settings),
                counters),
            settings.maxIn(),
            settings.maxInPerPrimary());
    zones =
        new SecondaryZones(
            new SecondaryContext(
                loop,
                link,
                stored.database(),
                requests,
                new SoaQueries(),
                transfers,
                times,
                expired,
                new ForeignChanges(() -> stored.recovery().log().history(), looks),
                counters,
                random));
  }

  private static IncomingTransfers.Bounds bounds(TransferSettings settings) {
    long queues = Runtime.getRuntime().maxMemory() / QUEUES_HEAP_PART / settings.maxIn();
    return new IncomingTransfers.Bounds(
        (int) settings.idleTimeout().toMillis(),
        settings.timeout().toMillis(),
        settings.minInRate().octets(),
        Math.clamp(queues, IncomingTransfer.LEAST_HIGH_OCTETS, IncomingTransfer.HIGH_OCTETS));
  }

  /** The zones that are kept. */
  public SecondaryZones zones() {
    return zones;
  }

  /** Says which zones have expired while the server was down. Before it can be asked. */
  public void expireOld(Collection<ZoneSettings> settings) {
    zones.expireOld(settings);
  }

  /** Begins to keep the zones that have primaries. */
  public void start(Collection<ZoneSettings> settings) {
    settings.forEach(zones::start);
    loop.execute(this::writeTimesLater);
  }

  private void writeTimesLater() {
    loop.schedule(
        TIMES_MILLIS,
        () -> {
          writeTimesLater();
          workers.execute(times::write);
        });
  }

  /** Breaks off what is under way, and makes the times of the last refreshes durable. */
  @Override
  public void close() {
    loop.execute(zones::stopAll);
    loop.close();
    looks.shutdownNow();
    workers.shutdown();
    try {
      if (!workers.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        LOG.error("transfer has not come back from the disk, the server stops without it");
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    times.write();
  }
}
