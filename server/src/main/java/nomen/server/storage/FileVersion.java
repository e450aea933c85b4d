package nomen.server.storage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import nomen.codec.name.Name;
import nomen.store.zonefile.Finding;
import nomen.store.zonefile.LoadedZone;
import nomen.store.zonefile.Severity;
import nomen.store.zonefile.SourceFile;
import nomen.store.zonefile.ZoneLoader;

/**
 * A zone file as it was read at one time.
 *
 * @param loaded what became of it
 * @param sources the file and those that it includes
 */
record FileVersion(LoadedZone loaded, List<SourceFile> sources) {
  /** Reads a zone file. */
  static FileVersion read(Path file, Name apex, ZoneLoader.Progress progress) {
    SourceRecorder recorder = new SourceRecorder();
    LoadedZone loaded = new ZoneLoader(recorder, progress).load(file, apex);
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
   * and where these differ by content.
   *
   * @param file the zone file as it is configured
   */
  static boolean isCurrent(Path file, List<SourceFile> sources) {
    if (sources.isEmpty() || !sources.getFirst().path().equals(file)) {
      return false;
    }
    try {
      for (SourceFile source : sources) {
        if (!SourceRecorder.isSame(source)) {
          return false;
        }
      }
      return true;
    } catch (IOException e) {
      // The reader says what is wrong with it.
      return false;
    }
  }
}
