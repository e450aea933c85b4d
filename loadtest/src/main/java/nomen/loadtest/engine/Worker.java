package nomen.loadtest.engine;

import nomen.loadtest.socket.Exchange;
import nomen.loadtest.socket.ExchangeEvents;
import nomen.loadtest.statistics.WorkerTally;
import nomen.loadtest.traffic.AnswerCheck;
import nomen.loadtest.traffic.Request;
import nomen.loadtest.traffic.RequestKind;
import nomen.loadtest.traffic.RequestSource;
import org.jspecify.annotations.Nullable;

/**
 * One thread's share of a run: turn after turn it takes the answers that have come, counts as lost
 * what is out of time, sends what is due, and waits if there was nothing to do.
 *
 * <p>Latency is the time between two readings of {@link System#nanoTime}. Where it ends is when the
 * answer was taken from the kernel: one reading for all that one call received. Where it begins is,
 * at the pace of answers, when the request was handed to the kernel (its share of the call that
 * sent several), and at any other pace the time at which the request was to be sent. What the
 * worker itself is late by is therefore in the latency.
 */
final class Worker implements ExchangeEvents {
  /** No wait is longer, so that a stop is noticed. */
  private static final long LONGEST_WAIT_NANOS = 50_000_000;

  /** Nothing more is sent for so long at the pace of answers after the kernel refused a request. */
  private static final long REFUSED_PAUSE_NANOS = 10_000_000;

  /** Who stops a run waits no longer than this for what is outstanding. */
  private static final long STOPPED_PATIENCE_NANOS = 1_000_000_000;

  /** What was due before the end may go so much after it. */
  private static final long LAST_CALL_NANOS = 10_000_000;

  /**
   * A wait ends some tens of microseconds late, as a processor that sleeps has to wake. The last so
   * much before a request is due is therefore spent awake, but no larger part of the time between
   * two requests than this.
   */
  private static final long AWAKE_NANOS = 60_000;

  private static final int AWAKE_PART = 8;

  private static final int QR = 0x8000;
  private static final int TC = 0x0200;
  private static final int RCODE = 0xf;
  private static final int HEADER_OCTETS = 12;

  private final Exchange exchange;
  private final Flights flights;
  private final ClientTurns turns;
  private final Schedule schedule;
  private final RequestSource source;
  private final WorkerTally tally;
  private final @Nullable AnswerCheck check;
  private final int checkEvery;
  private final int outstanding;
  private final long timeoutNanos;
  private final long durationNanos;
  private final boolean untimed;
  private final Request request = new Request();
  private final byte[] answer;

  private long requestsLeft;
  private volatile boolean stopped;
  private volatile boolean told;
  private boolean sending = true;
  private boolean cut;
  private long sendingEndNanos;
  private boolean stopSeen;
  private long stopSeenNanos;
  private int prepared = -1;
  private int untilCheck;
  private long startNanos;
  private long pausedUntil;
  private long lastNanos;

  Worker(
      WorkerShare share,
      Exchange exchange,
      RequestSource source,
      @Nullable AnswerCheck check,
      WorkerTally tally) {
    this.exchange = exchange;
    this.source = source;
    this.check = check;
    this.tally = tally;
    checkEvery = check == null ? 0 : share.plan().checkEvery();
    outstanding = share.outstanding();
    timeoutNanos = share.plan().bounds().timeoutNanos();
    durationNanos = (long) (share.plan().bounds().seconds() * Schedule.NANOS_PER_SECOND);
    requestsLeft = share.requests();
    untilCheck = checkEvery;
    answer = new byte[check == null ? 0 : Request.MAX_OCTETS];
    schedule = Schedule.of(share.plan().pace(), share.repeat(), share.worker(), share.workers());
    untimed = !schedule.countsFromDue();
    int clients = exchange.clients();
    flights = new Flights(clients, Flights.windowFor(clients, outstanding));
    turns = new ClientTurns(exchange, flights, outstanding, !untimed || outstanding < clients);
  }

