package nomen.store.update;

/** What the writer counts, since it started. */
public enum WriterCounter {
  /** Tasks that changed a zone, which is durable. */
  CHANGED,
  /** Tasks that found all as they wanted it. */
  UNCHANGED,
  /**
   * Tasks that were refused when their turn came: by a prerequisite, a limit, a rule about what a
   * name has, a signature that was used before, a zone that is not here or signed elsewhere. What
   * the policy refuses before is not offered to the writer.
   */
  REFUSED,
  /** Tasks that threw: each is a defect of the server. */
  FAULTS,
  /** Tasks that could not be made durable, or came after that. */
  NOT_COMMITTED,
  /** Zones put or removed as a whole. */
  WHOLE_ZONES,
  /** Batches of at least one task. */
  BATCHES,
  /** Batches that had something to be made durable, each by one force. */
  FORCES,
  /** The most tasks that waited when a batch was begun. */
  QUEUE_HIGH_WATER
}
