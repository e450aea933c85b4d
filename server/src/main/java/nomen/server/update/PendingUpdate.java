package nomen.server.update;

import java.util.Arrays;
import java.util.List;
import nomen.codec.edns.ErrorCode;
import nomen.codec.message.Rcode;
import nomen.codec.name.Name;
import nomen.codec.rr.RRType;
import nomen.codec.rr.RRTypes;
import nomen.codec.tsig.TsigOutcome;
import nomen.codec.tsig.TsigRecord;
import nomen.codec.update.UpdateRequest;
import nomen.server.transport.ClientAddress;
import nomen.server.transport.DeferredAnswer;
import nomen.server.transport.Exchange;
import nomen.server.transport.Transport;
import nomen.store.log.Author;
import nomen.store.update.Evaluation;
import nomen.store.update.ZoneTask;
import nomen.store.zone.NodeView;
import nomen.store.zone.ZoneEditor;
import org.jspecify.annotations.Nullable;

/**
 * An update that was let in, on its way from an event loop through the writer and back.
 *
 * <p>The loop makes it; from the offer to the queue on it belongs to the writer's thread, and after
 * {@link #complete} to the loop again.
 */
final class PendingUpdate implements ZoneTask {
  /** Types that a rule must name: {@link UpdateRule#KEPT}, of which RRSIG never stands alone. */
  private static final List<RRType> KEPT_ALONE =
      List.of(RRTypes.NS, RRTypes.SOA, RRTypes.NSEC, RRTypes.NSEC3);

  private final UpdateHandler home;
  private final UpdateZone zone;
  private final UpdateRequest request;
  private final Decision decision;
  private final byte[] octets;
  private final ClientAddress client = new ClientAddress();
  private final Transport transport;
  private final DeferredAnswer answer;
  private final long digest;
  private @Nullable TsigOutcome signature;
  private @Nullable Evaluation evaluated;
  private Verdict verdict = Verdict.DONE;

  PendingUpdate(
      UpdateHandler home,
      UpdateZone zone,
      UpdateRequest request,
      Decision decision,
      Exchange exchange,
      TsigOutcome.@Nullable Verified signature) {
    this.home = home;
    this.zone = zone;
    this.request = request;
    this.decision = decision;
    this.signature = signature;
    int offset = exchange.requestOffset();
    octets = Arrays.copyOfRange(exchange.request(), offset, offset + exchange.requestLength());
    client.set(exchange.client());
    transport = exchange.transport();
    digest =
        signature == null
            ? ReplayGuard.digestOf(client, octets, octets.length)
            : ReplayGuard.digestOf(signature.request());
    answer = exchange.defer();
  }

  // ---- for the writer ----

  @Override
  public Name zone() {
    return request.zone();
  }

  @Override
  public Author author() {
    TsigOutcome.Verified signed = signed();
    return new Author(
        transport == Transport.UDP ? Author.Via.UDP : Author.Via.TCP,
        signed == null ? null : signed.key().name(),
        client.toInetSocketAddress(),
        decision.rule());
  }

  @Override
  public long requestDigest() {
    return digest;
  }

  @Override
  public long base() {
    return 0;
  }

  @Override
  public Evaluation evaluate(ZoneEditor editor, long nowMillis) {
    ReplayGuard guard = home.service().guard();
    Evaluation known = guard.find(digest, signatureRecord());
    if (known != null) {
      rejectIfTooOld(known);
      return known;
    }
    Evaluation outcome = refuseWholeNames(editor);
    if (outcome == null) {
      outcome =
          zone.processor()
              .evaluate(editor, request, decision.nameLimits(), zone.serialPolicy(), nowMillis);
    }
    guard.remember(digest, signatureRecord(), outcome, nowMillis);
    evaluated = outcome;
    return outcome;
  }

  private TsigOutcome.@Nullable Verified signed() {
    return signature instanceof TsigOutcome.Verified verified ? verified : null;
  }

  private @Nullable TsigRecord signatureRecord() {
    TsigOutcome.Verified signed = signed();
    return signed == null ? null : signed.request();
  }

  private void rejectIfTooOld(Evaluation known) {
    TsigOutcome.Verified signed = signed();
    if (signed != null && ReplayGuard.isTooOld(known)) {
      signature = new TsigOutcome.Rejected(Rcode.BADTIME, signed.key(), signed.request());
    }
  }

  private Evaluation.@Nullable Refused refuseWholeNames(ZoneEditor editor) {
    NodeView node = new NodeView();
    for (Name name : decision.wholeNames()) {
      boolean apex = name.equals(editor.origin());
      editor.find(name, node);
      for (RRType type : KEPT_ALONE) {
        boolean stays = apex && (type.equals(RRTypes.NS) || type.equals(RRTypes.SOA));
        if (!stays && node.has(type.code())) {
          return new Evaluation.Refused(
              Rcode.REFUSED,
              ErrorCode.PROHIBITED,
              decision.rule() + " does not name the type " + type + ", which " + name + " has");
        }
      }
    }
    return null;
  }

  @Override
  public void complete(Evaluation evaluation) {
    if (evaluated instanceof Evaluation.Changed && evaluation instanceof Evaluation.Refused) {
      home.service().guard().forget(digest, signatureRecord());
    }
    verdict = Verdict.of(evaluation);
    home.completed(this);
  }

  // ---- for the loop ----

  /** What to answer, when it is known. */
  DecidedUpdate decided() {
    return new DecidedUpdate(octets, client, transport, signature, verdict, answer);
  }

  /** It was not let in after all: gives up the right to answer later. */
  void abandon() {
    answer.drop();
  }
}
