package nomen.server.request;

import nomen.codec.edns.ErrorCode;
import nomen.codec.message.Header;
import nomen.codec.message.MessageWriter;
import nomen.codec.message.Opcode;
import nomen.codec.message.Query;
import nomen.codec.message.QueryReader;
import nomen.codec.message.Rcode;
import nomen.codec.message.Triage;
import nomen.codec.tsig.TsigOutcome;
import nomen.server.authority.Answered;
import nomen.server.authority.AuthoritativeAnswerer;
import nomen.server.authority.ZonePolicies;
import nomen.server.authority.ZonePolicy;
import nomen.server.config.CookieMode;
import nomen.server.transfer.in.SecondaryZones;
import nomen.server.transfer.out.TransferHandler;
import nomen.server.transfer.out.TransferOutcome;
import nomen.server.transfer.out.TransferService;
import nomen.server.transport.Exchange;
import nomen.server.transport.LoopContext;
import nomen.server.transport.RequestHandler;
import nomen.server.transport.Transport;
import nomen.server.update.RefusalLog;
import nomen.server.update.UpdateHandler;
import nomen.server.update.UpdateService;
import nomen.server.update.Verdict;
import nomen.server.zone.ExpiredZones;
import nomen.store.zone.DatabaseSnapshot;
import nomen.store.zone.ZoneDatabase;
import nomen.store.zone.ZoneLookup;
import nomen.store.zone.ZoneSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * Decides what a request is and who answers it: the one switch on opcode, class and type. Each
 * event loop has its own; a request makes no objects, takes no lock and never throws.
 *
 * <p>The order is that of cost: twelve octets ({@link Triage}), the whole request ({@link
 * QueryReader}), TSIG, cookies, the zone, the answer, the rate limit. docs/decisions/0003 says why
 * each odd request gets the RCODE that it gets.
 */
public final class RequestDispatcher implements RequestHandler {
  private static final int CLASS_IN = 1;
  private static final int CLASS_ANY = 255;
  private static final int TYPE_IXFR = 251;
  private static final int TYPE_AXFR = 252;

  private final RequestRules rules;
  private final ZonePolicies zones;
  private final ZoneDatabase database;
  private final @Nullable RateLimiter limiter;
  private final RequestCounters counters;
  private final Query query = new Query();
  private final MessageWriter message = new MessageWriter();
  private final ResponseFrame frame;
  private final CookieCheck cookies;
  private final TsigCheck tsig;
  private final ResponseOptions options;
  private final UpdateAnswers updateAnswers;
  private final UpdateHandler updates;
  private final NotifyHandler notifies;
  private final ExpiredZones expired;
  private final TransferHandler transfers;
  private final AuthoritativeAnswerer answerer;
  private final ZoneLookup scratch = new ZoneLookup();

  RequestDispatcher(
      LoopContext loop,
      RequestRules rules,
      ZoneDatabase database,
      UpdateService service,
      TransferService transferService,
      @Nullable SecondaryZones secondaries,
      ExpiredZones expired,
      @Nullable RateLimiter limiter,
      RequestCounters counters) {
    this.rules = rules;
    this.zones = rules.zones();
    this.database = database;
    this.limiter = limiter;
    this.counters = counters;
    this.frame = new ResponseFrame(rules, limiter, counters, query, message);
    this.cookies = frame.cookies();
    this.tsig = frame.tsig();
    this.options = frame.options();
    this.updateAnswers = new UpdateAnswers(loop, frame, query, message);
    this.updates = service.handler(loop, updateAnswers);
    this.notifies = new NotifyHandler(secondaries, database, frame, query, message);
    this.transfers = transferService.handler();
    this.expired = expired;
    this.answerer = new AuthoritativeAnswerer(message, zones, expired);
  }

  @Override
  public int handle(Exchange exchange) {
    try {
      return dispatch(exchange);
    } catch (RuntimeException e) {
      // A fault of this server, which must not cost the loop, nor the client its answer.
      counters.count(RequestEvent.INTERNAL_ERROR);
      RequestLines.failed(exchange, e);
      return frame.answerHeader(exchange, Rcode.SERVFAIL);
    }
  }

