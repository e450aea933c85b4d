package nomen.server.request;

import nomen.codec.message.Header;
import nomen.codec.message.MessageWriter;
import nomen.codec.message.Opcode;
import nomen.codec.message.Query;
import nomen.codec.message.Rcode;
import nomen.server.transport.Exchange;
import nomen.server.transport.RequestHandler;
import nomen.server.transport.Transport;
import org.jspecify.annotations.Nullable;

/**
 * What is around every answer: the header and the question, EDNS with its options, the rate limit,
 * TSIG. The answer itself is written in between by somebody else.
 */
final class ResponseFrame {
  /** The octets of a UDP response to a request without EDNS (RFC 1035 section 4.2.1). */
  private static final int PLAIN_UDP_OCTETS = 512;

  private final RequestRules rules;
  private final @Nullable RateLimiter limiter;
  private final RequestCounters counters;
  private final Query query;
  private final MessageWriter message;
  private final CookieCheck cookies;
  private final TsigCheck tsig;
  private final ResponseOptions options;

  ResponseFrame(
      RequestRules rules,
      @Nullable RateLimiter limiter,
      RequestCounters counters,
      Query query,
      MessageWriter message) {
    this.rules = rules;
    this.limiter = limiter;
    this.counters = counters;
    this.query = query;
    this.message = message;
    this.cookies = new CookieCheck(rules.cookieMode(), rules.cookieSecrets());
    this.tsig = new TsigCheck(rules.keys());
    this.options = new ResponseOptions(rules, message, query);
  }

  CookieCheck cookies() {
    return cookies;
  }

  TsigCheck tsig() {
    return tsig;
  }

  ResponseOptions options() {
    return options;
  }

  void count(RequestEvent event) {
    counters.count(event);
  }

  void checkTsig(Exchange exchange, int readRcode) {
    tsig.begin();
    if (readRcode != Rcode.FORMERR && query.tsigOffset() >= 0) {
      tsig.check(query, exchange);
      if (query.opcode() != Opcode.UPDATE) {
        // A badly signed update is told among the updates.
        RequestLines.badlySigned(exchange, query, tsig.outcome());
      }
      counters.count(tsig.key() == null ? RequestEvent.TSIG_BAD : RequestEvent.TSIG_GOOD);
    }
  }

  /**
   * Begins the response, with room for OPT and TSIG.
   *
   * @return false if there is no room for them beside the question: then the response is the header
   *     with TC (RFC 8945 section 5.3), and is to be finished
   */
  boolean begin(Exchange exchange, boolean udp) {
    int limit = Exchange.MAX_MESSAGE_OCTETS;
    if (udp) {
      limit =
          query.hasEdns()
              ? Math.min(query.udpPayloadSize(), rules.maxUdpPayload())
              : PLAIN_UDP_OCTETS;
    }
    message.beginResponse(query, exchange.response(), limit);
    if (query.hasEdns()) {
      message.addEdns(rules.maxUdpPayload(), query.dnssecOk());
    }
    if (tsig.reserve(message)) {
      return true;
    }
    message.beginResponse(exchange.request(), exchange.requestOffset(), exchange.response(), limit);
    message.setFlags(Header.TC);
    // Two names of 255 octets and the longest MAC stay below 512, the least that there is.
    if (!tsig.reserve(message)) {
      throw new IllegalStateException("a header and a TSIG record fit");
    }
    return false;
  }

  void addOptions(Exchange exchange, CookieCheck.Finding cookie, boolean udp) {
    if (cookie != CookieCheck.Finding.NONE) {
      cookies.addOption(query, exchange.client(), exchange.nowMillis(), message);
    }
    options.add(udp);
  }

  int fail(Exchange exchange, int rcode, int errorCode, boolean udp, boolean trusted) {
    message.rcode(rcode);
    options.addError(errorCode);
    return finish(exchange, RateLimiter.Kind.ERROR, 0, udp, trusted);
  }

  /** Ends the response, if the rate limit lets it go. */
  int finish(
      Exchange exchange, RateLimiter.Kind kind, int accountHash, boolean udp, boolean trusted) {
    RateLimiter limit = limiter;
    if (limit != null && udp && !trusted) {
      switch (limit.charge(exchange.client(), kind, accountHash, exchange.nowNanos())) {
        case SEND -> {}
        case DROP -> {
          counters.count(RequestEvent.RATE_LIMIT_DROPPED);
          return RequestHandler.NO_ANSWER;
        }
        case SLIP -> {
          counters.count(RequestEvent.RATE_LIMIT_SLIPPED);
          begin(exchange, true);
          message.rcode(tsig.rcode());
          message.setFlags(Header.TC);
        }
      }
    }
    int flags = message.flags();
    if ((flags & Header.TC) != 0) {
      counters.count(RequestEvent.TRUNCATED);
    }
    if ((flags & Header.AA) != 0) {
      counters.count(RequestEvent.AUTHORITATIVE);
    }
    counters.countRcode(message.rcode());
    return tsig.finish(message, exchange);
  }

  /** As {@link #answerHeader}, within the rate limit. */
  int limitHeader(Exchange exchange, int rcode) {
    RateLimiter limit = limiter;
    if (limit != null && exchange.transport() == Transport.UDP) {
      RateLimiter.Verdict verdict =
          limit.charge(exchange.client(), RateLimiter.Kind.ERROR, 0, exchange.nowNanos());
      // Nothing is shorter than a header: what would slip is sent as it is.
      if (verdict == RateLimiter.Verdict.DROP) {
        counters.count(RequestEvent.RATE_LIMIT_DROPPED);
        return RequestHandler.NO_ANSWER;
      }
    }
    int opcode = Header.opcode(Header.flags(exchange.request(), exchange.requestOffset()));
    counters.countOpcode(opcode);
    return answerHeader(exchange, rcode);
  }

  /** Answers with a header alone, to a request of which no more was understood. */
  int answerHeader(Exchange exchange, int rcode) {
    message.beginResponse(
        exchange.request(), exchange.requestOffset(), exchange.response(), PLAIN_UDP_OCTETS);
    message.rcode(rcode);
    counters.countRcode(rcode);
    return message.finish();
  }
}
