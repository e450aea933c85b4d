package nomen.server.request;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import nomen.server.config.Configuration;
import nomen.server.config.RateLimitSettings;
import nomen.server.transfer.in.SecondaryZones;
import nomen.server.transfer.out.TransferService;
import nomen.server.transport.LoopContext;
import nomen.server.transport.RequestHandler;
import nomen.server.transport.RequestHandlerFactory;
import nomen.server.update.UpdateService;
import nomen.server.zone.ExpiredZones;
import nomen.server.zone.KeyTable;
import nomen.server.zone.ZoneListener;
import nomen.store.zone.ZoneDatabase;
import org.jspecify.annotations.Nullable;

/** Makes the dispatcher of each event loop, and keeps the counters of all. */
public final class RequestDispatchers implements RequestHandlerFactory {
  private final RequestRules rules;
  private final RateLimitSettings rateLimit;
  private final ZoneDatabase database;
  private final UpdateService updates;
  private final @Nullable SecondaryZones secondaries;
  private final ExpiredZones expired;
  private final TransferService transfers;
  private final int loops;
  private final long rateLimitSecret;
  private final List<RequestCounters> counters = new ArrayList<>();

  /** A factory with the keys of the configuration, and no zones of primaries; else as the other. */
  public RequestDispatchers(
      Configuration configuration,
      ZoneDatabase database,
      UpdateService updates,
      TransferService transfers,
      int loops,
      RandomGenerator random) {
    this(
        configuration,
        new KeyTable(configuration.keyring()),
        database,
        updates,
        transfers,
        null,
        new ExpiredZones(),
        loops,
        random);
  }

  /**
   * A factory.
   *
   * @param keys that requests may be signed with
   * @param database what is answered from
   * @param updates where updates go
   * @param transfers who sends zones
   * @param secondaries where NOTIFY goes; null if there is no zone of a primary, nor will be one
   * @param expired the zones that are not served for their age
   * @param loops how many event loops there will be: they share the rate limits
   * @param random a source that clients cannot predict, for secrets
   */
  public RequestDispatchers(
      Configuration configuration,
      KeyTable keys,
      ZoneDatabase database,
      UpdateService updates,
      TransferService transfers,
      @Nullable SecondaryZones secondaries,
      ExpiredZones expired,
      int loops,
      RandomGenerator random) {
    this.rules = new RequestRules(configuration, keys, random);
    this.rateLimit = configuration.rateLimit();
    this.database = database;
    this.updates = updates;
    this.secondaries = secondaries;
    this.expired = expired;
    this.transfers = transfers;
    this.loops = loops;
    this.rateLimitSecret = random.nextLong();
  }

  @Override
  public RequestHandler create(LoopContext loop) {
    RequestCounters own = new RequestCounters();
    counters.add(own);
    RateLimiter limiter =
        rateLimit.enabled() ? new RateLimiter(rateLimit, loops, rateLimitSecret) : null;
    return new RequestDispatcher(
        loop, rules, database, updates, transfers, secondaries, expired, limiter, own);
  }

  /** The policies of zones, which follow what is served. */
  public ZoneListener policies() {
    return rules.zones();
  }

  /** The counters of the dispatchers made so far, in the order in which they were made. */
  public List<RequestCounters> counters() {
    return List.copyOf(counters);
  }
}
