package nomen.loadtest.traffic.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import nomen.loadtest.traffic.TrafficException;
import org.jspecify.annotations.Nullable;

/** Lines of a text, one character an octet, ended by LF or CR LF or the end of the text. */
public final class TextLines {
  /** The most octets of a line. */
  public static final int MAX_LINE_OCTETS = 1 << 20;

  private static final int BUFFER_OCTETS = 1 << 16;

  private final String file;
  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER_OCTETS];
  private byte[] octets = new byte[1024];
  private int position;
  private int limit;
  private long line;

  /**
   * The lines of a text.
   *
   * @param file what messages call it
   */
  public TextLines(String file, InputStream in) {
    this.file = file;
    this.in = in;
  }

  /** The next line, its end not included, or null at the end of the text. */
  public @Nullable String next() throws TrafficException {
    int length = 0;
    boolean any = false;
    line++;
    while (true) {
      if (position == limit && !fill()) {
        return any ? text(length) : null;
      }
      any = true;
      byte octet = buffer[position++];
      if (octet == '\n') {
        return text(length);
      }
      if (length == MAX_LINE_OCTETS) {
        throw error("line of over %,d octets".formatted(MAX_LINE_OCTETS));
      }
      if (length == octets.length) {
        octets = Arrays.copyOf(octets, 2 * length);
      }
      octets[length++] = octet;
    }
  }

  /** The next line that is neither blank nor a comment, or null at the end of the text. */
  public @Nullable String nextEntry() throws TrafficException {
    while (true) {
      String text = next();
      if (text == null || !text.isBlank() && !text.stripLeading().startsWith(";")) {
        return text;
      }
    }
  }

  /** The number of the line that was given last, counted from 1. */
  public long line() {
    return line;
  }

  /** What messages call the text. */
  public String file() {
    return file;
  }

  /** An error in the line that was given last. */
  public TrafficException error(String what) {
    return new TrafficException(file, line, what);
  }

  private String text(int length) {
    boolean carriageReturn = length > 0 && octets[length - 1] == '\r';
    int end = carriageReturn ? length - 1 : length;
    return new String(octets, 0, end, StandardCharsets.ISO_8859_1);
  }

  private boolean fill() throws TrafficException {
    try {
      position = 0;
      limit = Math.max(0, in.read(buffer, 0, buffer.length));
      return limit > 0;
    } catch (IOException e) {
      throw new TrafficException(file, line, "cannot be read: " + e.getMessage());
    }
  }
}
