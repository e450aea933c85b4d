package nomen.server.update;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import nomen.codec.edns.ErrorCode;
import nomen.codec.message.Message;
import nomen.codec.message.MessageReader;
import nomen.codec.message.Opcode;
import nomen.codec.message.Query;
import nomen.codec.message.Rcode;
import nomen.codec.name.Name;
import nomen.codec.rr.RRClass;
import nomen.codec.rr.RRTypes;
import nomen.codec.tsig.TsigOutcome;
import nomen.codec.update.UpdateFormatException;
import nomen.codec.update.UpdateReader;
import nomen.codec.update.UpdateRequest;
import nomen.codec.wire.WireFormatException;
import nomen.server.transport.ClientAddress;
import nomen.server.transport.Exchange;
import nomen.server.transport.LoopContext;
import nomen.store.recorder.Recorder;
import nomen.store.update.Evaluation;
import nomen.store.update.ZoneWriter;
import nomen.store.zone.RRsetView;
import nomen.store.zone.ZoneSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * Takes the updates of one event loop: reads them, asks the policy, gives them to the writer, and
 * has them answered when they are durable.
 *
 * <pre>
 *   loop       handle    zone section, format, policy; the request is copied; offer to the queue
 *   writer     completed                                      one after another, as they are done
 *   writer     answerCompleted       when the batch is done: one task for the loop, for all of them
 *              (what waits for secondaries is completed by the one who knows them, see FollowGate)
 *   loop       respond               each is answered; the transport flushes once, behind the last
 * </pre>
 */
public final class UpdateHandler {
  /** Writes the answer to an update and sends it, on the loop's thread. */
  @FunctionalInterface
  public interface Responder {
    /** Answers; called once for each update that was deferred. */
    void respond(DecidedUpdate update);
  }

  private static final Verdict FORM_ERROR =
      new Verdict(Rcode.FORMERR, ErrorCode.OTHER, "the type of the zone section is not SOA");
  private static final Verdict NO_ZONE = Verdict.of(Rcode.NOTAUTH, ErrorCode.NOT_AUTHORITATIVE);

  /** What is said while the updates under way take all the memory that there is for them. */
  public static final Verdict NO_MEMORY =
      new Verdict(
          Rcode.SERVFAIL, ErrorCode.NOT_READY, "the updates under way take too much memory");

  private static final Verdict NO_DATA = Verdict.of(Rcode.SERVFAIL, ErrorCode.INVALID_DATA);

  /** What a client is told whose updates are not passed on. */
  public static final Verdict NOT_FORWARDED =
      new Verdict(Rcode.REFUSED, ErrorCode.PROHIBITED, "allow-forward does not name this client");

  private static final Decision CLOSED =
      Decision.refused("", null, null, "the zone has no rule that allows an update");
  private static final Verdict PROHIBITED = Verdict.of(Rcode.REFUSED, ErrorCode.PROHIBITED);

  private final UpdateService service;
  private final LoopContext loop;
  private final Responder responder;
  private final UpdateForwarder forwarder;
  private final Queue<PendingUpdate> completed = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean handedOver = new AtomicBoolean();
  private final RRsetView soa = new RRsetView();

  UpdateHandler(UpdateService service, LoopContext loop, Responder responder) {
    this.service = service;
    this.loop = loop;
    this.responder = responder;
    this.forwarder = new UpdateForwarder(service, loop, responder);
  }

  /** An event that has begun, if a flight recorder wants to know of slow updates. */
  @Nullable SlowUpdateEvent time() {
    SlowUpdateEvent event = Recorder.isThere() ? new SlowUpdateEvent() : null;
    if (event == null || !event.isEnabled()) {
      return null;
    }
    event.begin();
    return event;
  }

  UpdateService service() {
    return service;
  }

  /**
   * Takes an update. On the loop's thread.
   *
   * @param query the request that stands in the exchange, of opcode UPDATE
   * @param signature what its TSIG record was verified to be, null if it has none
   * @return what to answer now; null if the answer comes later, and the exchange was deferred
   */
  public @Nullable Verdict handle(
      Exchange exchange, Query query, TsigOutcome.@Nullable Verified signature) {
    Verdict verdict = take(exchange, query, signature);
    if (verdict != null && !verdict.isOfPolicy()) {
      Name key = signature == null ? null : signature.key().name();
      RefusalLog.refused(exchange.client(), key, query.octets(), query.qnameOffset(), verdict);
    }
    return verdict;
  }

