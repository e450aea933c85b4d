package nomen.server.storage;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import nomen.codec.name.Name;
import nomen.server.config.ZoneSettings;
import nomen.server.transport.TransportClock;
import nomen.server.zone.ZoneTable;
import nomen.store.zone.DatabaseSnapshot;
import nomen.store.zone.ZoneDatabase;
import nomen.store.zone.ZoneEditor;
import nomen.store.zone.ZoneSnapshot;
import nomen.store.zone.ZoneSpace;
import nomen.store.zonefile.Severity;
import nomen.store.zonefile.SourceFile;
import org.jspecify.annotations.Nullable;

/**
 * The zones of a server without a data directory: each is what its file says, and nothing else
 * changes it.
 *
 * <p>A zone with errors is published without data, so that its names get SERVFAIL: neither a
 * refusal, which says that somebody else must be asked, nor an answer from a zone above it.
 */
public final class FileZones implements ServedZones {
  private final ZoneTable table;
  private final Map<Name, List<SourceFile>> sources = new ConcurrentHashMap<>();
  private final ZoneDatabase database;
  private final LoadProgress.Factory progress;
  private final StorageClock clock;

  /** Zones that are read by the first {@link #reload}; until then all are without data. */
  public FileZones(ZoneTable table, LoadProgress.Factory progress, TransportClock clock) {
    this.clock = new StorageClock(clock);
    this.table = table;
    this.progress = progress;
    List<ZoneSnapshot> empty = new ArrayList<>();
    for (ZoneSettings zone : table.zones()) {
      empty.add(new ZoneEditor(zone.name()).build());
    }
    database = new ZoneDatabase(DatabaseSnapshot.of(empty));
  }

  @Override
  public ZoneDatabase database() {
    return database;
  }

  @Override
  public boolean canChange() {
    return true;
  }

  @Override
  public synchronized void follow(Set<Name> erased) {
    List<ZoneSnapshot> wanted = new ArrayList<>();
    for (ZoneSettings zone : table.zones()) {
      ZoneSnapshot now = erased.contains(zone.name()) ? null : database.current().zone(zone.name());
      wanted.add(now == null ? new ZoneEditor(zone.name()).build() : now);
    }
    DatabaseSnapshot next = DatabaseSnapshot.of(wanted);
    sources.keySet().removeIf(apex -> next.zone(apex) == null || erased.contains(apex));
    database.publish(next);
  }

  @Override
  public synchronized List<ZoneOutcome> reload(@Nullable Name apex) {
    DatabaseSnapshot before = database.current();
    ZoneSpace space = ZoneSpace.ofHeap(before);
    Map<Name, ZoneSnapshot> read = new ConcurrentHashMap<>();
    List<ZoneSettings> wanted =
        table.zones().stream().filter(zone -> apex == null || apex.equals(zone.name())).toList();
    List<ZoneOutcome> outcomes =
        ZoneWork.map(
            wanted,
            Runtime.getRuntime().availableProcessors(),
            zone -> takeIn(zone, before, read, space));
    if (!read.isEmpty()) {
      database.publish(before.with(read.values()));
    }
    return outcomes;
  }

  @Override
  public synchronized ZoneOutcome preview(ZoneSettings zone) {
    List<SourceFile> noted = sources.get(zone.name());
    DatabaseSnapshot now = database.current();
    try {
      return takeIn(zone, now, new ConcurrentHashMap<>(), ZoneSpace.ofHeap(now));
    } finally {
      if (noted == null) {
        sources.remove(zone.name());
      } else {
        sources.put(zone.name(), noted);
      }
    }
  }

  private ZoneOutcome takeIn(
      ZoneSettings zone, DatabaseSnapshot current, Map<Name, ZoneSnapshot> read, ZoneSpace space) {
    ZoneSnapshot before = current.zone(zone.name());
    long serial = before == null ? 0 : before.serial();
    Path path = zone.file();
    if (path == null) {
      return new ZoneOutcome(zone.name(), ZoneOutcome.Kind.SECONDARY, serial, List.of());
    }
    if (FileVersion.isCurrent(path, sources.getOrDefault(zone.name(), List.of()))) {
      return new ZoneOutcome(zone.name(), ZoneOutcome.Kind.UNCHANGED, serial, List.of());
    }
    FileVersion version;
    try (LoadProgress shown = progress.begin(zone.name());
        ZoneSpace.Share share = space.share()) {
      version = FileVersion.read(path, zone.name(), shown, clock, share);
      if (version.loaded().zone() != null) {
        // The zone in whose place it comes is served until all files were read.
        share.keep(0);
      }
    }
    ZoneSnapshot file = version.loaded().zone();
    if (file == null) {
      boolean served = before != null && before.recordCount() > 0;
      return new ZoneOutcome(
          zone.name(),
          served ? ZoneOutcome.Kind.KEPT : ZoneOutcome.Kind.NOT_SERVED,
          serial,
          version.findings(Severity.ERROR));
    }
    sources.put(zone.name(), version.sources());
    read.put(zone.name(), file);
    return new ZoneOutcome(
        zone.name(), ZoneOutcome.Kind.LOADED, file.serial(), version.findings(Severity.WARNING));
  }

  @Override
  public void close() {
    // Nothing is open.
  }
}
