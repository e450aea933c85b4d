package nomen.codec.text;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Splits a master file into entries and their tokens (RFC 1035 section 5.1). Octets are taken as
 * they are: the text has no character set, and escapes are left in place for the one who reads the
 * token.
 *
 * <pre>
 *   while (tokenizer.nextEntry()) {           // false at the end of the text
 *     while (tokenizer.next()) { ... }        // false at the end of the entry
 *   }
 * </pre>
 *
 * <ul>
 *   <li>An entry ends with its line (LF or CR LF) or with the text. Blank lines and comments are no
 *       entries. Between parentheses, which may be nested, lines and comments are white space.
 *   <li>A token is a run of octets other than white space, {@code ; ( ) "}, or anything between two
 *       {@code "} on one line. A backslash takes the octet behind it into the token.
 *   <li>Control octets other than TAB are errors outside comments. Octets from 128 up are like
 *       letters. A UTF-8 byte order mark at the start of the text is passed over.
 * </ul>
 *
 * <p>After an error, {@link #nextEntry} goes on at the next line that can begin an entry: the one
 * behind the closing parenthesis, or sooner the next one that begins with something other than
 * white space, {@code )} and {@code ;}, so that a missing parenthesis does not swallow the file.
 *
 * <p>Only the current token is kept; its octets stay valid until the next call of {@link #next} or
 * {@link #nextEntry}. Nothing is allocated for a token or an entry. Not thread-safe.
 */
public final class Tokenizer {
  /** Where the text comes from. */
  @FunctionalInterface
  public interface Source {
    /**
     * Gives the next octets.
     *
     * @param length at least 1
     * @return how many octets were put, at least 1; or -1 at the end
     */
    int read(byte[] to, int offset, int length) throws IOException;
  }

  /** The most octets of a token; 65,535 octets of rdata are 131,070 in hexadecimal. */
  public static final int MAX_TOKEN_OCTETS = 1 << 18;

  /** The most octets of an entry, comments between its parentheses included. */
  public static final int MAX_ENTRY_OCTETS = 1 << 20;

  private final String name;
  private final TextWindow window;

  private boolean entryOpen;
  private boolean entryEnded;
  private boolean blankOwner;
  private int entryLine;
  private long entryStart;

  /** How many parentheses are open, and where the outermost one is. */
  private int depth;

  private int openLine;
  private int openColumn;

  private boolean hasToken;
  private boolean pushedBack;
  private int tokenStart;
  private int tokenEnd;
  private boolean quoted;
  private boolean escapes;
  private boolean adjacent;

  /**
   * A tokenizer of a text that is read piece by piece.
   *
   * @param name of the file, for messages
   */
  public Tokenizer(String name, Source source) {
    this.name = name;
    window = new TextWindow(source, MAX_TOKEN_OCTETS);
  }

  /**
   * A tokenizer of a text in memory, which is copied.
   *
   * @param name of the text, for messages
   */
  public Tokenizer(String name, byte[] text, int offset, int length) {
    this.name = name;
    window = new TextWindow(text, offset, length);
  }

  /** The name of the file or text. */
  public String name() {
    return name;
  }

  /**
   * Goes to the first token of the next entry, which {@link #next} then gives. What is left of the
   * entry at hand is passed over.
   *
   * @return false at the end of the text
   * @throws SyntaxException if the entry has an error before its first token, or the text cannot be
   *     read; the next call goes on behind it
   */
  public boolean nextEntry() throws SyntaxException {
    pushedBack = false;
    try {
      if (entryOpen && !entryEnded) {
        resynchronise();
      }
      entryOpen = false;
      hasToken = false;
      window.mark = -1;
      window.passByteOrderMark();
      while (window.more()) {
        if (entryEnded) {
          entryEnded = false;
          window.passNewline();
          continue;
        }
        entryOpen = true;
        entryLine = window.line;
        entryStart = window.offset(window.pos);
        depth = 0;
        blankOwner = OctetKind.of(window.octets[window.pos]) == OctetKind.SPACE;
        if (next()) {
          pushedBack = true;
          return true;
        }
      }
      entryOpen = false;
      return false;
    } catch (IOException e) {
      throw error(null, null, String.valueOf(e.getMessage()));
    }
  }

  /** Whether the entry began with white space: its owner is the one of the record before it. */
  public boolean blankOwner() {
    return blankOwner;
  }

  /**
   * Goes to the next token of the entry.
   *
   * @return false at the end of the entry, then and again until the next entry is asked for
   * @throws SyntaxException if there is none and the entry does not end there either
   */
  public boolean next() throws SyntaxException {
    if (pushedBack) {
      pushedBack = false;
      return hasToken;
    }
    boolean touching = hasToken;
    hasToken = false;
    window.mark = -1;
    if (entryEnded) {
      return false;
    }
    try {
      while (true) {
        switch (OctetKind.of(window.octets[window.pos])) {
          case OctetKind.WORD, OctetKind.ESCAPE -> {
            adjacent = touching;
            word();
            return true;
          }
          case OctetKind.SPACE -> window.pos++;
          case OctetKind.NEWLINE -> {
            if (window.pos == window.limit) {
              if (window.refill()) {
                continue;
              }
              return endOfText();
            }
            if (depth == 0) {
              entryEnded = true;
              return false;
            }
            window.passNewline();
            if (window.offset(window.pos) - entryStart > MAX_ENTRY_OCTETS) {
              throw unclosed("entry of over " + MAX_ENTRY_OCTETS + " octets");
            }
          }
          case OctetKind.RETURN -> {
            if (!window.passReturn()) {
              throw error(null, null, "carriage return without line feed");
            }
          }
          case OctetKind.COMMENT -> window.passComment();
          case OctetKind.QUOTE -> {
            adjacent = touching;
            quotedString();
            return true;
          }
          case OctetKind.OPEN -> {
            if (depth++ == 0) {
              openLine = window.line;
              openColumn = window.column(window.pos);
            }
            window.pos++;
          }
          case OctetKind.CLOSE -> {
            if (depth == 0) {
              throw error(null, null, "closing parenthesis without an opening one");
            }
            depth--;
            window.pos++;
          }
          default -> throw controlOctet();
        }
        touching = false;
      }
    } catch (IOException e) {
      throw error(null, null, String.valueOf(e.getMessage()));
    }
  }

  /** Lets {@link #next} give the current token, or the end of the entry, once more. */
  public void pushBack() {
    pushedBack = true;
  }

  /** The array in which the current token stands. */
  public byte[] octets() {
    return window.octets;
  }

  /** Where the current token begins in the array; behind the quote, if it is quoted. */
  public int start() {
    return tokenStart;
  }

  /** Where the current token ends in the array; before the quote, if it is quoted. */
  public int end() {
    return tokenEnd;
  }

  /** The octets of the current token, escapes not resolved. */
  public int length() {
    return tokenEnd - tokenStart;
  }

  /** Whether the current token stood between quotes. */
  public boolean quoted() {
    return quoted;
  }

  /** Whether the current token has a backslash. */
  public boolean hasEscapes() {
    return escapes;
  }

  /**
   * Whether nothing at all stands between this token and the one before it, as in {@code
   * alpn="h2,h3"}, which is a word and a quoted string (RFC 9460 section 2.1).
   */
  public boolean adjacent() {
    return adjacent;
  }

  /** Whether the current token is a word of exactly these ASCII octets, in this case. */
  public boolean is(String word) {
    if (!hasToken || quoted || length() != word.length()) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      if (window.octets[tokenStart + i] != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** The current token as text, one character an octet, escapes left in place; for messages. */
  public String text() {
    return new String(window.octets, tokenStart, length(), StandardCharsets.ISO_8859_1);
  }

  /** The line of the current token, or of the end of the entry, counted from 1. */
  public int line() {
    return window.line;
  }

  /** The column in octets of the current token, or of the end of the entry, counted from 1. */
  public int column() {
    return window.column(hasToken ? window.mark : window.pos);
  }

  /** The line on which the entry began, counted from 1. */
  public int entryLine() {
    return entryLine;
  }

  /** An error at the current token, or at the end of the entry. */
  public SyntaxException error(@Nullable String field, @Nullable String type, String what) {
    return new SyntaxException(name, line(), column(), field, type, what);
  }

  private void word() throws SyntaxException, IOException {
    window.mark = window.pos;
    escapes = false;
    while (true) {
      byte[] octets = window.octets;
      int p = window.pos;
      byte kind;
      while ((kind = OctetKind.of(octets[p])) == OctetKind.WORD) {
        p++;
      }
      window.pos = p;
      if (kind == OctetKind.ESCAPE) {
        passEscape();
      } else if (kind == OctetKind.CONTROL) {
        throw controlOctet();
      } else if (p < window.limit || !window.refill()) {
        break;
      }
    }
    tokenStart = window.mark;
    tokenEnd = window.pos;
    quoted = false;
    hasToken = true;
  }

  private void quotedString() throws SyntaxException, IOException {
    window.mark = window.pos++;
    escapes = false;
    while (true) {
      byte octet = window.octets[window.pos];
      if (octet == '"') {
        break;
      } else if (octet == '\\') {
        passEscape();
      } else if (octet == '\n' || octet == '\r') {
        if (window.pos < window.limit || !window.refill()) {
          int column = window.column(window.mark);
          throw new SyntaxException(
              name, window.line, column, null, null, "quoted string is not closed on its line");
        }
      } else if (OctetKind.of(octet) == OctetKind.CONTROL) {
        throw controlOctet();
      } else {
        window.pos++;
      }
    }
    tokenStart = window.mark + 1;
    tokenEnd = window.pos++;
    quoted = true;
    hasToken = true;
  }

  /** Passes a backslash and the octet behind it. */
  private void passEscape() throws SyntaxException, IOException {
    escapes = true;
    window.pos++;
    byte octet = window.more() ? window.octets[window.pos] : (byte) '\n';
    if (octet == '\n' || octet == '\r') {
      window.pos--;
      throw error(null, null, "backslash at the end of a line");
    }
    if (OctetKind.of(octet) == OctetKind.CONTROL) {
      throw controlOctet();
    }
    window.pos++;
  }

  private boolean endOfText() throws SyntaxException {
    entryEnded = true;
    if (depth > 0) {
      throw unclosed("parenthesis is never closed");
    }
    return false;
  }

  private SyntaxException unclosed(String what) {
    return new SyntaxException(name, openLine, openColumn, null, null, what);
  }

  private SyntaxException controlOctet() {
    int octet = window.octets[window.pos] & 0xff;
    return error(null, null, "control octet 0x%02x".formatted(octet));
  }

  /** Goes to the next line that can begin an entry. */
  private void resynchronise() throws IOException {
    if (hasToken && depth > 0 && window.line > entryLine && column() == 1) {
      window.pos = window.mark;
      return;
    }
    window.mark = -1;
    window.passToNextEntry(depth);
  }
}
