package nomen.codec.rr;

import nomen.codec.wire.WireWriter;
import org.jspecify.annotations.Nullable;

/** Turns digits of an {@link Encoding} into octets, over any number of tokens. */
final class BitDecoder {
  private Encoding encoding = Encoding.HEX;
  private int bits;
  private int count;
  private long digits;
  private int padding;

  void start(Encoding newEncoding) {
    encoding = newEncoding;
    bits = 0;
    count = 0;
    digits = 0;
    padding = 0;
  }

  /** Takes more digits; returns the rule that they break, or null. */
  @Nullable String feed(byte[] text, int start, int end, WireWriter to) {
    Encoding e = encoding;
    for (int i = start; i < end; i++) {
      int value = e.value(text[i]);
      if (value < 0) {
        if (text[i] != '=' || e != Encoding.BASE64) {
          return "not " + e;
        }
        padding++;
        continue;
      }
      if (padding > 0) {
        return "padding before the end of the Base64";
      }
      digits++;
      bits = bits << e.bitsPerDigit | value;
      count += e.bitsPerDigit;
      if (count >= 8) {
        count -= 8;
        to.writeU8(bits >> count);
      }
    }
    return null;
  }

  /** Says that there are no more digits; returns the rule that is broken, or null. */
  @Nullable String finish() {
    if (count >= encoding.bitsPerDigit) {
      return encoding == Encoding.HEX
          ? "odd number of hexadecimal digits"
          : "number of digits that no " + encoding + " has";
    }
    if ((bits & (1 << count) - 1) != 0) {
      return "last digit of the " + encoding + " has bits that mean nothing";
    }
    if (encoding == Encoding.BASE64 && (padding > 2 || (digits + padding) % 4 != 0)) {
      return "Base64 without right padding";
    }
    return null;
  }
}
