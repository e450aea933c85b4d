package nomen.server.transport;

import nomen.codec.message.Header;
import nomen.server.logging.LogCategory;
import nomen.server.logging.QuerySampler;
import nomen.server.logging.ServerLog;
import nomen.store.logging.LimitedLine;
import nomen.store.recorder.Recorder;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/**
 * What one event loop has for answering: the handler, the counters and the clock. Every request of
 * the loop, by datagram or by stream, passes {@link #answer}, the wall that no exception of a
 * handler gets over.
 */
final class RequestLoop {
  private static final LimitedLine HANDLER_FAILED = LogCategory.SERVER.limited(Level.ERROR);
  private static final LimitedLine TRANSPORT_FAILED = LogCategory.SERVER.limited(Level.ERROR);

  private final LoopContext context;
  private final RequestHandler handler;
  private final TransportClock clock;
  private final TransportCounters counters = new TransportCounters();
  private final Exchange streamExchange = new Exchange(Transport.TCP, new StreamDeferrals());
  private final LoopConnections connections;
  private final StreamTurns turns;
  private @Nullable TcpConnection asking;

  /** Used again for every request; none before there is a recorder. */
  private @Nullable SlowRequestEvent slow;

  /** The same while it is wanted, which is asked once a batch. */
  private @Nullable SlowRequestEvent timing;

  /** Used for every sample; none before queries are logged. */
  private @Nullable QuerySampler sampler;

  /** The same while queries are logged, which is asked once a batch. */
  private @Nullable QuerySampler sampling;

  RequestLoop(
      LoopContext context,
      RequestHandler handler,
      TransportClock clock,
      LoopConnections connections,
      StreamTurns turns) {
    this.context = context;
    this.handler = handler;
    this.clock = clock;
    this.connections = connections;
    this.turns = turns;
  }

  LoopContext context() {
    return context;
  }

  LoopConnections connections() {
    return connections;
  }

  StreamTurns turns() {
    return turns;
  }

  TransportCounters counters() {
    return counters;
  }

  /** Reads the clock into an exchange, once per batch. */
  void readClock(Exchange exchange) {
    exchange.setTime(clock.millis(), clock.nanos());
    if (slow == null && Recorder.isThere()) {
      slow = new SlowRequestEvent();
    }
    timing = slow != null && slow.isEnabled() ? slow : null;
    if (ServerLog.queries().isOn()) {
      if (sampler == null) {
        sampler = ServerLog.queries().sampler();
      }
      sampling = sampler;
    } else {
      sampling = null;
    }
  }

  long nanos() {
    return clock.nanos();
  }

  TransportClock clock() {
    return clock;
  }

  /** Has a request answered; returns the octets of the answer, or 0 if none is to be sent now. */
  int answer(Exchange exchange) {
    SlowRequestEvent event = timing;
    int length = event == null ? handle(exchange) : time(event, exchange);
    QuerySampler sampler = sampling;
    if (sampler != null && sampler.draws()) {
      sample(sampler, exchange, length);
    }
    return length;
  }

  private void sample(QuerySampler sampler, Exchange exchange, int length) {
    ClientAddress client = exchange.client();
    sampler.setRequest(exchange.request(), exchange.requestOffset(), exchange.requestLength());
    sampler.setClient(
        client.octets(), client.length(), client.port(), exchange.transport() == Transport.TCP);
    sampler.setAnswer(length > 0 ? Header.flags(exchange.response(), 0) : 0, length);
    sampler.setTime(exchange.nowMillis(), clock.nanos() - exchange.nowNanos());
    sampler.publish();
  }

  /** With a look at the clock before and after: only while somebody records. */
  private int time(SlowRequestEvent event, Exchange exchange) {
    event.begin();
    long began = clock.nanos();
    int length = handle(exchange);
    event.end();
    if (event.shouldCommit()) {
      event.waited = Math.max(0, began - exchange.nowNanos());
      event.tell(exchange, length);
      event.commit();
    }
    return length;
  }

  private int handle(Exchange exchange) {
    int length;
    context.beginHandling();
    try {
      length = handler.handle(exchange);
    } catch (Throwable failure) {
      counters.increment(TransportCounter.HANDLER_FAILURES);
      log(HANDLER_FAILED, "request handler failed; the request is left without an answer", failure);
      return 0;
    } finally {
      context.endHandling();
    }
    if (length > 0 && length <= Exchange.MAX_MESSAGE_OCTETS) {
      return length;
    }
    if (length == RequestHandler.DEFERRED) {
      counters.increment(TransportCounter.DEFERRED);
    } else if (length == RequestHandler.NO_ANSWER) {
      counters.increment(TransportCounter.NO_ANSWER);
    } else {
      counters.increment(TransportCounter.HANDLER_FAILURES);
      log(HANDLER_FAILED, "request handler returned a length of " + length, null);
    }
    return 0;
  }

  /** The exchange that all connections of the loop share, one request at a time. */
  Exchange streamExchange() {
    return streamExchange;
  }

  /** Has the request in {@link #streamExchange()} answered, which came by this connection. */
  int answerStream(TcpConnection connection) {
    asking = connection;
    int length = answer(streamExchange);
    asking = null;
    return length;
  }

  private TcpConnection asking() {
    if (asking == null) {
      throw new IllegalStateException("there is no request now to answer later");
    }
    return asking;
  }

  private final class StreamDeferrals implements Exchange.DeferralSource {
    @Override
    public DeferredAnswer defer(Exchange exchange) {
      return asking().defer();
    }

    @Override
    public AnswerStream stream(StreamLimits limits) {
      return asking().stream(limits);
    }
  }

  /** Counts and logs a throwable that the transport itself let out. */
  void failed(String what, Throwable failure) {
    counters.increment(TransportCounter.TRANSPORT_FAILURES);
    log(TRANSPORT_FAILED, what, failure);
  }

  /** Limited: a peer may be able to cause it at will. */
  private void log(LimitedLine kind, String what, @Nullable Throwable failure) {
    if (kind.isDue()) {
      kind.line().addKeyValue("loop", context.index()).setCause(failure).log(what);
    }
  }
}