  private int dispatch(Exchange exchange) {
    boolean udp = exchange.transport() == Transport.UDP;
    counters.count(udp ? RequestEvent.UDP : RequestEvent.TCP);
    if (exchange.client().length() != 4) {
      counters.count(RequestEvent.IPV6);
    }
    byte[] request = exchange.request();
    int start = exchange.requestOffset();
    int length = exchange.requestLength();
    return switch (Triage.of(request, start, length)) {
      case DROP -> drop(length);
      case NOT_IMPLEMENTED -> malformed(exchange, Rcode.NOTIMP);
      case FORMAT_ERROR -> malformed(exchange, Rcode.FORMERR);
      case PARSE ->
          exchange.requestTruncated()
              ? malformed(exchange, Rcode.FORMERR)
              : read(exchange, QueryReader.read(request, start, length, query), udp);
    };
  }

  private int malformed(Exchange exchange, int rcode) {
    RequestLines.malformed(exchange, rcode);
    return frame.limitHeader(exchange, rcode);
  }

  private int drop(int length) {
    boolean isShort = length < Header.SIZE_OCTETS;
    counters.count(isShort ? RequestEvent.DROPPED_SHORT : RequestEvent.DROPPED_RESPONSE);
    return NO_ANSWER;
  }

  /** Begins the response to a request that was read, with its EDNS part, and goes on to answer. */
  private int read(Exchange exchange, int readRcode, boolean udp) {
    counters.countOpcode(query.opcode());
    if (readRcode == Rcode.NOERROR && updates.forwards(query)) {
      return forward(exchange, readRcode, udp);
    }
    frame.checkTsig(exchange, readRcode);
    if (!frame.begin(exchange, udp)) {
      message.rcode(tsig.rcode());
      return frame.finish(exchange, RateLimiter.Kind.ERROR, 0, udp, false);
    }
    CookieCheck.Finding cookie = CookieCheck.Finding.NONE;
    if (query.hasEdns()) {
      counters.count(RequestEvent.EDNS);
      if (readRcode == Rcode.NOERROR) {
        cookie = cookies.check(query, exchange.client(), exchange.nowMillis());
        countCookie(cookie);
        frame.addOptions(exchange, cookie, udp);
      }
    }
    int rcode = tsig.rcode() == Rcode.NOERROR ? readRcode : tsig.rcode();
    if (rcode != Rcode.NOERROR) {
      TsigOutcome outcome = tsig.outcome();
      if (query.opcode() == Opcode.UPDATE && outcome != null) {
        RefusalLog.badlySigned(exchange.client(), query.octets(), query.qnameOffset(), outcome);
      }
      if (readRcode != Rcode.NOERROR) {
        RequestLines.malformed(exchange, readRcode);
      }
      message.rcode(rcode);
      return frame.finish(exchange, RateLimiter.Kind.ERROR, 0, udp, false);
    }
    // Who has a key is no stranger, and does not flood others with what comes back.
    boolean trusted = cookie == CookieCheck.Finding.GOOD || tsig.key() != null;
    if (query.opcode() == Opcode.NOTIFY) {
      // Before a cookie is demanded: what is known of a primary is its address.
      return notifies.answer(exchange, udp, trusted);
    }
    if (udp && !trusted && cookies.mode() == CookieMode.REQUIRE && query.hasQuestion()) {
      return demandCookie(exchange, cookie);
    }
    if (query.opcode() == Opcode.UPDATE) {
      return update(exchange, udp, trusted);
    }
    if (query.opcode() != Opcode.QUERY) {
      return frame.fail(exchange, Rcode.NOTIMP, ErrorCode.NOT_SUPPORTED, udp, trusted);
    }
    if (!query.hasQuestion()) {
      return answerCookieQuery(exchange, cookie, udp);
    }
    counters.countQtype(query.qtype());
    return switch (query.qclass()) {
      case CLASS_IN, CLASS_ANY -> answerFromZones(exchange, udp, trusted);
      case ChaosAnswers.CLASS_CH -> answerChaos(exchange, udp, trusted);
      default -> frame.fail(exchange, Rcode.REFUSED, ErrorCode.NOT_AUTHORITATIVE, udp, trusted);
    };
  }