  /** Ends sending; may be called by any thread. */
  void stop() {
    stopped = true;
  }

  /** Ends sending, and waits for all that is outstanding; may be called by any thread. */
  void endSending() {
    told = true;
  }

  /** Whether {@link #endSending} ended it; known when it has ended. */
  boolean isCut() {
    return cut;
  }

  /** From when on nothing was sent, by {@link System#nanoTime}; known when it has ended. */
  long sendingEndNanos() {
    return sendingEndNanos;
  }

  /** Time of the last sending or receiving, by {@link System#nanoTime}. */
  long lastNanos() {
    return lastNanos;
  }

  /** Whether it has sent all that there was; known when it has ended. */
  boolean isInputOver() {
    return requestsLeft == 0;
  }

  /** Does all of it, until nothing is outstanding any more, or too long after a stop. */
  void run(long start) {
    startNanos = start;
    lastNanos = start;
    while (sending || flights.oldest() >= 0) {
      boolean busy = exchange.receive(this);
      long now = System.nanoTime();
      sweep(now);
      if (sending) {
        busy |= send(now);
      }
      if (isGivenUp(now)) {
        break;
      }
      if (!busy) {
        rest();
      }
    }
  }

  /** What is still outstanding then is neither answered nor lost. */
  private boolean isGivenUp(long now) {
    if (stopped && !stopSeen) {
      stopSeen = true;
      stopSeenNanos = now;
    }
    return stopSeen && !sending && now - stopSeenNanos >= STOPPED_PATIENCE_NANOS;
  }

  private boolean send(long now) {
    if (exchange.staged() > 0) {
      exchange.flush(this);
    }
    boolean over = isOver(now - startNanos);
    if (stopped || told || over) {
      cut = told && !over;
      endSending(now - startNanos);
      return false;
    }
    if (exchange.staged() > 0 || now < pausedUntil) {
      return false;
    }
    long sinceStart = now - startNanos;
    boolean any = false;
    while (prepare(sinceStart) && schedule.due() <= sinceStart && stage(sinceStart)) {
      any = true;
    }
    if (any) {
      exchange.flush(this);
      turns.endBatch();
    }
    return any;
  }

  /** Has the next request ready, with a client, an ID and a place; false if it cannot be now. */
  private boolean prepare(long sinceStart) {
    if (prepared >= 0) {
      return true;
    }
    if (requestsLeft == 0 || schedule.due() == Schedule.NEVER) {
      endWhenFlushed(sinceStart);
      return false;
    }
    if (flights.busy() >= outstanding) {
      return false;
    }
    int client = turns.next(Math.max(1, schedule.backlog(sinceStart) / exchange.clients()));
    if (client < 0) {
      return false;
    }
    int flight = flights.reserve(client);
    if (!source.next(flights.id(flight), request)) {
      flights.release(flight);
      requestsLeft = 0;
      endWhenFlushed(sinceStart);
      return false;
    }
    turns.taken(client);
    schedule.read(request);
    prepared = flight;
    return true;
  }

  private boolean stage(long sinceStart) {
    int flight = prepared;
    int client = flights.client(flight);
    if (exchange.canSend(client)
        && !exchange.stage(client, flight, request.octets(), request.length())) {
      return false;
    }
    flights.describe(flight, schedule.step(), request.kind(), request.length());
    flights.setOrigin(flight, startNanos + schedule.due());
    prepared = -1;
    requestsLeft--;
    schedule.advance(sinceStart);
    if (!exchange.canSend(client)) {
      unsent(flight, 0);
    }
    return true;
  }

  /** What was due before the end is sent, though a wait ended a little late. */
  private boolean isOver(long sinceStart) {
    return sinceStart >= durationNanos
        && (untimed
            || schedule.due() >= durationNanos
            || sinceStart >= durationNanos + LAST_CALL_NANOS);
  }

