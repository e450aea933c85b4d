package nomen.store.zonefile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import nomen.codec.name.Name;
import nomen.store.recorder.Recorder;
import nomen.store.zone.DatabaseSnapshot;
import nomen.store.zone.ZoneSnapshot;
import nomen.store.zone.ZoneSpace;
import org.jspecify.annotations.Nullable;

/** Makes zones of master files: reads, builds, checks. Not thread-safe. */
public final class ZoneLoader {
  /** Is told how far loading is. */
  @FunctionalInterface
  public interface Progress {
    /**
     * Some more was read.
     *
     * @param octets so far
     * @param ofOctets in all, as far as is known: files that are included are not counted
     *     beforehand
     */
    void read(long octets, long ofOctets);
  }

  private final ZoneFileReader.Opener opener;
  private final Progress progress;
  private final @Nullable InstantSource clock;
  private final ZoneSpace.Share space;

  /** A loader of files on disk. */
  public ZoneLoader(Progress progress) {
    this(RegularFile::open, progress);
  }

  /** A loader of whatever the opener opens, which does not look whether signatures have expired. */
  public ZoneLoader(ZoneFileReader.Opener opener, Progress progress) {
    this(opener, progress, null);
  }

  /**
   * A loader of whatever the opener opens.
   *
   * @param clock says whether signatures have expired; null if that is not to be reported
   */
  public ZoneLoader(
      ZoneFileReader.Opener opener, Progress progress, @Nullable InstantSource clock) {
    this(opener, progress, clock, ZoneSpace.ofHeap(DatabaseSnapshot.of(List.of())).share());
  }

  /**
   * A loader of one zone beside others.
   *
   * @param clock says whether signatures have expired; null if that is not to be reported
   * @param space bounds what the zone may take of the heap
   */
  public ZoneLoader(
      ZoneFileReader.Opener opener,
      Progress progress,
      @Nullable InstantSource clock,
      ZoneSpace.Share space) {
    this.opener = opener;
    this.progress = progress;
    this.clock = clock;
    this.space = space;
  }

  /** Loads a zone. Whatever is wrong with the file is told by the findings. */
  public LoadedZone load(Path file, Name origin) {
    ZoneLoadEvent event = Recorder.begin(ZoneLoadEvent::new);
    LoadedZone loaded = loadNow(file, origin);
    if (event != null) {
      event.end();
      if (event.shouldCommit()) {
        event.tell(file, loaded);
        event.commit();
      }
    }
    return loaded;
  }

  private LoadedZone loadNow(Path file, Name origin) {
    long size = sizeOctets(file);
    ZoneBuilder builder = new ZoneBuilder(origin, space);
    ZoneFileReader reader =
        new ZoneFileReader(
            opener, builder, octets -> progress.read(octets, Math.max(octets, size)));
    builder.reportTo(reader);
    Findings findings = reader.read(file, origin);
    builder.settle();
    if (builder.isFull()) {
      findings.sort();
      return new LoadedZone(origin, null, findings);
    }
    ZoneSnapshot zone = builder.build();
    if (!findings.isFull()) {
      ZoneCheck check = new ZoneCheck(zone, !findings.hasErrors(), clock);
      List<Problem> problems = check.run();
      ProblemLocator.locate(opener, file, origin, problems, findings);
      findings.addWarningsLeftOut(check.warningsLeftOut());
    }
    findings.sort();
    return new LoadedZone(origin, findings.hasErrors() ? null : zone, findings);
  }

  private static long sizeOctets(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      // The reader says why the file cannot be read.
      return 0;
    }
  }
}