  private void countCookie(CookieCheck.Finding cookie) {
    switch (cookie) {
      case NONE -> {}
      case NEW -> counters.count(RequestEvent.COOKIE_NEW);
      case BAD -> counters.count(RequestEvent.COOKIE_BAD);
      case GOOD -> counters.count(RequestEvent.COOKIE_GOOD);
    }
  }

  /**
   * RFC 2136 section 6: signature and options are for the primary. The signature is looked at only
   * where the client's address alone is not enough.
   */
  private int forward(Exchange exchange, int readRcode, boolean udp) {
    tsig.begin();
    boolean allowed = updates.mayForward(exchange, query, null);
    if (!allowed && query.tsigOffset() >= 0) {
      frame.checkTsig(exchange, readRcode);
      allowed = tsig.key() != null && updates.mayForward(exchange, query, tsig.key());
    }
    Verdict verdict = UpdateHandler.NOT_FORWARDED;
    if (allowed) {
      tsig.begin();
      verdict = updates.forward(exchange, query);
    }
    if (verdict == null) {
      return DEFERRED;
    }
    RefusalLog.refused(exchange.client(), tsig.key(), query.octets(), query.qnameOffset(), verdict);
    if (!frame.begin(exchange, udp)) {
      message.rcode(verdict.rcode());
      return frame.finish(exchange, RateLimiter.Kind.ERROR, 0, udp, false);
    }
    return updateAnswers.answer(exchange, verdict, udp, false);
  }

  private int update(Exchange exchange, boolean udp, boolean trusted) {
    Verdict verdict = updates.handle(exchange, query, tsig.verified());
    return verdict == null ? DEFERRED : updateAnswers.answer(exchange, verdict, udp, trusted);
  }

  /**
   * RFC 7873 sections 5.2.3 and 5.2.4: a client that can do cookies gets BADCOOKIE and one to come
   * back with; another is asked to come over TCP.
   */
  private int demandCookie(Exchange exchange, CookieCheck.Finding cookie) {
    if (cookie == CookieCheck.Finding.NONE) {
      message.setFlags(Header.TC);
    } else {
      message.rcode(Rcode.BADCOOKIE);
    }
    return frame.finish(exchange, RateLimiter.Kind.ERROR, 0, true, false);
  }

  /** RFC 7873 section 5.4: a query without question, to get a cookie or have one checked. */
  private int answerCookieQuery(Exchange exchange, CookieCheck.Finding cookie, boolean udp) {
    switch (cookie) {
      case NONE -> message.rcode(Rcode.FORMERR);
      case BAD -> message.rcode(Rcode.BADCOOKIE);
      case NEW, GOOD -> {}
    }
    boolean trusted = cookie == CookieCheck.Finding.GOOD;
    return frame.finish(exchange, RateLimiter.Kind.ERROR, 0, udp, trusted);
  }

  private int answerChaos(Exchange exchange, boolean udp, boolean trusted) {
    if (rules.chaos().answer(query, message)) {
      return frame.finish(exchange, RateLimiter.Kind.ERROR, 0, udp, trusted);
    }
    return frame.fail(exchange, Rcode.REFUSED, ErrorCode.NOT_AUTHORITATIVE, udp, trusted);
  }

