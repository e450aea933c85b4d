package nomen.loadtest.traffic.generator;

import java.util.List;
import java.util.SplittableRandom;
import nomen.codec.name.Name;
import nomen.codec.rr.RRTypes;
import nomen.codec.rr.Rdata;
import nomen.codec.update.Prerequisite;
import nomen.codec.update.UpdateOperation;
import nomen.codec.update.UpdateRequest;
import nomen.loadtest.traffic.MessageOptions;
import nomen.loadtest.traffic.Request;
import nomen.loadtest.traffic.RequestKind;
import nomen.loadtest.traffic.RequestSigner;
import nomen.loadtest.traffic.RequestSource;
import nomen.loadtest.traffic.Traffic;
import nomen.loadtest.traffic.UpdateEncoder;
import org.jspecify.annotations.Nullable;

/**
 * Updates as a DHCP server sends them (RFC 4703): leases are given, and each is taken back when
 * enough younger ones are alive.
 *
 * <ol>
 *   <li>Add (section 5.3.1): if the name is not in use, add A and DHCID.
 *   <li>Add the reverse mapping (5.4), if there is a reverse zone: PTR and DHCID take the place of
 *       those before.
 *   <li>Remove (5.5): if the DHCID is the client's, delete the A record.
 *   <li>Remove the reverse mapping: if the PTR is the client's, delete the name.
 *   <li>Remove the rest: if the DHCID is the client's and there is neither A nor AAAA, delete the
 *       name.
 * </ol>
 *
 * <p>No two leases have one name, nor two live ones one address, so that a server that takes all
 * updates in their order answers NOERROR to all. The octets of the DHCID are random: a server
 * cannot tell. Immutable.
 */
public final class LeaseStorm implements Traffic {
  /** The most leases alive at a time. */
  public static final int MAX_LIVE = 1_000_000;

  /** The fewest leases alive at a time, of each worker. */
  public static final int MIN_LIVE_OF_WORKER = 4;

  private static final Name FIRST_REVERSE = Name.parse("10.in-addr.arpa.");
  private static final int TTL_SECONDS = 1200;
  private static final int DHCID_OCTETS = 35;

  private final Name zone;
  private final @Nullable Name reverseZone;
  private final int live;
  private final long leases;
  private final MessageOptions options;
  private final long seed;

  /**
   * A storm.
   *
   * @param zone where hosts get their names
   * @param reverseZone {@code 10.in-addr.arpa.} or one above it, or null if PTR records are not
   *     wanted
   * @param live how many leases at most are alive at a time, of all workers together: to {@link
   *     #MAX_LIVE}; more than there are requests outstanding, or a removal may overtake its add.
   *     Each worker has {@link #MIN_LIVE_OF_WORKER} at least
   * @param leases in all, after which what is alive is removed and the traffic ends; {@link
   *     Long#MAX_VALUE} for no end
   * @throws IllegalArgumentException naming the parameter that is wrong
   */
  public LeaseStorm(
      Name zone,
      @Nullable Name reverseZone,
      int live,
      long leases,
      MessageOptions options,
      long seed) {
    if (live < MIN_LIVE_OF_WORKER || live > MAX_LIVE) {
      throw new IllegalArgumentException(
          "leases alive: %d is not in %d..%d".formatted(live, MIN_LIVE_OF_WORKER, MAX_LIVE));
    }
    if (leases < 1) {
      throw new IllegalArgumentException("leases: " + leases + " is not 1 or more");
    }
    if (reverseZone != null && !FIRST_REVERSE.isAtOrBelow(reverseZone)) {
      throw new IllegalArgumentException(
          "reverse zone: " + reverseZone + " does not hold " + FIRST_REVERSE);
    }
    this.zone = zone;
    this.reverseZone = reverseZone;
    this.live = live;
    this.leases = leases;
    this.options = options;
    this.seed = seed;
    new Lease(zone, seed, leases - 1);
  }

