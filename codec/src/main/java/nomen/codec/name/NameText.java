package nomen.codec.name;

import java.util.Arrays;

/** Names in presentation format (RFC 1035 section 5.1). */
public final class NameText {
  private NameText() {}

  /** See {@link Name#parse(String, Name)}. */
  static Name parse(String text, Name origin) {
    if (text.equals("@")) {
      return origin;
    }
    if (text.equals(".")) {
      return Name.ROOT;
    }
    if (text.isEmpty()) {
      throw new IllegalArgumentException("empty name");
    }
    // Without escapes a character is an octet, and a dot stands where a length will; an octet more
    // is the first length, and another the root's if the text does not end with a dot.
    int most = text.length() + (text.endsWith(".") ? 1 : 2);
    byte[] wire = new byte[Math.min(most, Labels.MAX_NAME_OCTETS)];
    int start = 0;
    int at = 1;
    int labels = 0;
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i++);
      if (c == '.') {
        closeLabel(wire, start, at, text);
        labels++;
        start = at++;
        continue;
      }
      int octet = c;
      if (c == '\\') {
        octet = escaped(text, i);
        i += isDigit(text.charAt(i)) ? 3 : 1;
      } else if (c > 0xff) {
        throw new IllegalArgumentException("character outside 8 bits in name: " + text);
      }
      // One octet stays free for the root label.
      if (at >= Labels.MAX_NAME_OCTETS - 1) {
        throw new IllegalArgumentException("name of over 255 octets: " + text);
      }
      wire[at++] = (byte) octet;
    }
    if (at == start + 1) {
      return Name.wrap(ofLength(wire, at), labels);
    }
    closeLabel(wire, start, at, text);
    wire[at] = 0;
    Name relative = Name.wrap(ofLength(wire, at + 1), labels + 1);
    return origin.isRoot() ? relative : relative.concat(origin);
  }

  private static byte[] ofLength(byte[] wire, int length) {
    return wire.length == length ? wire : Arrays.copyOf(wire, length);
  }

  private static void closeLabel(byte[] wire, int start, int end, String text) {
    int length = end - start - 1;
    if (length == 0) {
      throw new IllegalArgumentException("empty label in name: " + text);
    }
    if (length > Labels.MAX_LABEL_OCTETS) {
      throw new IllegalArgumentException("label of over 63 octets in name: " + text);
    }
    wire[start] = (byte) length;
    if (end < wire.length) {
      wire[end] = 0;
    }
  }

  private static int escaped(String text, int at) {
    if (at >= text.length()) {
      throw new IllegalArgumentException("backslash at the end of name: " + text);
    }
    char c = text.charAt(at);
    if (!isDigit(c)) {
      if (c > 0xff) {
        throw new IllegalArgumentException("character outside 8 bits in name: " + text);
      }
      return c;
    }
    if (at + 3 > text.length() || !isDigit(text.charAt(at + 1)) || !isDigit(text.charAt(at + 2))) {
      throw new IllegalArgumentException("escape \\DDD needs three digits in name: " + text);
    }
    int value = Integer.parseInt(text, at, at + 3, 10);
    if (value > 255) {
      throw new IllegalArgumentException("escape \\DDD over 255 in name: " + text);
    }
    return value;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** The name at a place in an array, in uncompressed wire format, as absolute text. */
  public static String print(byte[] octets, int offset) {
    StringBuilder text = new StringBuilder();
    print(text, octets, offset);
    return text.toString();
  }

  /** Appends what {@link #print(byte[], int)} returns. */
  public static void print(StringBuilder text, byte[] octets, int offset) {
    if (octets[offset] == 0) {
      text.append('.');
      return;
    }
    int at = offset;
    while (octets[at] != 0) {
      int end = at + 1 + octets[at];
      for (int i = at + 1; i < end; i++) {
        printOctet(text, octets[i] & 0xff);
      }
      text.append('.');
      at = end;
    }
  }

  /** What would be read as something else in a master file is escaped, as every reader expects. */
  private static void printOctet(StringBuilder text, int octet) {
    switch (octet) {
      case '.', '\\', '"', ';', '(', ')', '@', '$' -> text.append('\\').append((char) octet);
      default -> {
        if (octet > 0x20 && octet < 0x7f) {
          text.append((char) octet);
        } else {
          text.append('\\').append((char) ('0' + octet / 100));
          text.append((char) ('0' + octet / 10 % 10)).append((char) ('0' + octet % 10));
        }
      }
    }
  }
}
