package nomen.server.storage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import nomen.codec.name.Name;
import nomen.server.config.MergeConflicts;
import nomen.server.config.ZoneSettings;
import nomen.store.log.Author;
import nomen.store.log.BaseImages;
import nomen.store.log.LogRecord;
import nomen.store.log.Recovery;
import nomen.store.update.Evaluation;
import nomen.store.update.FileMerge;
import nomen.store.update.Merged;
import nomen.store.update.SignedFile;
import nomen.store.update.ZoneWriter;
import nomen.store.zone.ZoneDatabase;
import nomen.store.zone.ZoneEditor;
import nomen.store.zone.ZoneSnapshot;
import nomen.store.zone.ZoneSpace;
import nomen.store.zonefile.Severity;
import nomen.store.zonefile.SourceFile;
import org.jspecify.annotations.Nullable;

/**
 * Takes zone files into zones that the writer changes: the first time as they are, later merged.
 * Each zone is taken in by one thread at a time, several zones by several; what the writer does is
 * heard on its own thread.
 */
final class ZoneFiles {
  private static final Author ZONE_FILE = new Author(Author.Via.ZONE_FILE, null, null, "");

  /**
   * The version of a zone's file that it has taken in.
   *
   * @param base the number of the image of that version, or of the zone if it came another way
   * @param sources the files that it was read from; none if it came another way
   */
  private record Version(long base, List<SourceFile> sources) {
    static final Version NONE = new Version(0, List.of());
  }

  private final BaseImages images;
  private final ZoneWriter writer;
  private final ZoneDatabase database;
  private final LoadProgress.Factory progress;
  private final StorageClock clock;

  /** Of all zones in the data directory, those that are not served too. */
  private final Map<Name, Version> versions = new ConcurrentHashMap<>();

  ZoneFiles(
      Recovery recovery,
      ZoneWriter writer,
      ZoneDatabase database,
      LoadProgress.Factory progress,
      StorageClock clock) {
    this.clock = clock;
    images = recovery.images();
    this.writer = writer;
    this.database = database;
    this.progress = progress;
    recovery
        .zones()
        .forEach((apex, zone) -> versions.put(apex, new Version(zone.base(), zone.sources())));
  }

  /** Hears what was written, on the writer's thread: zones come other ways than from files too. */
  void committed(List<LogRecord> records) {
    for (LogRecord record : records) {
      switch (record) {
        case LogRecord.Load load -> note(load.zone(), load.base());
        case LogRecord.Removal removal -> versions.remove(removal.zone());
        case LogRecord.Change change -> {
          if (change.base() != 0) {
            note(change.zone(), change.base());
          }
        }
      }
    }
  }

  /** What is noted of a file that was taken in may be here before or after this. */
  private void note(Name apex, long base) {
    versions.compute(
        apex, (_, old) -> old != null && old.base == base ? old : new Version(base, List.of()));
  }

  /**
   * Takes in what changed in the file of a zone, if it has one.
   *
   * @param space bounds what all zones together may take of the heap
   */
  ZoneOutcome takeIn(ZoneSettings zone, ZoneSpace space) {
    ZoneSnapshot before = database.current().zone(zone.name());
    try (ZoneSpace.Share share = space.share()) {
      ZoneOutcome outcome = takeIn(zone, share);
      if (outcome.kind() == ZoneOutcome.Kind.LOADED) {
        share.keep(before == null ? 0 : before.octets());
      }
      return outcome;
    }
  }

  private ZoneOutcome takeIn(ZoneSettings zone, ZoneSpace.Share share) {
    Path path = zone.file();
    if (path == null) {
      return withoutFile(zone);
    }
    Version taken = versions.getOrDefault(zone.name(), Version.NONE);
    if (taken.base != 0 && FileVersion.isCurrent(path, taken.sources)) {
      return outcome(zone, ZoneOutcome.Kind.UNCHANGED, List.of());
    }
    FileVersion version = read(path, zone, share);
    ZoneSnapshot file = version.loaded().zone();
    if (file == null) {
      return withErrors(zone, taken, version);
    }
    if (writer.failure() != null) {
      // Each image that is written now would stay until the next start.
      return failed(zone, "no changes until a restart: the log cannot be written");
    }
    try {
      ZoneSnapshot now = database.current().zone(file.origin());
      ZoneSnapshot base = taken.base == 0 ? null : MergeStart.read(images, taken.base, now, file);
      long number = images.write(file, version.sources());
      try {
        return takeIn(zone, version, base, file, number);
      } finally {
        images.settle(number);
      }
    } catch (IOException e) {
      return failed(zone, String.valueOf(e.getMessage()));
    }
  }

  private FileVersion read(Path path, ZoneSettings zone, ZoneSpace.Share share) {
    try (LoadProgress shown = progress.begin(zone.name())) {
      return FileVersion.read(path, zone.name(), shown, clock, share);
    }
  }

  private ZoneOutcome withoutFile(ZoneSettings zone) {
    return outcome(
        zone, zone.isProduced() ? ZoneOutcome.Kind.CATALOG : ZoneOutcome.Kind.SECONDARY, List.of());
  }

  private ZoneOutcome withErrors(ZoneSettings zone, Version taken, FileVersion version) {
    return outcome(
        zone,
        taken.base == 0 ? ZoneOutcome.Kind.NOT_SERVED : ZoneOutcome.Kind.KEPT,
        version.findings(Severity.ERROR));
  }

