package nomen.codec.text;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The piece of a text that a {@link Tokenizer} sees, and where in the text it is.
 *
 * <pre>
 *   octets   | passed | mark: a token that must stay | pos ... | limit: '\n' | free |
 * </pre>
 *
 * At the limit stands a line feed, so that loops over octets need no other test for the end.
 */
final class TextWindow {
  private static final int FIRST_CAPACITY = 4096;
  private static final int GROWTH = 8;

  private final Tokenizer.@Nullable Source source;
  private final int capacity;
  private boolean exhausted;

  /** Whether the source gave all that there was room for: then a larger window saves calls. */
  private boolean wasFilled;

  /** The offset in the text of {@code octets[0]}, and of the first octet of the current line. */
  private long base;

  private long lineStart;

  /** Replaced by a larger one in {@link #refill}. */
  byte[] octets;

  int limit;

  /** The next octet. */
  int pos;

  /** From where on octets must stay when more are read; none if negative. */
  int mark = -1;

  /** Of {@link #pos}, counted from 1. */
  int line = 1;

  /**
   * A window over what a source gives. It begins small, for most files of many are.
   *
   * @param capacity the most octets that it ever holds
   */
  TextWindow(Tokenizer.Source source, int capacity) {
    this.source = source;
    this.capacity = capacity;
    octets = new byte[Math.min(capacity, FIRST_CAPACITY) + 1];
    octets[0] = '\n';
  }

  TextWindow(byte[] text, int offset, int length) {
    source = null;
    exhausted = true;
    capacity = length;
    octets = new byte[length + 1];
    System.arraycopy(text, offset, octets, 0, length);
    octets[length] = '\n';
    limit = length;
  }

  /** Whether there is an octet at {@link #pos}, after reading more if need be. */
  boolean more() throws IOException {
    return pos < limit || refill();
  }

  /**
   * Reads more octets behind the limit, where {@link #pos} must stand. What is kept slides to the
   * start; {@link #pos} and {@link #mark} slide along.
   *
   * @return false if there are no more octets
   * @throws IOException if the source fails, or what must be kept fills the window
   */
  boolean refill() throws IOException {
    if (exhausted || source == null) {
      return false;
    }
    int keep = mark >= 0 ? mark : pos;
    byte[] next =
        wasFilled && octets.length <= capacity
            ? new byte[Math.min(capacity, (octets.length - 1) * GROWTH) + 1]
            : octets;
    System.arraycopy(octets, keep, next, 0, limit - keep);
    octets = next;
    base += keep;
    limit -= keep;
    pos -= keep;
    mark = mark >= 0 ? 0 : -1;
    octets[limit] = '\n';
    int room = octets.length - 1 - limit;
    if (room == 0) {
      throw new IOException("token of over " + limit + " octets");
    }
    int count;
    try {
      count = source.read(octets, limit, room);
      if (count == 0) {
        throw new IOException("no octets came");
      }
    } catch (IOException e) {
      exhausted = true;
      throw new IOException("cannot read on: " + e.getMessage(), e);
    }
    if (count < 0) {
      exhausted = true;
      return false;
    }
    wasFilled = count == room;
    limit += count;
    octets[limit] = '\n';
    return true;
  }

  /** Passes the line feed at {@link #pos}. */
  void passNewline() {
    pos++;
    line++;
    lineStart = base + pos;
  }

  /** Goes to the line feed that ends the comment, or to the end of the text. */
  void passComment() throws IOException {
    while (more()) {
      int p = pos;
      while (octets[p] != '\n') {
        p++;
      }
      pos = p;
      if (p < limit) {
        return;
      }
    }
  }

  /**
   * Passes the carriage return at {@link #pos} if a line feed or the end of the text follows.
   *
   * @return whether it was passed
   */
  boolean passReturn() throws IOException {
    mark = pos++;
    boolean followed = !more() || octets[pos] == '\n';
    pos -= followed ? 0 : 1;
    mark = -1;
    return followed;
  }

  /** Passes a UTF-8 byte order mark at the start of the text. */
  void passByteOrderMark() throws IOException {
    if (base + pos > 0) {
      return;
    }
    mark = 0;
    for (int i = 0; i < 3; i++) {
      if (!more() || (octets[pos] & 0xff) != (0xefbbbf >> (16 - 8 * i) & 0xff)) {
        pos = 0;
        break;
      }
      pos++;
    }
    lineStart = pos;
    mark = -1;
  }

  /**
   * Goes to the next line that can begin an entry, whatever errors the octets before it have.
   *
   * @param openParentheses how many are open at {@link #pos}
   */
  void passToNextEntry(int openParentheses) throws IOException {
    int depth = openParentheses;
    boolean inQuotes = false;
    boolean inComment = false;
    while (more()) {
      byte octet = octets[pos];
      if (octet == '\n') {
        inQuotes = false;
        inComment = false;
        passNewline();
        if (depth <= 0 || !more() || " \t\r\n;)".indexOf(octets[pos]) < 0) {
          return;
        }
        continue;
      }
      pos++;
      if (octet == '\\' && more() && octets[pos] != '\n') {
        pos++;
      } else if (octet == '"' && !inComment) {
        inQuotes = !inQuotes;
      } else if (!inQuotes && !inComment) {
        inComment = octet == ';';
        depth += octet == '(' ? 1 : octet == ')' ? -1 : 0;
      }
    }
  }

  /** The offset in the text of an index of the window. */
  long offset(int at) {
    return base + at;
  }

  /** The column in octets, counted from 1, of an index on the current line. */
  int column(int at) {
    return (int) (base + at - lineStart) + 1;
  }
}
