package nomen.codec.text;

import java.util.Arrays;

/** What each octet of a master file means outside quotes and comments. */
final class OctetKind {
  static final byte WORD = 0;
  static final byte SPACE = 1;
  static final byte NEWLINE = 2;
  static final byte RETURN = 3;
  static final byte COMMENT = 4;
  static final byte QUOTE = 5;
  static final byte OPEN = 6;
  static final byte CLOSE = 7;
  static final byte ESCAPE = 8;
  static final byte CONTROL = 9;

  private static final byte[] KIND = new byte[256];

  static {
    Arrays.fill(KIND, 0, ' ', CONTROL);
    KIND[0x7f] = CONTROL;
    KIND[' '] = SPACE;
    KIND['\t'] = SPACE;
    KIND['\n'] = NEWLINE;
    KIND['\r'] = RETURN;
    KIND[';'] = COMMENT;
    KIND['"'] = QUOTE;
    KIND['('] = OPEN;
    KIND[')'] = CLOSE;
    KIND['\\'] = ESCAPE;
  }

  private OctetKind() {}

  static byte of(byte octet) {
    return KIND[octet & 0xff];
  }
}
