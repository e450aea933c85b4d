package nomen.store.log;

import java.io.IOException;

/**
 * Where the writer makes changes durable. Used by one thread, which alone knows what is between
 * {@link #append} and {@link #force}.
 *
 * <p>After an {@link IOException} of either the log is failed: it takes nothing more, and what was
 * appended since the last force was not acknowledged and must not be published. Nothing is tried
 * again, for after a failed force nobody knows what is on the disk.
 */
public interface CommitLog extends AutoCloseable {
  /** The number that the next record must have. */
  long nextLsn();

  /**
   * Adds a record to the batch that the next {@link #force} makes durable.
   *
   * @throws IllegalArgumentException if its number is not {@link #nextLsn}
   */
  void append(LogRecord record) throws IOException;

  /**
   * Makes all that was appended durable, all of it or nothing: when this returns, a power cut does
   * not undo it. Does nothing if nothing was appended.
   */
  void force() throws IOException;

  /** Takes back what was appended since the last force, as if it never was. */
  void discard();

  @Override
  void close() throws IOException;
}
