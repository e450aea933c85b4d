package nomen.server.catalog;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import nomen.codec.name.Name;
import nomen.server.config.ZoneSettings;
import nomen.server.storage.StoredZones;
import nomen.server.storage.ZoneOutcome;
import nomen.server.zone.ZoneTable;
import nomen.store.log.Author;
import nomen.store.log.LogRecord;
import nomen.store.update.PublishedState;
import nomen.store.update.WriterListener;
import nomen.store.zone.ZoneSnapshot;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The catalogs of a server (RFC 9432). It says which zones are served: those of the configuration,
 * and on a thread of its own, whenever a catalog changes, the members of those that it follows.
 *
 * <p>A catalog that is broken is told in the log, and its members stay as they were.
 */
public final class Catalogs implements WriterListener, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Catalogs.class);
  private static final Author PRODUCER =
      new Author(Author.Via.CONTROL, null, null, "configuration");
  private static final long MILLIS_PER_SECOND = 1000;

  /** The most lines about refused members that one look at the catalogs writes. */
  static final int MAX_TOLD = 100;

  private static final long CLOSE_SECONDS = 5;

  private final ZoneTable table;
  private final @Nullable StoredZones stored;
  private final InstantSource clock;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("catalogs").factory());

  /** Whether a look at the catalogs waits for the thread already. */
  private final AtomicBoolean isAsked = new AtomicBoolean();

  private volatile Set<Name> consumed = Set.of();

  /** Under the lock of this, as all below. */
  private List<ZoneSettings> configured;

  /** The state of each catalog that was read last, broken or not. */
  private final Map<Name, ZoneSnapshot> read = new HashMap<>();

  /** What each catalog listed when it was not broken. */
  private final Map<Name, Map<Name, CatalogMember>> contents = new HashMap<>();

  private final Map<Name, String> broken = new HashMap<>();
  private Memberships memberships = Memberships.NONE;

  /**
   * The catalogs among the zones of a table.
   *
   * @param stored null if there is no data directory: then there are no catalogs
   */
  public Catalogs(ZoneTable table, @Nullable StoredZones stored, InstantSource clock) {
    this.table = table;
    this.stored = stored;
    this.clock = clock;
    configured = table.zones();
  }

  /**
   * Begins: members of the catalogs that the data directory has are served when this returns, so
   * that no primary is needed for a start.
   */
  public void start() {
    if (stored != null) {
      configured(configured);
      stored.writer().addListener(this);
      // What came between the two.
      look();
    }
  }

  /** Puts other zones in the place of those that are configured. */
  public synchronized void configured(List<ZoneSettings> zones) {
    configured = List.copyOf(zones);
    consumed =
        zones.stream()
            .filter(ZoneSettings::isConsumed)
            .map(ZoneSettings::name)
            .collect(Collectors.toUnmodifiableSet());
    // Their limits may be others.
    read.clear();
    serve();
    // A catalog that was kept is there only now.
    lookNow();
  }

  @Override
  public void committed(PublishedState state, List<LogRecord> records) {
    for (LogRecord record : records) {
      if (consumed.contains(record.zone()) && isAsked.compareAndSet(false, true)) {
        try {
          thread.execute(this::look);
        } catch (RuntimeException | Error e) {
          // No thread could be made, perhaps: the next change asks again.
          isAsked.set(false);
          throw e;
        }
        return;
      }
    }
  }

  private void look() {
    isAsked.set(false);
    try {
      lookNow();
    } catch (RuntimeException | Error e) {
      LOG.atError().setCause(e).log("catalogs could not be processed");
    }
  }

  private synchronized void lookNow() {
    boolean isNews = false;
    for (ZoneSettings zone : configured) {
      isNews |= zone.isConsumed() && take(zone);
    }
    if (isNews) {
      serve();
    }
  }

  /** Reads a catalog if it has changed; gives whether there is something to process. */
  private boolean take(ZoneSettings catalog) {
    Name name = catalog.name();
    ZoneSnapshot now = stored == null ? null : stored.database().current().zone(name);
    if (now == null || now.recordCount() == 0 || now == read.put(name, now)) {
      return false;
    }
    try {
      contents.put(name, CatalogReader.read(now, catalog.members().max()));
      broken.remove(name);
      return true;
    } catch (BrokenCatalogException e) {
      String why = String.valueOf(e.getMessage());
      if (!why.equals(broken.put(name, why))) {
        LOG.atError()
            .addKeyValue("zone", name)
            .addKeyValue("reason", why)
            .log("catalog is broken, its members stay as they were");
      }
      return false;
    }
  }

  /** Serves what the configuration and the catalogs say. */
  private void serve() {
    Map<Name, ZoneSettings> zones = new LinkedHashMap<>();
    configured.forEach(zone -> zones.put(zone.name(), zone));
    LinkedHashMap<Name, Map<Name, CatalogMember>> listed = new LinkedHashMap<>();
    read.keySet().retainAll(consumed);
    contents.keySet().retainAll(consumed);
    broken.keySet().retainAll(consumed);
    for (ZoneSettings zone : configured) {
      if (zone.isConsumed()) {
        take(zone);
        Map<Name, CatalogMember> members = contents.get(zone.name());
        if (members != null) {
          listed.put(zone.name(), members);
        }
      }
    }
    Memberships before = memberships;
    Memberships after = Memberships.decide(before.owners(), listed, scope(zones));
    after
        .owners()
        .forEach(
            (apex, owner) -> {
              ZoneSettings catalog = zones.get(owner.catalog());
              if (catalog != null) {
                zones.putIfAbsent(apex, catalog.member(apex, owner.groups()));
              }
            });
    memberships = after;
    table.replace(zones.values(), after.erased());
    tell(before, after);
  }

  private static MemberScope scope(Map<Name, ZoneSettings> zones) {
    Map<Name, List<Name>> within = new HashMap<>();
    for (ZoneSettings zone : zones.values()) {
      if (zone.isConsumed()) {
        within.put(zone.name(), zone.members().within());
      }
    }
    return new MemberScope(zones.keySet(), within);
  }

  private static void tell(Memberships before, Memberships after) {
    after
        .owners()
        .forEach(
            (zone, owner) -> {
              Memberships.Owner old = before.owners().get(zone);
              if (old == null) {
                tell(owner, zone, "catalog adds a zone");
              } else if (after.erased().contains(zone)) {
                tell(owner, zone, "catalog starts a zone again without its history");
              } else if (!old.catalog().equals(owner.catalog())) {
                tell(owner, zone, "catalog takes a zone over");
              }
            });
    before
        .owners()
        .forEach(
            (zone, owner) -> {
              if (!after.owners().containsKey(zone)) {
                tell(owner, zone, "catalog removes a zone");
              }
            });
    Set<String> news = new LinkedHashSet<>(after.clashes());
    news.removeAll(new HashSet<>(before.clashes()));
    news.stream()
        .limit(MAX_TOLD)
        .forEach(
            clash -> LOG.atError().addKeyValue("reason", clash).log("catalogs: a zone is refused"));
    if (news.size() > MAX_TOLD) {
      LOG.atError()
          .addKeyValue("zones", news.size() - MAX_TOLD)
          .log("catalogs: more zones are refused");
    }
  }

  private static void tell(Memberships.Owner owner, Name zone, String what) {
    LOG.atInfo().addKeyValue("zone", zone).addKeyValue("catalog", owner.catalog()).log(what);
  }

  /**
   * Makes the catalogs that the configuration produces what it says, each by one change. To be
   * called when the members are served, so that their secondaries find them.
   *
   * @return what became of each
   */
  public synchronized List<ZoneOutcome> produce() {
    List<ZoneOutcome> outcomes = new ArrayList<>();
    for (ZoneSettings catalog : configured) {
      if (catalog.isProduced() && stored != null) {
        ZoneSnapshot now = stored.database().current().zone(catalog.name());
        List<ZoneSettings> members =
            configured.stream().filter(zone -> catalog.name().equals(zone.inCatalog())).toList();
        int serial = (int) (clock.millis() / MILLIS_PER_SECOND);
        ZoneSnapshot wanted = ProducedCatalog.of(catalog.name(), members, now, serial);
        outcomes.add(stored.become(catalog, wanted, PRODUCER));
      }
    }
    return outcomes;
  }

  @Override
  public void close() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        LOG.error("catalog is still being processed, the server stops without it");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
