package nomen.server.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import nomen.codec.name.Name;
import nomen.store.zone.ZoneSpace;
import nomen.store.zonefile.Finding;
import nomen.store.zonefile.LoadedZone;
import nomen.store.zonefile.Severity;
import nomen.store.zonefile.SourceFile;
import nomen.store.zonefile.ZoneLoader;
import org.jspecify.annotations.Nullable;

/**
 * A zone file as it was read at one time.
 *
 * @param loaded what became of it
 * @param sources the file and those that it includes
 */
record FileVersion(LoadedZone loaded, List<SourceFile> sources) {
  /**
   * Reads a zone file.
   *
   * @param clock says whether signatures have expired
   * @param space bounds what the zone may take of the heap
   */
  static FileVersion read(
      Path file,
      Name apex,
      ZoneLoader.Progress progress,
      InstantSource clock,
      ZoneSpace.Share space) {
    SourceRecorder recorder = new SourceRecorder();
    LoadedZone loaded = new ZoneLoader(recorder, progress, clock, space).load(file, apex);
    return new FileVersion(loaded, recorder.sources());
  }

  /** What was found in the files, one line each. */
  List<String> findings(Severity severity) {
    return loaded.findings().list().stream()
        .filter(finding -> finding.severity() == severity)
        .map(Finding::toString)
        .toList();
  }

  /**
   * Whether a zone that was read from such files would be read the same again: by size and time,
   * and where these differ by content. Files that were moved or restored together, with the zone
   * file as it is configured now instead of the old one, are the same if their content is.
   *
   * @param file the zone file as it is configured
   */
  static boolean isCurrent(Path file, List<SourceFile> sources) {
    if (sources.isEmpty()) {
      return false;
    }
    Path before = sources.getFirst().path();
    try {
      for (SourceFile source : sources) {
        Path now = moved(source.path(), before, file);
        if (now == null || !SourceRecorder.isSame(source, now)) {
          return false;
        }
        boolean included = !source.path().equals(before) && !source.path().equals(now);
        if (included && Files.exists(source.path()) && !SourceRecorder.isSame(source)) {
          // Perhaps it is included by its old path.
          return false;
        }
      }
      return true;
    } catch (IOException e) {
      // The reader says what is wrong with it.
      return false;
    }
  }

  /**
   * Where a file is now that the zone file is in another place; null if that cannot be told. A path
   * that was written out in full leads where it did before.
   */
  private static @Nullable Path moved(Path source, Path before, Path file) {
    if (source.equals(before)) {
      return file;
    }
    Path oldFolder = before.getParent();
    Path newFolder = file.getParent();
    if (before.equals(file) || oldFolder == null || newFolder == null) {
      return source;
    }
    return source.startsWith(oldFolder) ? newFolder.resolve(oldFolder.relativize(source)) : null;
  }
}
