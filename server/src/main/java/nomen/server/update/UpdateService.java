package nomen.server.update;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.random.RandomGenerator;
import nomen.codec.name.Name;
import nomen.server.config.AccessList;
import nomen.server.config.Configuration;
import nomen.server.config.UpdateSettings;
import nomen.server.config.ZoneSettings;
import nomen.server.transport.LoopContext;
import nomen.server.zone.ZoneListener;
import nomen.store.update.UpdateLimits;
import nomen.store.update.UpdateProcessor;
import nomen.store.update.WriterListener;
import nomen.store.update.ZoneWriter;
import nomen.store.zone.ZoneDatabase;
import org.jspecify.annotations.Nullable;

/**
 * What all event loops share for updates: the zones' policies, the writer, and the guard against
 * replays. It listens to the writer, which is how answers get back to the loops.
 */
public final class UpdateService implements WriterListener, ZoneListener {
  private final ZoneDatabase database;
  private final @Nullable ZoneWriter writer;
  private final ReplayGuard guard;
  private final HeldOctets held = new HeldOctets(Runtime.getRuntime().maxMemory());
  private final List<UpdateHandler> handlers = new CopyOnWriteArrayList<>();
  private final ForwardSettings forwarding;
  private final UpdateProcessor processor;
  private final Map<Name, UpdateZone> zones = new ConcurrentHashMap<>();
  private volatile FollowGate followers = FollowGate.NONE;

  /**
   * The service for a configuration.
   *
   * @param writer null if there is no data directory: then nothing is updated, and updates can only
   *     be forwarded
   * @param random a source that clients cannot predict, for message IDs; it may be asked by several
   *     threads
   */
  public UpdateService(
      Configuration configuration,
      ZoneDatabase database,
      @Nullable ZoneWriter writer,
      RandomGenerator random) {
    this.database = database;
    this.writer = writer;
    guard = new ReplayGuard(configuration.updates().remembered());
    UpdateSettings settings = configuration.updates();
    forwarding =
        new ForwardSettings(
            settings.maxForwarded(), Math.toIntExact(settings.forwardTimeout().toMillis()), random);
    processor =
        new UpdateProcessor(
            new UpdateLimits(
                settings.maxOperations(),
                settings.maxRecordsPerRrset(),
                settings.maxRrsetsPerName()));
    configuration.zones().forEach(this::added);
    if (writer != null) {
      writer.addListener(this);
    }
  }

  @Override
  public void added(ZoneSettings zone) {
    zones.put(
        zone.name(),
        new UpdateZone(
            new UpdatePolicy(zone),
            processor,
            zone.serial(),
            zone.forwardUpdates(),
            new AccessList(zone.allowForward()),
            zone.follow(),
            zone.followTimeout().toMillis()));
  }

  @Override
  public void changed(ZoneSettings before, ZoneSettings after) {
    added(after);
  }

  @Override
  public void removed(ZoneSettings zone) {
    zones.remove(zone.name());
  }

  /** What is to be filled from the log before the writer starts. */
  public ReplayGuard guard() {
    return guard;
  }

  /**
   * Makes the handler of an event loop.
   *
   * @param responder writes and sends the answers that come later
   */
  public UpdateHandler handler(LoopContext loop, UpdateHandler.Responder responder) {
    UpdateHandler handler = new UpdateHandler(this, loop, responder);
    handlers.add(handler);
    return handler;
  }

  /** Names the one that knows which secondaries follow, from now on. */
  public void followedBy(FollowGate gate) {
    followers = gate;
  }

  FollowGate followers() {
    return followers;
  }

  @Override
  public void batchDone() {
    for (UpdateHandler handler : handlers) {
      handler.answerCompleted();
    }
  }

  HeldOctets held() {
    return held;
  }

  /** The octets that updates under way take in memory, and the most that they may. */
  public long heldOctets() {
    return held.octets();
  }

  /** The most of {@link #heldOctets}. */
  public long heldOctetsLimit() {
    return held.limit();
  }

  ForwardSettings forwarding() {
    return forwarding;
  }

  ZoneDatabase database() {
    return database;
  }

  @Nullable ZoneWriter writer() {
    return writer;
  }

  @Nullable UpdateZone zone(Name apex) {
    return zones.get(apex);
  }
}
