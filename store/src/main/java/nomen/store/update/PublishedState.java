package nomen.store.update;

import nomen.store.zone.DatabaseSnapshot;

/**
 * All zones at one point of the log.
 *
 * @param zones what is published
 * @param kept zones that the data directory has and nobody is shown
 * @param lsn the number of the last record that it holds the effect of; 0 if there is none
 */
public record PublishedState(DatabaseSnapshot zones, DatabaseSnapshot kept, long lsn) {
  /** A state in which every zone is published. */
  public PublishedState(DatabaseSnapshot zones, long lsn) {
    this(zones, DatabaseSnapshot.EMPTY, lsn);
  }
}
