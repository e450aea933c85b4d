package nomen.store.log;

import java.util.List;
import nomen.store.zone.ZoneSnapshot;
import nomen.store.zonefile.SourceFile;

/**
 * A zone as the log and the checkpoint have it.
 *
 * @param zone what it holds
 * @param base the number of the image that its next merge starts from
 * @param sources the files that the base was read from; none if it came another way
 */
public record RecoveredZone(ZoneSnapshot zone, long base, List<SourceFile> sources) {
  /** Copies the list. */
  public RecoveredZone {
    sources = List.copyOf(sources);
  }
}
