package nomen.codec.rr;

import java.util.Arrays;
import java.util.Locale;

/** How octets are written in text, each digit standing for a few bits (RFC 4648). */
enum Encoding {
  /** Hexadecimal: RFC 4648 section 8. */
  HEX(4, "0123456789ABCDEF", true),
  /** RFC 4648 section 4, with padding. */
  BASE64(6, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", false),
  /** RFC 4648 section 7, without padding (RFC 5155 section 3.3). */
  BASE32HEX(5, "0123456789ABCDEFGHIJKLMNOPQRSTUV", true);

  final int bitsPerDigit;
  private final String digits;

  /** By digit; the array is filled by the constructor and never handed out. */
  @SuppressWarnings("ImmutableEnumChecker")
  private final byte[] values = new byte[256];

  Encoding(int bitsPerDigit, String digits, boolean anyCase) {
    this.bitsPerDigit = bitsPerDigit;
    this.digits = digits;
    Arrays.fill(values, (byte) -1);
    for (int i = 0; i < digits.length(); i++) {
      values[digits.charAt(i)] = (byte) i;
      if (anyCase) {
        values[digits.toLowerCase(Locale.ROOT).charAt(i)] = (byte) i;
      }
    }
  }

  /** The bits that a digit stands for, or -1. */
  int value(byte digit) {
    return values[digit & 0xff];
  }

  /** Prints octets without padding. */
  void printBits(StringBuilder to, byte[] octets, int start, int end) {
    int bits = 0;
    int count = 0;
    for (int i = start; i < end; i++) {
      bits = bits << 8 | octets[i] & 0xff;
      count += 8;
      while (count >= bitsPerDigit) {
        count -= bitsPerDigit;
        to.append(digits.charAt(bits >> count & (1 << bitsPerDigit) - 1));
      }
    }
    if (count > 0) {
      to.append(digits.charAt(bits << bitsPerDigit - count & (1 << bitsPerDigit) - 1));
    }
  }

  @Override
  public String toString() {
    return switch (this) {
      case HEX -> "hexadecimal";
      case BASE64 -> "Base64";
      case BASE32HEX -> "Base32hex";
    };
  }
}
