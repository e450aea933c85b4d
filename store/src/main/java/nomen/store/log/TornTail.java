package nomen.store.log;

/**
 * Octets behind the last whole frame that were found when the log was opened, and were cut off: a
 * frame that was being written when the power went or the process ended. Nobody was told that it is
 * durable.
 *
 * @param file the segment, as a path in the data directory
 * @param offset where the octets began in it
 * @param octets how many there were
 * @param keptAs the file that has them now, as a path in the data directory; empty if there were
 *     too many such files already
 */
public record TornTail(String file, long offset, long octets, String keptAs) {}
