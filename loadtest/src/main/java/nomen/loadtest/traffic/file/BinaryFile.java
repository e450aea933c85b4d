package nomen.loadtest.traffic.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import nomen.codec.message.Header;
import nomen.loadtest.traffic.MessageOptions;
import nomen.loadtest.traffic.Request;
import nomen.loadtest.traffic.RequestList;
import nomen.loadtest.traffic.TrafficException;

/**
 * Reads whole messages as a TCP connection carries them (RFC 1035 section 4.2.2): each behind its
 * length, 16 bits. They are sent as they are, right or wrong, but for the ID. In errors the number
 * of the message stands where text files have the line.
 */
public final class BinaryFile {
  private BinaryFile() {}

  /**
   * Reads a file.
   *
   * @throws TrafficException if it cannot be read, has no message or too many, ends within one, or
   *     has one without a whole header
   */
  public static RequestList read(Path file) throws TrafficException {
    return InputFile.read(file, in -> read(file.toString(), in));
  }

  /**
   * Reads to the end; the caller closes.
   *
   * @param file what messages call it
   */
  public static RequestList read(String file, InputStream in) throws TrafficException {
    RequestList.Builder list = new RequestList.Builder(file, MessageOptions.PLAIN);
    byte[] message = new byte[Request.MAX_OCTETS];
    try {
      while (true) {
        int number = list.count() + 1;
        int prefix = in.readNBytes(message, 0, 2);
        if (prefix == 0) {
          return list.build("messages");
        }
        if (prefix < 2) {
          throw new TrafficException(file, number, "length: the file ends within it");
        }
        int length = (message[0] & 0xff) << 8 | message[1] & 0xff;
        if (length < Header.SIZE_OCTETS) {
          throw new TrafficException(
              file, number, "length: " + length + " octets are no whole header");
        }
        int got = in.readNBytes(message, 0, length);
        if (got < length) {
          throw new TrafficException(
              file, number, "message: the file ends after %d of %d octets".formatted(got, length));
        }
        list.add(number, message, 0, length);
      }
    } catch (IOException e) {
      throw new TrafficException(file, 0, "cannot be read: " + e.getMessage());
    }
  }
}
