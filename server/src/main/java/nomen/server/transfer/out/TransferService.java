package nomen.server.transfer.out;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import nomen.codec.name.Name;
import nomen.server.config.AccessList;
import nomen.server.config.Configuration;
import nomen.server.config.TransferSettings;
import nomen.server.config.ZoneSettings;
import nomen.server.transport.AnswerStream;
import nomen.server.transport.ClientAddress;
import nomen.server.transport.Exchange;
import nomen.server.transport.StreamLimits;
import nomen.server.transport.TransportClock;
import nomen.server.zone.ZoneTable;
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

  private final ZoneTable zones;
  private final TransportClock clock;
  private final StreamLimits limits;
  private final int maxTransfers;
  private final int ednsPayload;
  private final Semaphore free;
  private final List<TransferObserver> observers = new CopyOnWriteArrayList<>();
  private final TransferCounters counters = new TransferCounters();
  private final AtomicInteger threads = new AtomicInteger();
  private final ExecutorService pool =
      Executors.newCachedThreadPool(
          task ->
              Thread.ofPlatform()
                  .daemon()
                  .name("transfer-out-" + threads.getAndIncrement())
                  .unstarted(task));

  /** The service for a configuration. */
  public TransferService(Configuration configuration, ZoneTable zones, TransportClock clock) {
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

  /** Whether a client may have a zone. */
  boolean allows(ZoneSettings settings, ClientAddress client, @Nullable Name key) {
    AccessList list = new AccessList(settings.allowTransfer());
    return list.allows(client.high(), client.low(), key);
  }

  void tell(Consumer<TransferObserver> what) {
    for (TransferObserver observer : observers) {
      try {
        what.accept(observer);
      } catch (RuntimeException e) {
        LOG.error("an observer of zone transfers failed", e);
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
      return false;
    }
    AnswerStream stream = exchange.stream(limits);
    pool.execute(
        () -> {
          try (stream) {
            run(request, stream);
          } finally {
            free.release();
          }
        });
    return true;
  }

  private void run(TransferRequest request, AnswerStream stream) {
    long started = clock.nanos();
    TransferMessages messages =
        new TransferMessages(request.query(), ednsPayload, request.signature(), stream, clock);
    try {
      ZoneSender.send(request.zone(), messages);
      messages.end();
      counters.add(TransferCounter.AXFR, 1);
      long millis = clock.millis();
      tell(
          observer ->
              observer.served(
                  request.apex(), request.client(), request.key(), request.serial(), millis));
      LOG.info(
          "{} serial {} sent to {} in whole: {} records, {} octets in {} messages, {} ms",
          request.apex(),
          request.zone().serial(),
          request.client(),
          messages.records(),
          messages.sizeOctets(),
          messages.messages(),
          TimeUnit.NANOSECONDS.toMillis(clock.nanos() - started));
    } catch (IOException e) {
      counters.add(TransferCounter.BROKEN_OFF, 1);
      LOG.info(
          "transfer of {} to {} broken off after {} records: {}",
          request.apex(),
          request.client(),
          messages.records(),
          e.getMessage());
    } catch (RuntimeException e) {
      counters.add(TransferCounter.BROKEN_OFF, 1);
      LOG.error("transfer of {} to {} failed", request.apex(), request.client(), e);
    } finally {
      counters.add(TransferCounter.RECORDS, messages.records());
      counters.add(TransferCounter.OCTETS, messages.sizeOctets());
    }
  }

  /** Breaks off what is being sent, and waits a little for the threads. */
  @Override
  public void close() {
    pool.shutdownNow();
    try {
      if (!pool.awaitTermination(CLOSE_MILLIS, TimeUnit.MILLISECONDS)) {
        LOG.warn("a zone transfer does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