  /**
   * What {@link #takeIn} would do, without doing it.
   *
   * @param now the zone as it is, served or not; null if nothing is known of it
   */
  ZoneOutcome preview(ZoneSettings zone, @Nullable ZoneSnapshot now) {
    Path path = zone.file();
    Version taken = versions.getOrDefault(zone.name(), Version.NONE);
    if (path == null) {
      return withoutFile(zone);
    }
    if (taken.base != 0 && FileVersion.isCurrent(path, taken.sources)) {
      return outcome(zone, ZoneOutcome.Kind.UNCHANGED, List.of());
    }
    FileVersion version;
    try (ZoneSpace.Share share = ZoneSpace.ofHeap(database.current()).share()) {
      version = read(path, zone, share);
    }
    ZoneSnapshot file = version.loaded().zone();
    if (file == null) {
      return withErrors(zone, taken, version);
    }
    List<String> detail = new ArrayList<>(version.findings(Severity.WARNING));
    if (taken.base == 0 || now == null) {
      return new ZoneOutcome(zone.name(), ZoneOutcome.Kind.LOADED, file.serial(), detail);
    }
    try {
      ZoneSnapshot base = MergeStart.read(images, taken.base, now, file);
      // The time decides on the new serial at most, and that is not shown.
      Merged merged;
      if (SignedFile.isSigned(file)) {
        SignedFile signed = new SignedFile(base, now, file, fileWins(zone));
        String fault = signed.fault();
        if (fault != null) {
          return failed(zone, fault);
        }
        merged = signed.evaluate(now.edit(), 0L);
      } else {
        merged = new FileMerge(base, file, fileWins(zone)).evaluate(now.edit(), zone.serial(), 0);
      }
      detail.addAll(MergePreview.lines(merged));
      return new ZoneOutcome(zone.name(), ZoneOutcome.Kind.MERGED, now.serial(), detail);
    } catch (IOException e) {
      return failed(zone, String.valueOf(e.getMessage()));
    }
  }

  private ZoneOutcome takeIn(
      ZoneSettings zone,
      FileVersion version,
      @Nullable ZoneSnapshot base,
      ZoneSnapshot file,
      long number) {
    List<String> detail = new ArrayList<>(version.findings(Severity.WARNING));
    ZoneOutcome.Kind kind;
    if (base == null) {
      try {
        writer.replace(file, ZONE_FILE, number).join();
      } catch (CompletionException e) {
        return failed(zone, String.valueOf(e.getMessage()));
      }
      kind = ZoneOutcome.Kind.LOADED;
    } else {
      BiFunction<ZoneEditor, Long, Merged> merge;
      if (SignedFile.isSigned(file)) {
        ZoneSnapshot now = database.current().zone(zone.name());
        SignedFile signed = new SignedFile(base, now == null ? base : now, file, fileWins(zone));
        String fault = signed.fault();
        if (fault != null) {
          return failed(zone, fault);
        }
        merge = signed::evaluate;
      } else {
        FileMerge unsigned = new FileMerge(base, file, fileWins(zone));
        merge = (editor, nowMillis) -> unsigned.evaluate(editor, zone.serial(), nowMillis);
      }
      MergeTask.Result result =
          MergeTask.run(writer, new MergeTask(zone.name(), ZONE_FILE, number, merge));
      if (result.evaluation() instanceof Evaluation.Refused refused) {
        return failed(zone, refused.reason());
      }
      detail.addAll(result.conflicts());
      kind = result.isNews() ? ZoneOutcome.Kind.MERGED : ZoneOutcome.Kind.NOTHING_NEW;
    }
    versions.put(zone.name(), new Version(number, version.sources()));
    return outcome(zone, kind, detail);
  }

  private static boolean fileWins(ZoneSettings zone) {
    return zone.mergeConflicts() == MergeConflicts.FILE;
  }

  /** See {@link StoredZones#become}. */
  ZoneOutcome become(ZoneSettings zone, ZoneSnapshot wanted, Author author) {
    ZoneSnapshot now = database.current().zone(zone.name());
    if (now == null || writer.failure() != null) {
      return failed(zone, "no changes until a restart: the log cannot be written");
    }
    if (now.recordCount() == 0) {
      try {
        long number = images.write(wanted, List.of());
        writer.replace(wanted, author, number).whenComplete((_, _) -> images.settle(number)).join();
      } catch (IOException | CompletionException e) {
        return failed(zone, String.valueOf(e.getMessage()));
      }
      return outcome(zone, ZoneOutcome.Kind.CATALOG, List.of());
    }
    FileMerge merge = new FileMerge(now, wanted, true);
    MergeTask.Result result =
        MergeTask.run(
            writer,
            new MergeTask(
                zone.name(),
                author,
                0,
                (editor, nowMillis) -> merge.evaluate(editor, zone.serial(), nowMillis)));
    return result.evaluation() instanceof Evaluation.Refused refused
        ? failed(zone, refused.reason())
        : outcome(zone, ZoneOutcome.Kind.CATALOG, List.of());
  }

  /** The outcome of a zone whose file could not be taken in. */
  ZoneOutcome failed(ZoneSettings zone, String why) {
    boolean hasData = versions.containsKey(zone.name());
    return outcome(
        zone, hasData ? ZoneOutcome.Kind.FAILED : ZoneOutcome.Kind.NOT_SERVED, List.of(why));
  }

  private ZoneOutcome outcome(ZoneSettings zone, ZoneOutcome.Kind kind, List<String> detail) {
    ZoneSnapshot now = database.current().zone(zone.name());
    return new ZoneOutcome(zone.name(), kind, now == null ? 0 : now.serial(), detail);
  }
}
