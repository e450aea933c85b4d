package nomen.server.transfer.in;

import java.util.Queue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import nomen.codec.message.Header;
import nomen.codec.message.Rcode;
import nomen.codec.transfer.TransferException;
import nomen.codec.transfer.TransferRequest;
import nomen.codec.tsig.TsigException;
import nomen.codec.tsig.TsigResponseVerifier;
import nomen.store.log.Author;
import nomen.store.recorder.Recorder;
import nomen.store.zone.ZoneSnapshot;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One transfer from a primary.
 *
 * <pre>
 *   agenda's thread                       a thread that may block
 *   ask
 *   message -> [ queue ] --------------->  verify TSIG, ZoneReceiver.message
 *   pause while the queue is long          over: ZoneReceiver.commit
 *   tell what came of it  <---------------
 * </pre>
 *
 * <p>Nothing is committed but what a signature covers, if the primary has a key (RFC 8945 section
 * 5.3.1): messages between two signed ones are read beforehand, and forgotten if the next signature
 * is wrong or missing.
 */
final class IncomingTransfer implements PrimaryLink.StreamAnswer, PrimaryLink.Pending {
  /** With this much in the queue no more is read from the primary; less with a small heap. */
  static final int HIGH_OCTETS = 1 << 20;

  /** The least that {@link #HIGH_OCTETS} is made with a small heap: more than a message. */
  static final int LEAST_HIGH_OCTETS = 1 << 17;

  /** When this part of it is left, the primary is read from again. */
  private static final int LOW_PART = 4;

  private static final String CANNOT_WRITE =
      "the log of this server cannot be written; no transfers until it is started again";
  private static final Logger LOG = LoggerFactory.getLogger(IncomingTransfer.class);

  /** A message that no signature covers that it should. */
  private static final class Unbelieved extends Exception {
    private static final long serialVersionUID = 1L;

    Unbelieved(String reason) {
      super(reason, null, false, false);
    }
  }

  private final IncomingTransfers.Setting setting;
  private final IncomingTransfers.Wanted wanted;
  private final IncomingTransfers places;
  private final Consumer<RefreshEvent> done;

  private final Queue<byte[]> queue = new ConcurrentLinkedQueue<>();
  private final AtomicInteger queued = new AtomicInteger();
  private final AtomicBoolean working = new AtomicBoolean();

  /** Set behind the last message in the queue. */
  private volatile @Nullable String streamEnd;

  private volatile boolean paused;
  private volatile boolean ended;

  /** For the agenda's thread. */
  private boolean begun;

  private @Nullable TransferReceivedEvent event;

  private PrimaryLink.@Nullable Stream stream;
  private Agenda.@Nullable Entry timer;
  private final RateWatch rate;

  /** For the worker, one at a time. */
  private @Nullable ZoneReceiver receiver;

  private @Nullable TsigResponseVerifier verifier;
  private boolean over;

  IncomingTransfer(
      IncomingTransfers.Setting setting,
      IncomingTransfers.Wanted wanted,
      IncomingTransfers places,
      Consumer<RefreshEvent> done) {
    this.setting = setting;
    this.wanted = wanted;
    this.places = places;
    this.done = done;
    rate =
        new RateWatch(
            setting.agenda(), setting.bounds(), slow -> tell(failure(FailurePlace.THERE, slow)));
  }

