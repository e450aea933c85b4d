package nomen.store.log;

import java.io.IOException;
import java.nio.ByteBuffer;

/** An open file of a {@link Disk}. Reading may be done by several threads. */
public interface DiskFile extends AutoCloseable {
  /** Its path when it was opened. */
  String path();

  /** The octets that it has. */
  long size() throws IOException;

  /**
   * Writes all of a buffer's remaining octets. Past the end of the file, the file grows. If this
   * fails, any part of them may have been written.
   */
  void write(long offset, ByteBuffer from) throws IOException;

  /**
   * Reads until the buffer is full or the file ends.
   *
   * @return the octets read; 0 at the end of the file
   */
  int read(long offset, ByteBuffer into) throws IOException;

  /**
   * Makes the octets durable, and the size if the file grew. Not its name: {@link
   * Disk#forceDirectory}. If this fails it is not to be called again, for it could succeed though
   * octets are lost.
   *
   * @throws ForceFailedException if it was tried and failed
   */
  void force() throws IOException;

  /**
   * Whether its path still leads to it: not if somebody has deleted it, put another file in its
   * place, or cut it short. What is written to it then is gone when it is closed.
   *
   * @param leastOctets that it must have
   */
  boolean isInPlace(long leastOctets) throws IOException;

  /**
   * The file, open as it is, under the name that {@link Disk#rename} has given it; this one is not
   * to be used any more. No descriptor is needed, so nobody can be in the way.
   */
  DiskFile renamed(String path);

  @Override
  void close() throws IOException;
}