  private @Nullable Verdict take(
      Exchange exchange, Query query, TsigOutcome.@Nullable Verified signature) {
    // RFC 2136 section 3.1.1 and 3.1.2: what is wrong with the zone section comes first.
    if (query.qtype() != RRTypes.SOA.code()) {
      return FORM_ERROR;
    }
    if (query.qclass() != RRClass.IN.code()) {
      return NO_ZONE;
    }
    Name apex = Name.ofWire(query.octets(), query.qnameOffset());
    UpdateZone zone = service.zone(apex);
    ZoneSnapshot snapshot = service.database().current().zone(apex);
    if (zone == null || snapshot == null) {
      return NO_ZONE;
    }
    if (!snapshot.soa(soa)) {
      return NO_DATA;
    }
    ZoneWriter writer = service.writer();
    Name key = signature == null ? null : signature.key().name();
    if (writer == null || zone.policy().isClosed()) {
      RefusalLog.denied(exchange.client(), key, apex, CLOSED);
      return PROHIBITED;
    }
    if (service.held().isFull()) {
      return NO_MEMORY;
    }
    UpdateRequest request;
    try {
      Message message =
          MessageReader.read(
              exchange.request(), exchange.requestOffset(), exchange.requestLength());
      request = UpdateReader.read(message);
    } catch (WireFormatException e) {
      return Verdict.of(e);
    } catch (UpdateFormatException e) {
      return Verdict.of(e);
    }
    Requester requester = Requester.of(key, exchange.client(), exchange.transport());
    Decision decision = zone.policy().decide(requester, request.operations());
    if (!decision.allowed()) {
      RefusalLog.denied(exchange.client(), key, apex, decision);
      return key == null
          ? PROHIBITED
          : new Verdict(Rcode.REFUSED, ErrorCode.PROHIBITED, decision.why());
    }
    return offer(writer, new PendingUpdate(this, zone, request, decision, exchange, signature));
  }

  private static @Nullable Verdict offer(ZoneWriter writer, PendingUpdate update) {
    if (!update.takeMemory()) {
      update.abandon();
      return NO_MEMORY;
    }
    Evaluation.Refused refused = writer.offer(update);
    if (refused == null) {
      return null;
    }
    update.abandon();
    return Verdict.of(refused);
  }

  /**
   * Whether a client may have an update passed on.
   *
   * @param query for which {@link #forwards} is true
   * @param key the key that the request is verified to be signed with, or null
   */
  public boolean mayForward(Exchange exchange, Query query, @Nullable Name key) {
    UpdateZone zone = service.zone(Name.ofWire(query.octets(), query.qnameOffset()));
    ClientAddress client = exchange.client();
    return zone != null && zone.forwardedFor().allows(client.high(), client.low(), key);
  }

  /** Whether a request is an update of a zone whose updates go to a primary. */
  public boolean forwards(Query query) {
    if (query.opcode() != Opcode.UPDATE
        || query.qtype() != RRTypes.SOA.code()
        || query.qclass() != RRClass.IN.code()) {
      return false;
    }
    UpdateZone zone = service.zone(Name.ofWire(query.octets(), query.qnameOffset()));
    return zone != null && !zone.primaries().isEmpty();
  }

  /**
   * Sends an update to a primary. Its signature was not looked at: the primary does that (RFC 8945
   * section 5.5).
   *
   * @param query for which {@link #forwards} is true
   * @return as {@link #handle}
   */
  public @Nullable Verdict forward(Exchange exchange, Query query) {
    UpdateZone zone = service.zone(Name.ofWire(query.octets(), query.qnameOffset()));
    if (zone == null) {
      return NO_ZONE;
    }
    return forwarder.forward(
        exchange, query.hasEdns() ? query.udpPayloadSize() : 0, zone.primaries());
  }

  /** An update's verdict is there. On any thread. */
  void completed(PendingUpdate update) {
    completed.add(update);
  }

  /** Has the loop answer what is completed. On any thread. */
  void answerCompleted() {
    if (!completed.isEmpty() && handedOver.compareAndSet(false, true)) {
      loop.execute(this::respondToCompleted);
    }
  }

  private void respondToCompleted() {
    handedOver.set(false);
    for (PendingUpdate update = completed.poll(); update != null; update = completed.poll()) {
      responder.respond(update.decided());
      update.record();
    }
  }
}