  /** Its turn has come. */
  void begin() {
    begun = true;
    event = Recorder.begin(TransferReceivedEvent::new);
    if (setting.intake().writer().failure() != null) {
      // What came would be dropped.
      tellLater(failure(FailurePlace.HERE, CANNOT_WRITE));
      return;
    }
    ZoneSnapshot served = setting.database().current().zone(wanted.zone());
    ZoneSnapshot here = served == null || served.recordCount() == 0 ? null : served;
    // What the differences are to be to.
    ZoneSnapshot base = wanted.incremental() ? here : null;
    long now = setting.agenda().wallSeconds();
    PrimaryRequests.Request request =
        base != null
            ? setting.requests().ixfr(base, wanted.primary(), now)
            : setting.requests().axfr(wanted.zone(), wanted.primary(), now);
    if (request == null) {
      tellLater(failure(FailurePlace.ON_THE_WAY, SoaQuery.unknownKey(wanted.primary())));
      return;
    }
    setting.counters().count(base != null ? SecondaryEvent.IXFR_BEGUN : SecondaryEvent.AXFR_BEGUN);
    verifier = request.verifier();
    receiver =
        setting
            .intake()
            .receive(
                base != null
                    ? TransferRequest.ixfr(request.id(), wanted.zone(), (int) base.serial())
                    : TransferRequest.axfr(request.id(), wanted.zone()),
                here,
                wanted.anySerial() ? ZoneIntake.Acceptance.ANY : ZoneIntake.Acceptance.NEWER,
                new Author(
                    Author.Via.TRANSFER, wanted.primary().key(), wanted.primary().address(), ""));
    timer = setting.agenda().schedule(setting.bounds().totalMillis(), this::tookTooLong);
    stream =
        setting
            .link()
            .askByStream(
                wanted.primary().address(), request.octets(), setting.bounds().idleMillis(), this);
  }

  @Override
  public void abandon() {
    if (!begun) {
      places.withdrawn(this, wanted);
      begun = true;
      ended = true;
    } else {
      leave(false);
    }
  }

  private void tookTooLong() {
    tell(
        failure(
            FailurePlace.THERE,
            "the transfer was not complete after %d ms (transfers.timeout)"
                .formatted(setting.bounds().totalMillis())));
  }

  @Override
  public void received(byte[] message) {
    if (ended) {
      return;
    }
    setting.counters().add(SecondaryEvent.OCTETS, message.length);
    rate.received(message.length);
    queue.add(message);
    boolean full = queued.addAndGet(message.length) > setting.bounds().queueOctets();
    if (full && !paused && stream != null) {
      paused = true;
      rate.reading(false);
      stream.pause();
    }
    wakeWorker();
  }

  @Override
  public void failed(FailurePlace place, String reason) {
    if (place == FailurePlace.THERE) {
      streamEnd = reason;
      wakeWorker();
    } else {
      tell(failure(place, reason));
    }
  }

  private void resume() {
    if (!ended && paused && stream != null) {
      paused = false;
      rate.reading(true);
      stream.resume();
    }
  }

  private void wakeWorker() {
    if (working.compareAndSet(false, true)) {
      try {
        setting.workers().execute(this::work);
      } catch (RejectedExecutionException e) {
        tellLater(failure(FailurePlace.HERE, "the server is shutting down"));
      } catch (OutOfMemoryError e) {
        // No thread could be had. Queries go on; this transfer is tried again.
        tellLater(failure(FailurePlace.HERE, "no thread could be started: " + e.getMessage()));
      }
    }
  }

  private void work() {
    do {
      try {
        takeAll();
      } catch (TransferException e) {
        over = true;
        tellLater(failure(FailurePlace.THERE, String.valueOf(e.getMessage())));
      } catch (Unbelieved e) {
        over = true;
        tellLater(failure(FailurePlace.THERE, String.valueOf(e.getMessage())));
      } catch (RuntimeException | Error e) {
        // Also an Error, such as a class that cannot be loaded without a descriptor: the zone must
        // hear of it, or it waits for ever.
        over = true;
        LOG.atError()
            .addKeyValue("zone", wanted.zone())
            .addKeyValue("primary", wanted.primary())
            .setCause(e)
            .log("transfer could not be taken in");
        tellLater(failure(FailurePlace.THERE, "this server could not process the transfer: " + e));
      }
      working.set(false);
    } while (hasWork() && working.compareAndSet(false, true));
  }

  private boolean hasWork() {
    return !over && !ended && (!queue.isEmpty() || streamEnd != null);
  }

