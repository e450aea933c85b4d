package nomen.store.log;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A file that is read at any place, by several threads at a time. */
interface PositionedInput {
  /** What the file is called in messages. */
  String name();

  /** The octets of the file. */
  long sizeOctets() throws IOException;

  /**
   * Reads some octets.
   *
   * @return how many, -1 at the end of the file
   */
  int read(ByteBuffer into, long at) throws IOException;

  /** Fills what remains of a buffer, and flips it. */
  default void readFully(ByteBuffer into, long at) throws IOException {
    int from = into.position();
    while (into.hasRemaining()) {
      int some = read(into, at + into.position() - from);
      if (some < 0) {
        throw new EOFException(name() + ": ends before octet " + (at + into.limit() - from));
      }
    }
    into.flip();
  }
}
