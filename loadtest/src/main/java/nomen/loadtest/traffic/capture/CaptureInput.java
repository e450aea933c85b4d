package nomen.loadtest.traffic.capture;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import nomen.loadtest.traffic.TrafficException;

/** The octets of a capture file from its beginning on, and its numbers, of either byte order. */
final class CaptureInput {
  private static final int BUFFER_OCTETS = 1 << 16;

  private final String file;
  private final InputStream in;
  private boolean bigEndian = true;
  private long position;

  /**
   * Reads a stream.
   *
   * @param file what messages call it
   */
  CaptureInput(String file, InputStream from) {
    this.file = file;
    this.in = new BufferedInputStream(from, BUFFER_OCTETS);
  }

  /** What messages call the file. */
  String file() {
    return file;
  }

  /** How many octets were read. */
  long position() {
    return position;
  }

  /** Says of which byte order numbers are; of the network's until then. */
  void bigEndian(boolean big) {
    bigEndian = big;
  }

  /**
   * Reads octets.
   *
   * @return how many; fewer than asked for only at the end of the file
   */
  int read(byte[] to, int offset, int count) throws TrafficException {
    try {
      int got = in.readNBytes(to, offset, count);
      position += got;
      return got;
    } catch (IOException e) {
      throw new TrafficException(file, 0, "cannot be read: " + e.getMessage());
    }
  }

  /**
   * Passes octets.
   *
   * @return whether there were so many
   */
  boolean skip(long count) throws TrafficException {
    long left = count;
    try {
      while (left > 0) {
        long passed = in.skip(left);
        if (passed <= 0) {
          if (in.read() < 0) {
            return false;
          }
          passed = 1;
        }
        left -= passed;
        position += passed;
      }
      return true;
    } catch (IOException e) {
      throw new TrafficException(file, 0, "cannot be read: " + e.getMessage());
    }
  }

  /** A number of 16 bits. */
  int u16(byte[] octets, int at) {
    int first = octets[at] & 0xff;
    int second = octets[at + 1] & 0xff;
    return bigEndian ? first << 8 | second : second << 8 | first;
  }

  /** A number of 32 bits. */
  long u32(byte[] octets, int at) {
    long first = u16(octets, at);
    long second = u16(octets, at + 2);
    return bigEndian ? first << 16 | second : second << 16 | first;
  }

  /** The 64 bits of a number. */
  long i64(byte[] octets, int at) {
    long first = u32(octets, at);
    long second = u32(octets, at + 4);
    return bigEndian ? first << 32 | second : second << 32 | first;
  }
}
