package nomen.server.transfer.out;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import nomen.server.transport.AnswerStream;
import nomen.server.transport.TransportClock;
import nomen.store.recorder.Recorder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** One transfer by TCP, on a thread that may wait: for the client, and for the disk. */
final class Transfer implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Transfer.class);

  private final TransferService service;
  private final TransferRequest request;
  private final TransportClock clock;
  private final AnswerStream stream;
  private TransferCounter kind = TransferCounter.AXFR;

  Transfer(TransferService service, TransferRequest request, AnswerStream stream) {
    this.service = service;
    this.request = request;
    this.clock = service.clock();
    this.stream = stream;
  }

  /** There is no thread for it: breaks it off. */
  void abandon() {
    stream.close();
  }

  @Override
  public void run() {
    try (stream) {
      transfer();
    }
  }

  private void transfer() {
    TransferSentEvent event = Recorder.begin(TransferSentEvent::new);
    boolean complete = false;
    long started = clock.nanos();
    TransferMessages messages =
        new TransferMessages(
            request.query(), service.ednsPayload(), request.signature(), stream, clock);
    try {
      send(messages);
      messages.end();
      complete = true;
      service.counters().add(kind, 1);
      service.served(request);
      log(messages, clock.nanos() - started);
    } catch (IOException e) {
      service.counters().add(TransferCounter.BROKEN_OFF, 1);
      facts(LOG.atInfo(), messages)
          .addKeyValue("reason", e.getMessage())
          .log("transfer broken off");
    } catch (RuntimeException e) {
      service.counters().add(TransferCounter.BROKEN_OFF, 1);
      facts(LOG.atError(), messages).setCause(e).log("transfer failed");
    } finally {
      service.counters().add(TransferCounter.RECORDS, messages.records());
      service.counters().add(TransferCounter.OCTETS, messages.octets());
      if (event != null) {
        record(event, messages, complete);
      }
    }
  }

  private void record(TransferSentEvent event, TransferMessages messages, boolean complete) {
    event.zone = request.apex().toString();
    event.serial = request.zone().serial();
    event.client = request.client().toString();
    event.kind = kind.name();
    event.complete = complete;
    event.messages = messages.messages();
    event.records = messages.records();
    event.octets = messages.octets();
    event.commit();
  }

  /** For finding faults; what an operator needs to know is in {@link TransferLog#sent}. */
  private void log(TransferMessages messages, long tookNanos) {
    facts(LOG.atDebug(), messages)
        .addKeyValue("octets", messages.octets())
        .addKeyValue("messages", messages.messages())
        .addKeyValue("millis", TimeUnit.NANOSECONDS.toMillis(tookNanos))
        .log("transfer sent");
  }

  private LoggingEventBuilder facts(LoggingEventBuilder line, TransferMessages messages) {
    return line.addKeyValue("zone", request.apex())
        .addKeyValue("client", request.client())
        .addKeyValue("serial", request.zone().serial())
        .addKeyValue("kind", kind)
        .addKeyValue("records", messages.records());
  }

  private void send(TransferMessages messages) throws IOException {
    Integer haveSerial = request.haveSerial();
    if (haveSerial == null) {
      ZoneSender.send(request.zone(), messages);
      return;
    }
    Differences differences = find(haveSerial);
    if (differences == null) {
      kind = TransferCounter.IXFR_AS_AXFR;
      ZoneSender.send(request.zone(), messages);
      return;
    }
    kind = TransferCounter.IXFR;
    service.count(differences);
    ZoneSender.sendSoa(request.zone(), messages);
    differences.send(messages);
    ZoneSender.sendSoa(request.zone(), messages);
  }

  private @Nullable Differences find(int haveSerial) {
    try {
      return service
          .differences()
          .find(request.apex(), haveSerial, request.serial(), request.zone().recordCount());
    } catch (IOException e) {
      LOG.atWarn()
          .addKeyValue("zone", request.apex())
          .addKeyValue("serial", Integer.toUnsignedLong(haveSerial))
          .setCause(e)
          .log("changes since a serial cannot be read, the whole zone is sent");
      return null;
    }
  }
}
