package nomen.server.update;

import java.util.HashMap;
import java.util.Map;
import nomen.codec.edns.ErrorCode;
import nomen.codec.message.Rcode;
import nomen.codec.name.Name;
import nomen.codec.tsig.TsigOutcome;
import nomen.codec.tsig.TsigRecord;
import nomen.codec.tsig.TsigSigner;
import nomen.server.transport.ClientAddress;
import nomen.store.update.Evaluation;
import org.jspecify.annotations.Nullable;

/**
 * Remembers updates that were done, so that one which comes a second time gets the answer of the
 * first while the zone still has what it asked for.
 *
 * <ul>
 *   <li>A signed request is known by its MAC, for as long as its signature is timely and there is
 *       room. If it would change the zone a second time it is not done (BADTIME): nobody can replay
 *       what he has recorded (RFC 8945 section 10), and a client that means the same once more
 *       signs again. If it is forgotten for want of room, then no request signed with its key at
 *       that time or earlier is taken any more.
 *   <li>A clock that goes back makes signatures timely again. So what was forgotten because its
 *       time was over stays refused, and so does what was untimely when the server was started, as
 *       the log is read back no further. After a start a fudge over the usual 300 seconds is
 *       refused for as long as the request could have been done before.
 *   <li>An unsigned one over UDP is known by the client's address and port and all of its octets,
 *       the ID among them, for {@link #UNSIGNED_SECONDS}: as long as clients send again what they
 *       got no answer to. What would change the zone is done: it cannot be told from a new request.
 *       Over TCP nothing is sent again, so the same octets are another request.
 * </ul>
 *
 * <p>It is asked by the writer's thread, when a request is evaluated. There all is in order: of two
 * equal requests the first is decided when the second's turn comes, also where they wait in the
 * queue together, so there is no state between "new" and "done", no lock, and no second table for
 * requests that come by different loops. The price is a place in the queue for the second one.
 */
public final class ReplayGuard {
  /** How long an unsigned request is known. nsupdate tries three times, three seconds apart. */
  static final int UNSIGNED_SECONDS = 15;

  /** The digest of a request that is not remembered, here and in the log. */
  static final long NONE = 0;

  /** Of a signed request that was done before, and would change the zone again. */
  static final Evaluation.Refused USED_BEFORE =
      new Evaluation.Refused(
          Rcode.NOTAUTH,
          ErrorCode.OTHER,
          "the signature was used before, and the zone has changed");

  private static final Evaluation.Refused TOO_OLD =
      new Evaluation.Refused(Rcode.NOTAUTH, ErrorCode.OTHER, "signed before what is remembered");
  private static final Evaluation DONE_BEFORE = new Evaluation.Unchanged(0);
  private static final long MILLIS_PER_SECOND = 1000;
  private static final long MIX = 0x9e3779b97f4a7c15L;

  private final RequestMemory signed;
  private final RequestMemory unsigned;

  /**
   * When the server was started, in seconds since 1970: of what was done before, no more is known
   * than what is timely with the usual fudge.
   */
  private long startSeconds = Long.MIN_VALUE;

  /** One object for each key that the log names, and not one for each request. */
  private final Map<Name, Name> loggedSigners = new HashMap<>();

  /**
   * A guard that knows nothing yet.
   *
   * @param limit the most requests of each kind that it remembers
   */
  public ReplayGuard(int limit) {
    signed = new RequestMemory(limit);
    unsigned = new RequestMemory(limit);
  }

  /** Says when the server was started. To be called before the writer starts. */
  public void startedAt(long millis) {
    startSeconds = millis / MILLIS_PER_SECOND;
  }

  /**
   * Takes note of an update that was done before this server was started. To be called in the order
   * of the log, before the writer starts.
   *
   * @param digest as it stands in the log
   * @param signer the key that it was signed with, null if it was not signed
   * @param timeMillis when it was done
   */
  public void remember(long digest, @Nullable Name signer, long timeMillis) {
    long seconds = timeMillis / MILLIS_PER_SECOND;
    if (signer == null) {
      unsigned.forgetLapsed(seconds);
      unsigned.put(digest, null, seconds, seconds + UNSIGNED_SECONDS, DONE_BEFORE, seconds);
      return;
    }
    // Its signature is not in the log; this is as late as it can be timely with the usual fudge.
    long timely = seconds + 2 * TsigSigner.FUDGE_SECONDS;
    long signedAt = seconds + TsigSigner.FUDGE_SECONDS;
    Name shared = loggedSigners.computeIfAbsent(signer, name -> name);
    signed.put(digest, shared, signedAt, timely, DONE_BEFORE, Long.MIN_VALUE);
  }

