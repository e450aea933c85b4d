package nomen.codec.rr;

import nomen.codec.name.Labels;

/** Numbers and text in arrays of octets. */
final class Octets {
  private static final char[] DIGITS = "0123456789ABCDEF".toCharArray();

  private Octets() {}

  /** The big-endian unsigned integer of up to 7 octets, or the signed one of 8. */
  static long unsigned(byte[] octets, int at, int count) {
    long value = 0;
    for (int i = 0; i < count; i++) {
      value = value << 8 | octets[at + i] & 0xff;
    }
    return value;
  }

  static int u16(byte[] octets, int at) {
    return (octets[at] & 0xff) << 8 | octets[at + 1] & 0xff;
  }

  /** Whether a range is an ASCII text, in any case. */
  static boolean equalsIgnoreCase(byte[] octets, int start, int end, String upperCase) {
    if (end - start != upperCase.length()) {
      return false;
    }
    for (int i = 0; i < upperCase.length(); i++) {
      if (Labels.lower(octets[start + i]) != Labels.lower((byte) upperCase.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /** The number behind a prefix in a text as "TYPE731", in any case; -1 if over 65,535 or none. */
  static int scanNumbered(String prefix, byte[] text, int start, int end) {
    int digits = end - start - prefix.length();
    if (digits < 1
        || digits > 5
        || !equalsIgnoreCase(text, start, start + prefix.length(), prefix)) {
      return -1;
    }
    int value = 0;
    for (int i = end - digits; i < end; i++) {
      int digit = text[i] - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value <= 0xffff ? value : -1;
  }

  /** The value of a hexadecimal digit, or -1. */
  static int hexDigit(byte octet) {
    if (octet >= '0' && octet <= '9') {
      return octet - '0';
    }
    int lower = octet | 0x20;
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
  }

  static void printHex(StringBuilder to, byte[] octets, int start, int end) {
    for (int i = start; i < end; i++) {
      to.append(DIGITS[octets[i] >> 4 & 15]).append(DIGITS[octets[i] & 15]);
    }
  }

  /** Lower case, of a fixed number of digits. */
  static void printHexDigits(StringBuilder to, int value, int digits) {
    for (int i = digits - 1; i >= 0; i--) {
      to.append(Character.forDigit(value >> 4 * i & 15, 16));
    }
  }

  /** A value of 0 to 999 in three digits. */
  static void printThreeDigits(StringBuilder to, int value) {
    to.append((char) ('0' + value / 100));
    to.append((char) ('0' + value / 10 % 10)).append((char) ('0' + value % 10));
  }

  /** Text in double quotes, escaped so that every reader reads the same octets. */
  static void printQuoted(StringBuilder to, byte[] octets, int start, int end) {
    to.append('"');
    for (int i = start; i < end; i++) {
      int octet = octets[i] & 0xff;
      if (octet == '"' || octet == '\\') {
        to.append('\\').append((char) octet);
      } else if (octet >= 0x20 && octet < 0x7f) {
        to.append((char) octet);
      } else {
        to.append('\\');
        printThreeDigits(to, octet);
      }
    }
    to.append('"');
  }
}
