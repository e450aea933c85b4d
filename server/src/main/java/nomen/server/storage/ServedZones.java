package nomen.server.storage;

import java.util.List;
import nomen.codec.name.Name;
import nomen.server.config.ZoneSettings;
import nomen.server.zone.ZoneKeeper;
import nomen.store.zone.ZoneDatabase;
import org.jspecify.annotations.Nullable;

/** The zones of a server, and their files. */
public sealed interface ServedZones extends AutoCloseable, ZoneKeeper
    permits FileZones, StoredZones {
  /** The zones that are served. */
  ZoneDatabase database();

  /** Whether zones can come and go: not after the log has failed. */
  boolean canChange();

  /**
   * Takes in what changed in zone files. Reading and comparing is done on the caller's thread, one
   * call at a time; queries and updates go on.
   *
   * @param apex of the zone, null for all but the members of catalogs
   * @return what became of each, in the order of the table
   */
  List<ZoneOutcome> reload(@Nullable Name apex);

  /**
   * What a reload would make of the file of a zone, which may not be served yet. Nothing is
   * changed, logged or noted; the file is read.
   */
  ZoneOutcome preview(ZoneSettings zone);

  @Override
  void close();
}