  /**
   * What is to be answered without doing anything; null if the request is new.
   *
   * @param signature of the request, null if it has none
   */
  @Nullable Evaluation find(long digest, TsigOutcome.@Nullable Verified signature, long nowMillis) {
    if (digest == NONE) {
      return null;
    }
    if (signature == null) {
      unsigned.forgetLapsed(nowMillis / MILLIS_PER_SECOND);
      return unsigned.find(digest);
    }
    Evaluation known = signed.find(digest);
    if (known == null && mayHaveBeenForgotten(signature)) {
      return TOO_OLD;
    }
    return known;
  }

  private boolean mayHaveBeenForgotten(TsigOutcome.Verified signature) {
    TsigRecord request = signature.request();
    Name signer = signature.key().name();
    long expiry = request.timeSigned() + request.fudge();
    return request.timeSigned() <= signed.floor(signer)
        || expiry <= signed.lapsed(signer)
        || expiry < startSeconds
        || request.fudge() > TsigSigner.FUDGE_SECONDS
            && request.timeSigned() - request.fudge() <= startSeconds;
  }

  /** Whether what {@link #find} gave means that the signature is to be called untimely. */
  static boolean isUntimely(Evaluation evaluation) {
    return evaluation == TOO_OLD;
  }

  /** Takes note of a request that was new, or is done once more. */
  void remember(
      long digest,
      TsigOutcome.@Nullable Verified signature,
      Evaluation evaluation,
      long nowMillis) {
    if (digest == NONE) {
      return;
    }
    long now = nowMillis / MILLIS_PER_SECOND;
    Evaluation outcome =
        evaluation instanceof Evaluation.Changed changed
            ? new Evaluation.Unchanged(changed.changeset().serialTo())
            : evaluation;
    if (signature == null) {
      // What changed nothing is found out again.
      if (evaluation instanceof Evaluation.Changed) {
        unsigned.put(digest, null, now, now + UNSIGNED_SECONDS, outcome, now);
      }
    } else {
      long time = signature.request().timeSigned();
      long expiry = time + signature.request().fudge();
      signed.put(digest, signature.key().name(), time, expiry, outcome, now);
    }
  }

  /** Forgets a request whose change was not made after all. */
  void forget(long digest, TsigOutcome.@Nullable Verified signature) {
    if (digest == NONE) {
      return;
    }
    (signature == null ? unsigned : signed).forget(digest);
  }

  /**
   * What a signed request is known by: the beginning of its MAC, which nobody without the key can
   * choose.
   */
  static long digestOf(TsigRecord signature) {
    byte[] mac = signature.copyMac();
    long digest = 0;
    for (int i = 0; i < Math.min(Long.BYTES, mac.length); i++) {
      digest = digest << Byte.SIZE | mac[i] & 0xff;
    }
    return notZero(digest);
  }

  /** What an unsigned request is known by. */
  static long digestOf(ClientAddress client, byte[] octets, int length) {
    long digest = mix(client.port(), client.high());
    return digestOf(mix(digest, client.low()), octets, 0, length);
  }

  /** What octets are known by, wherever they are from. */
  static long digestOf(byte[] octets, int from, int to) {
    return digestOf(MIX, octets, from, to);
  }

  private static long digestOf(long start, byte[] octets, int from, int to) {
    long digest = start;
    long length = (long) to - from;
    long word = length;
    for (int i = from; i < to; i++) {
      word = word << Byte.SIZE | octets[i] & 0xff;
      if ((i - from & Long.BYTES - 1) == Long.BYTES - 1) {
        digest = mix(digest, word);
        word = 0;
      }
    }
    return notZero(mix(mix(digest, word), length));
  }

  private static long mix(long digest, long word) {
    long mixed = (digest ^ word) * MIX;
    return mixed ^ mixed >>> 29 ^ Long.rotateLeft(mixed, 17);
  }

  private static long notZero(long digest) {
    return digest == NONE ? 1 : digest;
  }
}
