package nomen.server.transfer.out;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import nomen.codec.name.Name;
import nomen.server.config.AccessList;
import nomen.server.config.AclElement;
import nomen.server.config.Configuration;
import nomen.server.config.TransferSettings;
import nomen.server.config.ZoneSettings;
import nomen.server.transport.ClientAddress;
import nomen.server.transport.Exchange;
import nomen.server.transport.StreamLimits;
import nomen.server.transport.TransportClock;
import nomen.server.zone.ZoneTable;
import nomen.store.log.History;
import nomen.store.update.ZoneWriter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends zones to others: what all event loops share of it, and the threads that do it. A transfer
 * holds one state of a zone and reads it page by page as the client takes it.
 */
public final class TransferService implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TransferService.class);

  /** How long {@link #close} waits for the threads to notice. */
  private static final long CLOSE_MILLIS = 2_000;

  /** Elements, and the list that was made of them. */
  private record Access(List<AclElement> elements, AccessList list) {}

  private final ZoneTable zones;
  private final TransportClock clock;
  private final StreamLimits limits;
  private final int maxTransfers;
  private final int ednsPayload;
  private final Semaphore free;
  private final Map<Name, Access> access = new ConcurrentHashMap<>();
  private final List<TransferObserver> observers = new CopyOnWriteArrayList<>();
  private final TransferCounters counters = new TransferCounters();
  private final DifferenceFinder differences;
  private final AtomicInteger threads = new AtomicInteger();
  private final ExecutorService pool =
      Executors.newCachedThreadPool(
          task ->
              Thread.ofPlatform()
                  .daemon()
                  .name("transfer-out-" + threads.getAndIncrement())
                  .unstarted(task));

  /**
   * The service for a configuration.
   *
   * @param writer who makes the changes that are sent, null if there is none
   * @param history where older ones are, null if there is no log
   */
  public TransferService(
      Configuration configuration,
      ZoneTable zones,
      @Nullable ZoneWriter writer,
      @Nullable History history,
      TransportClock clock) {
    TransferSettings settings = configuration.transfers();
    this.zones = zones;
    this.clock = clock;
    limits =
        new StreamLimits(
            Math.toIntExact(settings.idleTimeout().toMillis()),
            Math.toIntExact(settings.timeout().toMillis()));
    maxTransfers = settings.maxOut();
    free = new Semaphore(maxTransfers);
    ednsPayload = configuration.udp().maxPayload();
    RecentChanges recent =
        new RecentChanges(
            RecentChanges.maxOctets(Runtime.getRuntime().maxMemory()), this::isTransferred);
    if (writer != null) {
      writer.addListener(recent);
    }
    differences =
        new DifferenceFinder(recent, history, DifferenceFinder.MAX_CONDENSED_OCTETS, counters);
  }

  private boolean isTransferred(Name apex) {
    ZoneSettings settings = zones.zone(apex);
    return settings != null && !settings.allowTransfer().isEmpty();
  }

  /** Makes the handler of an event loop. */
  public TransferHandler handler() {
    return new TransferHandler(this);
  }

  /** Adds one that hears what is asked for and sent from now on. */
  public void addObserver(TransferObserver observer) {
    observers.add(observer);
  }

  /** What is counted. */
  public TransferCounters counters() {
    return counters;
  }

  /** The transfers that are being sent. */
  public int running() {
    return maxTransfers - free.availablePermits();
  }

  ZoneTable zones() {
    return zones;
  }

  TransportClock clock() {
    return clock;
  }

  /** What this server takes in a UDP message, for OPT records. */
  int ednsPayload() {
    return ednsPayload;
  }

  DifferenceFinder differences() {
    return differences;
  }

  void count(Differences differences) {
    if (differences instanceof Differences.InMemory found && found.condensed()) {
      counters.add(TransferCounter.CONDENSED, 1);
    }
  }

  /** Whether a client may have a zone. */
  boolean allows(ZoneSettings settings, ClientAddress client, @Nullable Name key) {
    Access known = access.get(settings.name());
    if (known == null || !known.elements().equals(settings.allowTransfer())) {
      known = new Access(settings.allowTransfer(), new AccessList(settings.allowTransfer()));
      access.put(settings.name(), known);
    }
    return known.list().allows(client.high(), client.low(), key);
  }

  /** A client has all that it asked for. A datagram may be lost, so with one nothing is known. */
  void served(TransferRequest request) {
    if (!request.isTcp()) {
      return;
    }
    TransferLog.sent(request);
    long millis = clock.millis();
    tell(
        observer ->
            observer.served(
                request.apex(), request.client(), request.key(), request.serial(), millis));
  }

  /** A client asked for what changed since a serial. */
  void asked(TransferRequest request, int haveSerial) {
    if (!request.isProven()) {
      return;
    }
    tell(observer -> observer.asked(request.apex(), request.client(), request.key(), haveSerial));
  }

  private void tell(Consumer<TransferObserver> what) {
    for (TransferObserver observer : observers) {
      try {
        what.accept(observer);
      } catch (RuntimeException e) {
        LOG.atError().setCause(e).log("observer of transfers failed");
      }
    }
  }

  /**
   * Sends what was asked for in an exchange by TCP, on a thread of its own.
   *
   * @return false if there are too many transfers now
   */
  boolean send(TransferRequest request, Exchange exchange) {
    if (!free.tryAcquire()) {
      counters.add(TransferCounter.OVER_LIMIT, 1);
      TransferLog.overLimit(request);
      return false;
    }
    Transfer transfer = new Transfer(this, request, exchange.stream(limits));
    try {
      pool.execute(
          () -> {
            try {
              transfer.run();
            } finally {
              free.release();
            }
          });
    } catch (RejectedExecutionException | OutOfMemoryError e) {
      // The server is closing, or no thread can be made now.
      transfer.abandon();
      free.release();
      counters.add(TransferCounter.BROKEN_OFF, 1);
    }
    return true;
  }

  /** Breaks off what is being sent, and waits a little for the threads. */
  @Override
  public void close() {
    pool.shutdownNow();
    try {
      if (!pool.awaitTermination(CLOSE_MILLIS, TimeUnit.MILLISECONDS)) {
        LOG.warn("transfer does not end, the server stops without it");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