  private void endWhenFlushed(long sinceStart) {
    if (exchange.staged() == 0) {
      sending = false;
      // Between its last request and its end a schedule has nothing to send, and is not over.
      boolean kept = schedule.due() == Schedule.NEVER;
      sendingEndNanos = startNanos + (kept ? Math.min(durationNanos, schedule.end()) : sinceStart);
    }
  }

  /** Gives up what is staged, and what was due and had no room. */
  private void endSending(long sinceStart) {
    sending = false;
    sendingEndNanos = startNanos + Math.min(sinceStart, durationNanos);
    exchange.abandon(this);
    if (prepared >= 0) {
      flights.release(prepared);
      prepared = -1;
    }
    if (schedule instanceof Schedule.AtRate) {
      long end = Math.min(sinceStart, durationNanos);
      while (requestsLeft > 0 && schedule.due() < end) {
        tally.unsent(schedule.step(), request.kind(), 0);
        schedule.advance(sinceStart);
        requestsLeft--;
      }
    }
  }

  private void sweep(long now) {
    int oldest = flights.oldest();
    while (oldest >= 0 && now - flights.sentNanos(oldest) > timeoutNanos) {
      lose(oldest);
      oldest = flights.oldest();
    }
  }

  private void lose(int flight) {
    tally.lost(flights.step(flight), flights.kind(flight));
    flights.lose(flight);
    turns.returned(flights.client(flight));
  }

  private void rest() {
    long now = System.nanoTime();
    long until = now + LONGEST_WAIT_NANOS;
    int oldest = flights.oldest();
    if (oldest >= 0) {
      until = Math.min(until, flights.sentNanos(oldest) + timeoutNanos);
    }
    if (sending) {
      until = Math.min(until, startNanos + durationNanos);
      if (now < pausedUntil) {
        until = Math.min(until, pausedUntil);
      } else if (prepared >= 0 && exchange.staged() == 0) {
        until = Math.min(until, startNanos + schedule.due() - awakeNanos());
      }
    }
    if (until > now) {
      exchange.await(until - now);
    }
  }

  private long awakeNanos() {
    return Math.min(AWAKE_NANOS, schedule.spacing() / AWAKE_PART);
  }

  @Override
  public void sent(int flight, long nanos) {
    flights.sent(flight, nanos, untimed);
    lastNanos = nanos;
    tally.sent(flights.step(flight), flights.kind(flight), flights.octets(flight));
  }

  @Override
  public void unsent(int flight, int errno) {
    tally.unsent(flights.step(flight), flights.kind(flight), errno);
    flights.release(flight);
    turns.returned(flights.client(flight));
    if (untimed) {
      pausedUntil = System.nanoTime() + REFUSED_PAUSE_NANOS;
    }
  }

  @Override
  public void received(int client, int head, int length, long nanos) {
    int flight =
        length >= HEADER_OCTETS && (head & QR) != 0 ? flights.find(client, head >>> 16) : -1;
    if (flight < 0) {
      tally.unexpected();
      return;
    }
    if (nanos - flights.sentNanos(flight) > timeoutNanos) {
      lose(flight);
      tally.unexpected();
      return;
    }
    RequestKind kind = flights.kind(flight);
    tally.answered(
        flights.step(flight),
        kind,
        head & RCODE,
        (head & TC) != 0,
        length,
        nanos - flights.origin(flight));
    lastNanos = nanos;
    flights.release(flight);
    turns.returned(client);
    if (checkEvery > 0 && --untilCheck == 0) {
      untilCheck = checkEvery;
      check(kind, length);
    }
  }

  private void check(RequestKind kind, int length) {
    if (check != null) {
      exchange.copyAnswer(answer);
      tally.checked(kind, check.findFault(answer, length));
    }
  }

  @Override
  public void garbage(int client) {
    tally.unexpected();
  }

  @Override
  public void disconnected(int client) {
    tally.disconnected();
    for (int i = 0; i < flights.window(); i++) {
      int flight = flights.outAt(client, i);
      if (flight >= 0) {
        lose(flight);
      }
    }
  }

  @Override
  public void sendable(int client) {
    turns.sendable(client);
  }
}
