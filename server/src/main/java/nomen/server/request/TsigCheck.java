package nomen.server.request;

import nomen.codec.message.MessageWriter;
import nomen.codec.message.Query;
import nomen.codec.message.Rcode;
import nomen.codec.name.Name;
import nomen.codec.tsig.TsigMacs;
import nomen.codec.tsig.TsigOutcome;
import nomen.codec.tsig.TsigSigner;
import nomen.codec.tsig.TsigVerifier;
import nomen.server.transport.Exchange;
import nomen.server.zone.KeyTable;
import org.jspecify.annotations.Nullable;

/**
 * Checks the TSIG record of one request after another and signs the responses (RFC 8945). For a
 * request without one it does nothing and makes no object. Each event loop has its own.
 */
final class TsigCheck {
  private static final long MILLIS_PER_SECOND = 1000;

  private final KeyTable keys;
  private final TsigVerifier verifier;
  private final TsigSigner signer;
  private @Nullable TsigOutcome outcome;

  /** A check with these keys. */
  TsigCheck(KeyTable keys) {
    TsigMacs macs = new TsigMacs();
    this.keys = keys;
    this.verifier = new TsigVerifier(macs);
    this.signer = new TsigSigner(macs);
  }

  /** Forgets the request before. */
  void begin() {
    outcome = null;
  }

  /** Goes back to what was found out about a request before; null if it has no TSIG record. */
  void begin(@Nullable TsigOutcome found) {
    outcome = found;
  }

  /** Looks at the TSIG record of a request that was read, if it has one. */
  void check(Query query, Exchange exchange) {
    if (query.tsigOffset() >= 0) {
      outcome =
          verifier.verify(
              keys.current(),
              query.octets(),
              query.start(),
              exchange.requestLength(),
              query.tsigOffset(),
              exchange.nowMillis() / MILLIS_PER_SECOND);
    }
  }

  /** What the check found; null if the request has no TSIG record. May be kept. */
  @Nullable TsigOutcome outcome() {
    return outcome;
  }

  /** The RCODE that the request gets for its TSIG record: NOERROR if it may be answered. */
  int rcode() {
    return outcome == null ? Rcode.NOERROR : outcome.rcode();
  }

  /** What the request is verified to be, or null. */
  TsigOutcome.@Nullable Verified verified() {
    return outcome instanceof TsigOutcome.Verified verified ? verified : null;
  }

  /** The name of the key that the request is verified to be signed with, or null. */
  @Nullable Name key() {
    return outcome instanceof TsigOutcome.Verified verified ? verified.key().name() : null;
  }

  /**
   * Keeps room for the response's TSIG record.
   *
   * @return false if there is none
   */
  boolean reserve(MessageWriter message) {
    return outcome == null || message.reserve(outcome.sizeOctets());
  }

  /** Finishes a response, with the TSIG record that is due. Returns its octets. */
  int finish(MessageWriter message, Exchange exchange) {
    int length = message.finish();
    return outcome == null
        ? length
        : signer.signResponse(message, outcome, exchange.nowMillis() / MILLIS_PER_SECOND);
  }
}
