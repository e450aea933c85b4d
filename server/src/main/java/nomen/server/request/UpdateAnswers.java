package nomen.server.request;

import nomen.codec.message.MessageWriter;
import nomen.codec.message.Query;
import nomen.codec.message.QueryReader;
import nomen.server.transport.Exchange;
import nomen.server.transport.LoopContext;
import nomen.server.transport.Transport;
import nomen.server.update.DecidedUpdate;
import nomen.server.update.UpdateHandler;
import nomen.server.update.Verdict;

/**
 * Answers the updates of one event loop when they are decided. Each request is read again, into an
 * exchange that only late answers use: that is cheaper than to keep what was read of every one, and
 * its answer is written in the same way as all others.
 */
final class UpdateAnswers implements UpdateHandler.Responder {
  private final LoopContext loop;
  private final ResponseFrame frame;
  private final Query query;
  private final MessageWriter message;
  private final Exchange exchange =
      new Exchange(
          Transport.UDP,
          ignored -> {
            throw new IllegalStateException("what is answered late is not deferred again");
          });

  /**
   * For one loop.
   *
   * @param frame with the query and the message that it works on
   */
  UpdateAnswers(LoopContext loop, ResponseFrame frame, Query query, MessageWriter message) {
    this.loop = loop;
    this.frame = frame;
    this.query = query;
    this.message = message;
  }

  @Override
  public void respond(DecidedUpdate update) {
    byte[] request = update.octets();
    System.arraycopy(request, 0, exchange.request(), 0, request.length);
    exchange.setRequest(request.length, false);
    exchange.client().set(update.client());
    loop.readClock(exchange);
    QueryReader.read(exchange.request(), 0, request.length, query);
    frame.tsig().begin(update.signature());
    boolean udp = update.transport() == Transport.UDP;
    Verdict verdict = update.verdict();
    count(verdict);
    if (frame.begin(exchange, udp) && query.hasEdns()) {
      CookieCheck.Finding cookie =
          frame.cookies().check(query, exchange.client(), exchange.nowMillis());
      frame.addOptions(exchange, cookie, udp);
      addError(verdict);
    }
    message.rcode(verdict.rcode());
    int length = frame.finish(exchange, RateLimiter.Kind.ANSWER, 0, udp, true);
    update.answer().send(exchange.response(), 0, length);
  }

  private void count(Verdict verdict) {
    if (verdict.equals(UpdateHandler.NOT_FORWARDED)) {
      frame.count(RequestEvent.DENIED_BY_ACCESS_LIST);
    } else if (verdict.isOfPolicy()) {
      frame.count(RequestEvent.DENIED_BY_UPDATE_POLICY);
    } else if (verdict.equals(UpdateHandler.NO_MEMORY)) {
      frame.count(RequestEvent.UPDATES_OVER_MEMORY);
    }
  }

  private void addError(Verdict verdict) {
    if (verdict.errorCode() != Verdict.NO_ERROR_CODE) {
      frame.options().addError(verdict.errorCode(), verdict.text());
    }
  }

  /** Answers an update that is decided already. */
  int answer(Exchange asked, Verdict verdict, boolean udp, boolean trusted) {
    count(verdict);
    message.rcode(verdict.rcode());
    addError(verdict);
    return frame.finish(asked, RateLimiter.Kind.ERROR, 0, udp, trusted);
  }
}
