package nomen.server.config;

/** Whose data wins where a zone file and dynamic updates contradict each other. */
public enum MergeConflicts {
  /** What dynamic updates made of the zone. */
  UPDATE,
  /** What the zone file says. */
  FILE
}
