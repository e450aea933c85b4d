package nomen.loadtest.traffic.generator;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.SplittableRandom;
import nomen.codec.name.Name;
import nomen.codec.rr.RRTypes;
import nomen.codec.rr.Rdata;
import nomen.codec.update.UpdateOperation;
import nomen.codec.update.UpdateRequest;
import nomen.loadtest.traffic.MessageOptions;
import nomen.loadtest.traffic.Request;
import nomen.loadtest.traffic.RequestKind;
import nomen.loadtest.traffic.RequestSigner;
import nomen.loadtest.traffic.RequestSource;
import nomen.loadtest.traffic.Traffic;
import nomen.loadtest.traffic.UpdateEncoder;

/**
 * Updates as ACME clients send them for the DNS challenge (RFC 8555 section 8.4): a TXT record is
 * added at {@code _acme-challenge} of a host, and that very record is deleted when enough younger
 * ones are there. No update has prerequisites. Immutable.
 */
public final class ChallengeStorm implements Traffic {
  /** The most challenges alive at a time. */
  public static final int MAX_LIVE = 1_000_000;

  /** The fewest challenges alive at a time, of each worker. */
  public static final int MIN_LIVE_OF_WORKER = 2;

  private static final int TTL_SECONDS = 60;
  private static final int DIGEST_OCTETS = 32;

  private final Name zone;
  private final int hosts;
  private final int live;
  private final long challenges;
  private final MessageOptions options;
  private final long seed;

  /**
   * A storm.
   *
   * @param zone which is updated; the first of its hosts is host0
   * @param hosts how many there are: 1 or more; each worker has its own, so there are as many as
   *     workers at least
   * @param live how many challenges at most are there at a time, of all workers together: to {@link
   *     #MAX_LIVE}; more than there are requests outstanding
   * @param challenges in all, after which what is there is deleted and the traffic ends; {@link
   *     Long#MAX_VALUE} for no end
   * @throws IllegalArgumentException naming the parameter that is wrong
   */
  public ChallengeStorm(
      Name zone, int hosts, int live, long challenges, MessageOptions options, long seed) {
    if (hosts < 1) {
      throw new IllegalArgumentException("hosts: " + hosts + " is not 1 or more");
    }
    if (live < MIN_LIVE_OF_WORKER || live > MAX_LIVE) {
      throw new IllegalArgumentException(
          "challenges alive: %d is not in %d..%d".formatted(live, MIN_LIVE_OF_WORKER, MAX_LIVE));
    }
    if (challenges < 1) {
      throw new IllegalArgumentException("challenges: " + challenges + " is not 1 or more");
    }
    this.zone = zone;
    this.hosts = hosts;
    this.live = live;
    this.challenges = challenges;
    this.options = options;
    this.seed = seed;
    owner(Integer.MAX_VALUE);
  }

  private Name owner(int host) {
    return zone.child("host" + host).child("_acme-challenge");
  }

  @Override
  public String description() {
    return "challenges added to %,d hosts of %s and deleted, %,d alive at most"
        .formatted(hosts, zone, live);
  }

  @Override
  public RequestSource open(int worker, int workers) {
    return new Source(worker, workers);
  }

  private final class Source implements RequestSource {
    private final UpdateEncoder encoder = new UpdateEncoder(options);
    private final RequestSigner signer = new RequestSigner(options);
    private final StormSchedule schedule;
    private final int worker;
    private final int workers;
    private final int ownHosts;

    Source(int worker, int workers) {
      this.worker = worker;
      this.workers = workers;
      ownHosts = Math.max(1, hosts / workers);
      long ofAll = challenges / workers + (worker < challenges % workers ? 1 : 0);
      schedule = new StormSchedule(ofAll, 0, Math.max(MIN_LIVE_OF_WORKER, live / workers) - 1);
    }

    @Override
    public boolean next(int id, Request into) {
      if (!schedule.advance()) {
        return false;
      }
      Name owner = owner((int) (schedule.thing() % ownHosts) * workers + worker);
      Rdata token = token(schedule.thing() * workers + worker);
      UpdateOperation operation =
          schedule.step() == 0
              ? new UpdateOperation.AddRecord(owner, TTL_SECONDS, token)
              : new UpdateOperation.DeleteRecord(owner, token);
      UpdateRequest update = new UpdateRequest(zone, List.of(), List.of(operation), null);
      int length = encoder.write(id, update, into.octets());
      into.set(signer.sign(into.octets(), length), RequestKind.UPDATE, Request.ANY_TIME);
      return true;
    }
  }

  /** The digest that a client publishes, 43 characters of base64url; here it is random. */
  private Rdata token(long number) {
    byte[] digest = new byte[DIGEST_OCTETS];
    new SplittableRandom(seed ^ number * 0xd1342543de82ef95L).nextBytes(digest);
    byte[] text =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(digest)
            .getBytes(StandardCharsets.US_ASCII);
    byte[] string = new byte[text.length + 1];
    string[0] = (byte) text.length;
    System.arraycopy(text, 0, string, 1, text.length);
    return Rdata.ofValid(RRTypes.TXT, string, 0, string.length);
  }
}