  @Override
  public String description() {
    return "leases added to %s%s and removed, %,d alive at most"
        .formatted(zone, reverseZone == null ? "" : " and " + reverseZone, live);
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

    Source(int worker, int workers) {
      this.worker = worker;
      this.workers = workers;
      int ofWorker = Math.max(MIN_LIVE_OF_WORKER, live / workers) - 1;
      // Between the two removals of a name lie others, so that the second does not overtake.
      int first = Math.max(1, ofWorker * 3 / 4);
      long ofAll = leases / workers + (worker < leases % workers ? 1 : 0);
      schedule =
          reverseZone == null
              ? new StormSchedule(ofAll, 0, first, ofWorker)
              : new StormSchedule(ofAll, 0, 0, first, first, ofWorker);
    }

    @Override
    public boolean next(int id, Request into) {
      if (!schedule.advance()) {
        return false;
      }
      Lease lease = new Lease(zone, seed, schedule.thing() * workers + worker);
      UpdateRequest update =
          reverseZone == null
              ? switch (schedule.step()) {
                case 0 -> lease.add();
                case 1 -> lease.removeAddress();
                default -> lease.removeRest();
              }
              : switch (schedule.step()) {
                case 0 -> lease.add();
                case 1 -> lease.addReverse(reverseZone);
                case 2 -> lease.removeAddress();
                case 3 -> lease.removeReverse(reverseZone);
                default -> lease.removeRest();
              };
      int length = encoder.write(id, update, into.octets());
      into.set(signer.sign(into.octets(), length), RequestKind.UPDATE, Request.ANY_TIME);
      return true;
    }
  }

  /** What a client is told by name; a pure function of seed and number. */
  private static final class Lease {
    private final Name zone;
    private final Name host;
    private final Rdata address;
    private final Rdata dhcid;
    private final int low;

    Lease(Name zone, long seed, long number) {
      this.zone = zone;
      SplittableRandom random = new SplittableRandom(seed ^ number * 0xd1342543de82ef95L);
      String run = Long.toString(new SplittableRandom(seed).nextLong() & 0x7fff_ffff, 36);
      host = zone.child("dhcp-" + run + "-" + Long.toString(number, 36));
      low = (int) (number & 0xff_ffff);
      byte[] v4 = {10, (byte) (low >>> 16), (byte) (low >>> 8), (byte) low};
      address = Rdata.ofValid(RRTypes.A, v4, 0, v4.length);
      byte[] identifier = new byte[DHCID_OCTETS];
      random.nextBytes(identifier);
      // RFC 4701 section 3.3: a DUID, digested by SHA-256.
      identifier[0] = 0;
      identifier[1] = 2;
      identifier[2] = 1;
      dhcid = Rdata.ofValid(RRTypes.DHCID, identifier, 0, DHCID_OCTETS);
    }

    private Name reverse() {
      return FIRST_REVERSE
          .child(Integer.toString(low >>> 16))
          .child(Integer.toString(low >>> 8 & 0xff))
          .child(Integer.toString(low & 0xff));
    }

    private Rdata pointer() {
      return Rdata.ofValid(RRTypes.PTR, host.toWire(), 0, host.length());
    }

    UpdateRequest add() {
      return new UpdateRequest(
          zone,
          List.of(new Prerequisite.NameIsNotInUse(host)),
          List.of(
              new UpdateOperation.AddRecord(host, TTL_SECONDS, address),
              new UpdateOperation.AddRecord(host, TTL_SECONDS, dhcid)),
          null);
    }

    UpdateRequest addReverse(Name reverseZone) {
      Name owner = reverse();
      return new UpdateRequest(
          reverseZone,
          List.of(),
          List.of(
              new UpdateOperation.DeleteRRset(owner, RRTypes.PTR),
              new UpdateOperation.DeleteRRset(owner, RRTypes.DHCID),
              new UpdateOperation.AddRecord(owner, TTL_SECONDS, pointer()),
              new UpdateOperation.AddRecord(owner, TTL_SECONDS, dhcid)),
          null);
    }

    UpdateRequest removeAddress() {
      return new UpdateRequest(
          zone,
          List.of(new Prerequisite.RRsetExistsWithValue(host, dhcid)),
          List.of(new UpdateOperation.DeleteRecord(host, address)),
          null);
    }

    UpdateRequest removeReverse(Name reverseZone) {
      Name owner = reverse();
      return new UpdateRequest(
          reverseZone,
          List.of(new Prerequisite.RRsetExistsWithValue(owner, pointer())),
          List.of(new UpdateOperation.DeleteName(owner)),
          null);
    }

    UpdateRequest removeRest() {
      return new UpdateRequest(
          zone,
          List.of(
              new Prerequisite.RRsetExistsWithValue(host, dhcid),
              new Prerequisite.RRsetDoesNotExist(host, RRTypes.A),
              new Prerequisite.RRsetDoesNotExist(host, RRTypes.AAAA)),
          List.of(new UpdateOperation.DeleteName(host)),
          null);
    }
  }
}