  private int answerFromZones(Exchange exchange, boolean udp, boolean trusted) {
    int qtype = query.qtype();
    // The request's one look at the database: everything below sees the same zones.
    DatabaseSnapshot snapshot = database.current();
    ZoneSnapshot zone = snapshot.findZone(query.octets(), query.qnameOffset(), qtype, scratch);
    boolean old = zone != null && expired.has(zone);
    if (qtype == TYPE_AXFR || qtype == TYPE_IXFR) {
      if (old) {
        return failExpired(exchange, udp, trusted);
      }
      return transfer(exchange, zone, udp, trusted);
    }
    if (zone == null) {
      counters.count(RequestEvent.OUTSIDE_ZONES);
      RequestLines.refused(exchange, query, tsig.key(), "no zone of this server encloses the name");
      return frame.fail(exchange, Rcode.REFUSED, ErrorCode.NOT_AUTHORITATIVE, udp, trusted);
    }
    ZonePolicy policy = zones.of(zone);
    if (!policy.allows(exchange.client(), tsig.key())) {
      counters.count(RequestEvent.DENIED_BY_ACCESS_LIST);
      RequestLines.refused(exchange, query, tsig.key(), "allow-query of the zone");
      return frame.fail(exchange, Rcode.REFUSED, ErrorCode.PROHIBITED, udp, trusted);
    }
    if (old) {
      return failExpired(exchange, udp, trusted);
    }
    boolean signed = query.dnssecOk();
    if (query.hasEdns()) {
      options.add(zone);
    }
    Answered answered =
        answerer.answer(
            snapshot,
            zone,
            exchange.client(),
            tsig.key(),
            qtype,
            signed,
            udp && policy.minimalAny());
    count(answered, signed);
    if (query.qclass() == CLASS_ANY) {
      // RFC 1035 section 6.2: an answer to QCLASS * is never authoritative.
      message.clearFlags(Header.AA);
    }
    return switch (answered) {
      case ANSWER, ALIAS, REFERRAL, NODATA ->
          frame.finish(exchange, RateLimiter.Kind.ANSWER, accountHash(), udp, trusted);
      case CHAIN_LIMIT -> {
        options.addError(ErrorCode.OTHER);
        yield frame.finish(exchange, RateLimiter.Kind.ANSWER, accountHash(), udp, trusted);
      }
      case NXDOMAIN ->
          frame.finish(exchange, RateLimiter.Kind.NXDOMAIN, accountHash(), udp, trusted);
      case NAME_TOO_LONG -> frame.finish(exchange, RateLimiter.Kind.ERROR, 0, udp, trusted);
      case NOT_LOADED -> frame.fail(exchange, Rcode.SERVFAIL, ErrorCode.INVALID_DATA, udp, trusted);
    };
  }

  /** RFC 8914 section 4.25 has the error for this: the zone is too old. */
  private int failExpired(Exchange exchange, boolean udp, boolean trusted) {
    return frame.fail(exchange, Rcode.SERVFAIL, ErrorCode.INVALID_DATA, udp, trusted);
  }

  private int accountHash() {
    return limiter == null ? 0 : answerer.accountHash();
  }

  private void count(Answered answered, boolean signed) {
    if (signed) {
      counters.count(RequestEvent.DNSSEC_OK);
    }
    switch (answered) {
      case REFERRAL -> counters.count(RequestEvent.REFERRAL);
      case NODATA -> counters.count(RequestEvent.NODATA);
      case CHAIN_LIMIT -> counters.count(RequestEvent.CHAIN_LIMIT);
      default -> {}
    }
  }

  private int transfer(
      Exchange exchange, @Nullable ZoneSnapshot zone, boolean udp, boolean trusted) {
    TransferOutcome outcome = transfers.handle(exchange, query, zone, tsig.verified(), message);
    return switch (outcome) {
      case TransferOutcome.Written(Runnable sent) -> {
        int length = frame.finish(exchange, RateLimiter.Kind.ANSWER, 0, udp, trusted);
        if (length > 0 && (message.flags() & Header.TC) == 0) {
          sent.run();
        }
        yield length;
      }
      case TransferOutcome.Deferred _ -> DEFERRED;
      case TransferOutcome.Refused(int rcode, int errorCode, String text) -> {
        if (rcode == Rcode.REFUSED && errorCode == ErrorCode.PROHIBITED) {
          counters.count(RequestEvent.DENIED_BY_ACCESS_LIST);
        }
        message.rcode(rcode);
        options.addError(errorCode, text);
        yield frame.finish(exchange, RateLimiter.Kind.ERROR, 0, udp, trusted);
      }
    };
  }
}
