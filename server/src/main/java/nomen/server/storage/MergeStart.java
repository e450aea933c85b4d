package nomen.server.storage;

import java.io.IOException;
import nomen.store.log.BaseImages;
import nomen.store.zone.Changeset;
import nomen.store.zone.ZoneDifference;
import nomen.store.zone.ZoneSnapshot;
import org.jspecify.annotations.Nullable;

/** The version of a zone file that a merge starts from. */
final class MergeStart {
  private MergeStart() {}

  /**
   * Reads it. If it is damaged, a file that says what the zone is can take its place: then nothing
   * has to be told from what updates did.
   *
   * @param number of its image
   * @param now the zone as it is
   * @param file the zone file as it is
   * @throws IOException if it is damaged, saying what to do
   */
  static ZoneSnapshot read(
      BaseImages images, long number, @Nullable ZoneSnapshot now, ZoneSnapshot file)
      throws IOException {
    try {
      return images.read(number).zone();
    } catch (IOException e) {
      if (now != null) {
        Changeset difference = ZoneDifference.between(now, file);
        if (difference.removed().isEmpty() && difference.added().isEmpty()) {
          return now;
        }
      }
      throw new IOException(
          e.getMessage()
              + "; no merge can start from it: have nomen zone write put the zone into its file,"
              + " and reload; then edit the file",
          e);
    }
  }
}
