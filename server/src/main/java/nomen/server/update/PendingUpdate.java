package nomen.server.update;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import nomen.codec.edns.ErrorCode;
import nomen.codec.message.Rcode;
import nomen.codec.name.Name;
import nomen.codec.rr.RRType;
import nomen.codec.rr.RRTypes;
import nomen.codec.tsig.TsigOutcome;
import nomen.codec.update.UpdateRequest;
import nomen.server.transport.ClientAddress;
import nomen.server.transport.DeferredAnswer;
import nomen.server.transport.Exchange;
import nomen.server.transport.Transport;
import nomen.store.log.Author;
import nomen.store.update.Evaluation;
import nomen.store.update.ZoneTask;
import nomen.store.zone.NodeView;
import nomen.store.zone.RRsetView;
import nomen.store.zone.ZoneEditor;
import nomen.store.zone.ZoneSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * An update that was let in, on its way from an event loop through the writer and back.
 *
 * <p>The loop makes it; from the offer to the queue on it belongs to the writer's thread, and after
 * {@link #complete} to the loop again, or before that to the one that waits for secondaries. What
 * it asks for is let go of when it is done: an answer may wait long for secondaries.
 */
final class PendingUpdate implements ZoneTask {
  /** What is to be done, and what the policy said to it. */
  private record Work(UpdateRequest request, Decision decision) {}

  private final UpdateHandler home;
  private final UpdateZone zone;
  private final Name apex;
  private final int operations;
  private final String rule;
  private final int follow;
  private final byte[] octets;
  private final ClientAddress client = new ClientAddress();
  private final Transport transport;
  private final DeferredAnswer answer;
  private final long digest;
  private final long receivedNanos;
  private final @Nullable SlowUpdateEvent event;
  private @Nullable Work work;
  private long heldOctets;
  private @Nullable TsigOutcome signature;
  private @Nullable Evaluation evaluated;
  private @Nullable Decision denied;
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
    this.work = new Work(request, decision);
    this.apex = request.zone();
    this.operations = request.operations().size();
    this.rule = decision.rule();
    this.follow = Math.max(zone.follow(), decision.follow());
    this.signature = signature;
    int offset = exchange.requestOffset();
    octets = Arrays.copyOfRange(exchange.request(), offset, offset + exchange.requestLength());
    client.set(exchange.client());
    transport = exchange.transport();
    heldOctets = HeldOctets.of(request, octets.length);
    digest = digest(signature);
    receivedNanos = exchange.nowNanos();
    event = home.time();
    answer = exchange.defer();
  }

  private long digest(TsigOutcome.@Nullable Verified signed) {
    if (signed != null) {
      return ReplayGuard.digestOf(signed.request());
    }
    return transport == Transport.UDP
        ? ReplayGuard.digestOf(client, octets, octets.length)
        : ReplayGuard.NONE;
  }

  // ---- for the writer ----

  @Override
  public Name zone() {
    return apex;
  }

  @Override
  public Author author() {
    TsigOutcome.Verified signed = signed();
    return new Author(
        transport == Transport.UDP ? Author.Via.UDP : Author.Via.TCP,
        signed == null ? null : signed.key().name(),
        client.toInetSocketAddress(),
        rule);
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
  public long receivedNanos() {
    return receivedNanos;
  }

  @Override
  public Evaluation evaluate(ZoneEditor editor, long nowMillis) {
    ReplayGuard guard = home.service().guard();
    Evaluation known = guard.find(digest, signed(), nowMillis);
    if (known != null && ReplayGuard.isUntimely(known)) {
      return untimely(known);
    }
    Work asked = Objects.requireNonNull(work);
    Evaluation outcome = refuseWholeNames(editor, asked.decision());
    if (outcome == null) {
      outcome = evaluate(editor, asked.request(), asked.decision(), nowMillis);
    }
    if (known != null) {
      if (outcome instanceof Evaluation.Changed && signed() != null) {
        return untimely(ReplayGuard.USED_BEFORE);
      }
      if (isStillDone(known, outcome, asked, editor, nowMillis)) {
        return known;
      }
    }
    guard.remember(digest, signed(), outcome, nowMillis);
    evaluated = outcome;
    return outcome;
  }

  private Evaluation evaluate(
      ZoneEditor editor, UpdateRequest what, Decision decision, long nowMillis) {
    return zone.processor()
        .evaluate(editor, what, decision.nameLimits(), zone.serialPolicy(), nowMillis);
  }

  /**
   * Whether a request that was done before, and is not done now, would change nothing: it is
   * refused for a prerequisite that it has made untrue itself. The editor may be in any state then.
   */
  private boolean isStillDone(
      Evaluation known, Evaluation outcome, Work asked, ZoneEditor editor, long nowMillis) {
    if (known instanceof Evaluation.Refused || outcome instanceof Evaluation.Changed) {
      return false;
    }
    if (outcome instanceof Evaluation.Unchanged) {
      return true;
    }
    UpdateRequest request = asked.request();
    UpdateRequest unconditional =
        new UpdateRequest(apex, List.of(), request.operations(), request.prescan());
    return evaluate(editor, unconditional, asked.decision(), nowMillis)
        instanceof Evaluation.Unchanged;
  }

  private TsigOutcome.@Nullable Verified signed() {
    return signature instanceof TsigOutcome.Verified verified ? verified : null;
  }

  private Evaluation untimely(Evaluation refused) {
    TsigOutcome.Verified signed = signed();
    if (signed != null) {
      signature = new TsigOutcome.Rejected(Rcode.BADTIME, signed.key(), signed.request());
    }
    return refused;
  }

  private Evaluation.@Nullable Refused refuseWholeNames(ZoneEditor editor, Decision decision) {
    if (decision.wholeNames().isEmpty()) {
      return null;
    }
    TsigOutcome.Verified signed = signed();
    Name key = signed == null ? null : signed.key().name();
    Requester requester = Requester.of(key, client, transport);
    for (Name name : decision.wholeNames()) {
      Decision refused = zone.policy().refuseDeletion(requester, name, deletedTypes(editor, name));
      if (refused != null) {
        denied = refused;
        return new Evaluation.Refused(
            Rcode.REFUSED, ErrorCode.PROHIBITED, key == null ? "" : refused.why());
      }
    }
    return null;
  }

  private static Set<RRType> deletedTypes(ZoneEditor editor, Name name) {
    NodeView node = new NodeView();
    editor.find(name, node);
    Set<RRType> types = new LinkedHashSet<>();
    RRsetView rrset = new RRsetView();
    for (boolean more = node.first(rrset); more; more = node.next(rrset)) {
      types.add(RRTypes.of(rrset.type()));
    }
    if (name.equals(editor.origin())) {
      // RFC 2136 section 3.4.2.3: they stay anyway.
      types.remove(RRTypes.SOA);
      types.remove(RRTypes.NS);
    }
    return types;
  }

  @Override
  public void complete(Evaluation evaluation) {
    if (evaluated instanceof Evaluation.Changed && evaluation instanceof Evaluation.Refused) {
      home.service().guard().forget(digest, signed());
    }
    verdict = Verdict.of(evaluation);
    if (evaluation instanceof Evaluation.Refused) {
      log();
    }
    work = null;
    give(heldOctets - octets.length);
    if (follow == 0 || !awaitFollowers(evaluation)) {
      home.completed(this);
    }
  }

  /**
   * Holds the answer back until secondaries have what was asked for. That counts for what was there
   * before too, such as what the client itself had asked for and asks again.
   */
  private boolean awaitFollowers(Evaluation evaluation) {
    int serial;
    switch (evaluation) {
      case Evaluation.Changed changed -> serial = changed.changeset().serialTo();
      case Evaluation.Unchanged unchanged ->
          // Of what was done before a restart the serial is not remembered.
          serial = unchanged.serial() == 0 ? currentSerial() : unchanged.serial();
      case Evaluation.Refused _ -> {
        return false;
      }
    }
    boolean waits =
        home.service()
            .followers()
            .await(
                apex,
                serial,
                follow,
                zone.followTimeoutMillis(),
                have -> {
                  if (have < follow) {
                    verdict = Verdict.followedBy(have, follow);
                  }
                  home.completed(this);
                  home.answerCompleted();
                });
    if (!waits) {
      verdict = Verdict.NOBODY_WAITED_FOR;
    }
    return waits;
  }

  private int currentSerial() {
    ZoneSnapshot now = home.service().database().current().zone(apex);
    return now == null ? 0 : (int) now.serial();
  }

  private void log() {
    TsigOutcome.Verified signed = signed();
    Name key = signed == null ? null : signed.key().name();
    Decision denial = denied;
    if (denial != null && verdict.isOfPolicy()) {
      RefusalLog.denied(client, key, apex, denial);
    } else {
      RefusalLog.refused(client, key, apex, verdict);
    }
  }

  private void give(long some) {
    heldOctets -= some;
    home.service().held().give(some);
  }

  // ---- for the loop ----

  /** Takes the memory that it needs; returns false if there is none. */
  boolean takeMemory() {
    boolean taken = home.service().held().take(heldOctets);
    if (!taken) {
      heldOctets = 0;
    }
    return taken;
  }

  /** What to answer, when it is known. */
  DecidedUpdate decided() {
    give(heldOctets);
    return new DecidedUpdate(octets, client, transport, signature, verdict, answer);
  }

  /** It was answered: tells a flight recorder, if one runs and it took long. */
  void record() {
    SlowUpdateEvent slow = event;
    if (slow == null) {
      return;
    }
    slow.end();
    if (slow.shouldCommit()) {
      TsigOutcome.Verified signed = signed();
      slow.zone = apex.toString();
      slow.operations = operations;
      slow.rcode = Rcode.print(verdict.rcode());
      slow.reason = verdict.text();
      slow.client = client.toString();
      slow.transport = transport.name();
      slow.key = signed == null ? "" : signed.key().name().toString();
      slow.commit();
    }
  }

  /** It was not let in after all: gives up the right to answer later. */
  void abandon() {
    give(heldOctets);
    answer.drop();
  }
}
