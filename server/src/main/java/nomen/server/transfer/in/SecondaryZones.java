package nomen.server.transfer.in;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import nomen.codec.name.Name;
import nomen.server.config.ZoneSettings;
import nomen.server.zone.ZoneListener;
import nomen.store.zone.DatabaseSnapshot;
import nomen.store.zone.ZoneSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * All zones of which this server is a secondary: keeps them as their primaries have them. Its
 * methods may be called by any thread; none blocks.
 */
public final class SecondaryZones implements ZoneListener {
  /** So many zones that come together ask their primaries at once; the others spread. */
  static final int START_AT_ONCE = 100;

  /** By how much the first query of each zone beyond those is later than the one before. */
  static final long START_STEP_MILLIS = 10;

  private final SecondaryContext context;
  private final Map<Name, SecondaryZone> zones = new ConcurrentHashMap<>();

  /** When the zone that starts next would ask, were none to ask at once. */
  private final AtomicLong nextStart;

  SecondaryZones(SecondaryContext context) {
    this.context = context;
    nextStart = new AtomicLong(context.agenda().nowMillis());
  }

  /**
   * Takes the zones that have expired while the server was down for expired at once. To be called
   * before it can be asked: {@link #start} does the same, but later, on another thread.
   */
  void expireOld(Collection<ZoneSettings> settings) {
    DatabaseSnapshot here = context.database().current();
    long now = context.agenda().nowMillis();
    for (ZoneSettings one : settings) {
      ZoneSnapshot zone = one.isSecondary() ? here.zone(one.name()) : null;
      long success = context.times().lastSuccessMillis(one.name());
      if (zone != null
          && zone.recordCount() > 0
          && success != SecondaryStatus.NEVER
          && now >= success + SoaTimers.of(zone).expireMillis()) {
        context.expired().add(one.name());
      }
    }
  }

  /** Begins to keep a zone; does nothing if it has no primaries. */
  public void start(ZoneSettings settings) {
    if (settings.isSecondary()) {
      start(settings, startDelay());
    }
  }

  /**
   * How long a zone waits with its first query. It depends on those that started just before, not
   * on how many there are: one that is added to many is fetched at once.
   */
  private long startDelay() {
    long now = context.agenda().nowMillis();
    long next = nextStart.getAndUpdate(at -> Math.max(at, now) + START_STEP_MILLIS);
    return Math.max(0, next - now - START_AT_ONCE * START_STEP_MILLIS);
  }

  private void start(ZoneSettings settings, long delayMillis) {
    SecondaryZone zone = new SecondaryZone(context, settings);
    SecondaryZone before = zones.put(settings.name(), zone);
    context
        .agenda()
        .execute(
            () -> {
              if (before != null) {
                before.stop();
              }
              zone.start(delayMillis);
            });
  }

  /** Keeps a zone no longer; what is here of it stays. */
  public void stop(Name apex) {
    SecondaryZone zone = zones.remove(apex);
    if (zone != null) {
      context.agenda().execute(zone::remove);
    }
  }

  /** Stops all for good, on the agenda's thread: what fails because the server stops is no news. */
  void stopAll() {
    zones.values().forEach(SecondaryZone::stop);
  }

  @Override
  public void added(ZoneSettings zone) {
    start(zone);
  }

  @Override
  public void changed(ZoneSettings before, ZoneSettings after) {
    SecondaryZone zone = zones.get(after.name());
    if (!after.isSecondary()) {
      stop(after.name());
    } else if (zone == null || !zone.settings().primaries().equals(after.primaries())) {
      start(after, startDelay());
    }
  }

  /** Keys are others from now on: primaries that refused the old ones are asked again at once. */
  public void rekeyed(Set<Name> changed) {
    zones.values().forEach(zone -> zone.rekeyed(changed));
  }

  @Override
  public void removed(ZoneSettings zone) {
    stop(zone.name());
  }

  /**
   * Takes in a NOTIFY (RFC 1996). The zone is refreshed on another thread.
   *
   * @param from who sent it
   * @param key the key that it is verified to be signed with, or null
   * @param soaSerial the zone's serial there, unsigned; -1 if it does not say
   */
  public NotifyVerdict notified(Name apex, InetAddress from, @Nullable Name key, long soaSerial) {
    SecondaryZone zone = zones.get(apex);
    int primary = zone == null ? -1 : zone.judge(from, key);
    if (zone == null || primary < 0) {
      context.counters().count(SecondaryEvent.NOTIFY_REFUSED);
      boolean unknown = zone == null && context.database().current().zone(apex) == null;
      String reason = unknown ? "this server does not have the zone" : "not a primary of the zone";
      SecondaryLog.notified(false, apex, from, key, soaSerial, reason);
      return unknown ? NotifyVerdict.NOT_OUR_ZONE : NotifyVerdict.NOT_A_PRIMARY;
    }
    context.counters().count(SecondaryEvent.NOTIFY_TAKEN);
    SecondaryLog.notified(true, apex, from, key, soaSerial, "");
    zone.told(primary, soaSerial);
    return NotifyVerdict.TAKEN;
  }

  /**
   * Asks the primaries of a zone now whether there is something newer.
   *
   * @return false if there is no such zone
   */
  public boolean refresh(Name apex) {
    return tell(apex, new RefreshEvent.RefreshAsked());
  }

  /** Has the whole zone transferred now, whatever its serial is; else as {@link #refresh}. */
  public boolean retransfer(Name apex) {
    return tell(apex, new RefreshEvent.RetransferAsked());
  }

  private boolean tell(Name apex, RefreshEvent event) {
    SecondaryZone zone = zones.get(apex);
    if (zone != null) {
      context.agenda().execute(() -> zone.step(event));
    }
    return zone != null;
  }

  /** What has happened to all of them. */
  public SecondaryCounters counters() {
    return context.counters();
  }

  /** How each zone stands, in the order of their apexes. */
  public List<SecondaryStatus> status() {
    List<SecondaryStatus> all = new ArrayList<>();
    zones.values().forEach(zone -> all.add(zone.status()));
    all.sort(Comparator.comparing(SecondaryStatus::zone));
    return all;
  }

  /** How one zone stands, null if this server is no secondary of it. */
  public @Nullable SecondaryStatus status(Name apex) {
    SecondaryZone zone = zones.get(apex);
    return zone == null ? null : zone.status();
  }
}