  private void takeAll() throws TransferException, Unbelieved {
    // Read first: what is in the queue stands before it.
    String end = streamEnd;
    byte[] message = queue.poll();
    while (message != null && !over && !ended) {
      boolean low = queued.addAndGet(-message.length) <= setting.bounds().queueOctets() / LOW_PART;
      if (low && paused) {
        setting.agenda().execute(this::resume);
      }
      take(message);
      if (over) {
        commit();
        return;
      }
      message = queue.poll();
    }
    if (end != null && !over && !ended) {
      over = true;
      long messages = receiver().messages();
      String after = messages == 0 ? "" : " (after message " + messages + ")";
      tellLater(failure(FailurePlace.THERE, end + after));
    }
  }

  private ZoneReceiver receiver() {
    if (receiver == null) {
      throw new IllegalStateException("a message before the request");
    }
    return receiver;
  }

  private void take(byte[] message) throws TransferException, Unbelieved {
    boolean believed = true;
    if (verifier != null) {
      long now = setting.agenda().wallSeconds();
      try {
        believed = verifier.verify(message, 0, message.length, now);
      } catch (TsigException e) {
        throw explained(e, message);
      }
    }
    over = receiver().message(message, 0, message.length);
    if (over && !believed) {
      throw new Unbelieved("the last message of the transfer is not signed");
    }
  }

  /** Names the RCODE of an error that was not signed either: it is most likely what is wrong. */
  private static Unbelieved explained(TsigException e, byte[] message) {
    int rcode =
        message.length < Header.SIZE_OCTETS ? 0 : Header.flags(message, 0) & Header.RCODE_MASK;
    String said = rcode == Rcode.NOERROR ? "" : "answered with " + Rcode.print(rcode) + "; ";
    return new Unbelieved(said + e.getMessage());
  }

  private void commit() {
    ZoneReceiver received = receiver();
    boolean clean = queue.isEmpty();
    setting.agenda().execute(() -> endStream(clean));
    if (received.form() == ReceivedForm.UP_TO_DATE) {
      tellLater(new RefreshEvent.UpToDate(received.serial()));
      return;
    }
    var unused =
        received.commit().whenComplete((serial, failure) -> tellLater(committed(serial, failure)));
  }

  private RefreshEvent committed(@Nullable Integer serial, @Nullable Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (cause instanceof TransferException e) {
      return failure(FailurePlace.THERE, String.valueOf(e.getMessage()));
    }
    ZoneSnapshot zone = setting.database().current().zone(wanted.zone());
    if (cause != null || serial == null || zone == null || zone.recordCount() == 0) {
      return failure(FailurePlace.HERE, "the zone could not be written: " + cause);
    }
    return new RefreshEvent.Transferred(serial, SoaTimers.of(zone));
  }

  private static RefreshEvent failure(FailurePlace place, String reason) {
    return new RefreshEvent.TransferFailed(place, reason);
  }

  private void tellLater(RefreshEvent event) {
    setting.agenda().execute(() -> tell(event));
  }

  private void tell(RefreshEvent end) {
    if (ended) {
      return;
    }
    TransferReceivedEvent recorded = event;
    if (recorded != null) {
      recorded.zone = wanted.zone().toString();
      recorded.primary = wanted.primary().toString();
      recorded.tell(end, receiver);
      recorded.commit();
    }
    setting
        .counters()
        .count(
            switch (end) {
              case RefreshEvent.Transferred _ -> SecondaryEvent.TRANSFERRED;
              case RefreshEvent.UpToDate _ -> SecondaryEvent.UP_TO_DATE;
              default -> SecondaryEvent.TRANSFER_FAILURES;
            });
    ZoneReceiver received = receiver;
    if (end instanceof RefreshEvent.Transferred it && received != null) {
      SecondaryLog.received(wanted, it.serial(), received);
    } else if (end instanceof RefreshEvent.TransferFailed it) {
      SecondaryLog.failed(wanted, it.reason());
    }
    leave(false);
    done.accept(end);
  }

  /** All messages are here: neither time nor connection are needed any more. */
  private void endStream(boolean clean) {
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
    rate.stop();
    if (stream != null) {
      if (clean) {
        stream.complete();
      } else {
        stream.abandon();
      }
      stream = null;
    }
  }

  private void leave(boolean clean) {
    if (!ended) {
      ended = true;
      endStream(clean);
      if (receiver != null) {
        receiver.close();
      }
      places.ended(wanted);
    }
  }
}
