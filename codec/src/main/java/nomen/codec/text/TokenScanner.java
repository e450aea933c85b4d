package nomen.codec.text;

import nomen.codec.name.Labels;
import org.jspecify.annotations.Nullable;

/**
 * Scans the tokens that most fields are made of: numbers, times, names. Each works on the current
 * token of a {@link Tokenizer}, allocates nothing, and throws with the token's place, the field and
 * the type.
 */
public final class TokenScanner {
  /** The highest TTL: RFC 2181 section 8. */
  public static final int MAX_TTL_SECONDS = Integer.MAX_VALUE;

  /** The highest value of 32 bits. */
  public static final long MAX_U32 = 0xffff_ffffL;

  private TokenScanner() {}

  /**
   * A decimal number without sign.
   *
   * @param max the highest value allowed, below 2^59
   * @throws SyntaxException if the token is anything but digits, or stands for more than that
   */
  public static long number(Tokenizer token, long max, String field, @Nullable String type)
      throws SyntaxException {
    byte[] octets = token.octets();
    int end = token.end();
    int at = token.start();
    if (at == end || token.quoted()) {
      throw token.error(field, type, "not a number");
    }
    long value = 0;
    do {
      int digit = octets[at] - '0';
      if (digit < 0 || digit > 9) {
        throw token.error(field, type, "not a number");
      }
      value = value * 10 + digit;
      if (value > max) {
        throw allDigits(octets, at, end)
            ? token.error(field, type, "number over " + max)
            : token.error(field, type, "not a number");
      }
    } while (++at < end);
    return value;
  }

  /**
   * A time in seconds: a number, or numbers with units (w, d, h, m, s in either case, each at most
   * once and in any order, as peers take it), as in {@code 1w2d3h}.
   *
   * @param max the highest value allowed, at most {@link #MAX_U32}
   * @throws SyntaxException if the token is none, or stands for more than that
   */
  public static long seconds(Tokenizer token, long max, String field, @Nullable String type)
      throws SyntaxException {
    byte[] octets = token.octets();
    int end = token.end();
    int at = token.start();
    if (at == end || token.quoted() || !isDigit(octets[at])) {
      throw token.error(field, type, "not a time in seconds or with units w, d, h, m, s");
    }
    long total = 0;
    long value = 0;
    int seen = 0;
    boolean digits = false;
    for (; at < end; at++) {
      int octet = octets[at];
      if (isDigit(octet)) {
        value = value * 10 + (octet - '0');
        digits = true;
        if (value > max) {
          throw token.error(field, type, "time over " + max + " seconds");
        }
        continue;
      }
      int unit = unitSeconds(octet);
      if (unit == 0 || !digits) {
        throw token.error(field, type, "not a time in seconds or with units w, d, h, m, s");
      }
      int bit = 1 << (octet & 0x1f);
      if ((seen & bit) != 0) {
        throw token.error(field, type, "unit given twice in a time");
      }
      seen |= bit;
      total += value * unit;
      value = 0;
      digits = false;
      if (total > max) {
        throw token.error(field, type, "time over " + max + " seconds");
      }
    }
    if (digits) {
      if (seen != 0) {
        throw token.error(field, type, "number without unit behind one with a unit");
      }
      total = value;
    }
    return total;
  }

  /**
   * A TTL: as {@link #seconds}, up to 2^31-1 (RFC 2181 section 8).
   *
   * @throws SyntaxException if the token is no time, or stands for more than that
   */
  public static int ttl(Tokenizer token, String field, @Nullable String type)
      throws SyntaxException {
    return (int) seconds(token, MAX_TTL_SECONDS, field, type);
  }

  /**
   * A name, into uncompressed wire format. One without final dot is relative to the origin;
   * {@code @} is the origin.
   *
   * @param origin in uncompressed wire format
   * @param to takes up to {@link Labels#MAX_NAME_OCTETS} octets from {@code toOffset}
   * @return the octets written, the final zero included
   * @throws SyntaxException if the token is no name; with {@code originLength} 0, if it is not
   *     absolute
   */
  public static int name(
      Tokenizer token,
      byte[] origin,
      int originOffset,
      int originLength,
      byte[] to,
      int toOffset,
      String field,
      @Nullable String type)
      throws SyntaxException {
    if (token.quoted()) {
      throw token.error(field, type, "quoted string instead of a name");
    }
    return anyName(token, origin, originOffset, originLength, to, toOffset, field, type);
  }

  /**
   * An owner name: as {@link #name}, but it may stand in quotes, between which blanks belong to it.
   *
   * @throws SyntaxException as of {@link #name}
   */
  public static int owner(
      Tokenizer token, byte[] origin, int originOffset, int originLength, byte[] to, int toOffset)
      throws SyntaxException {
    return anyName(token, origin, originOffset, originLength, to, toOffset, "owner name", null);
  }

  private static int anyName(
      Tokenizer token,
      byte[] origin,
      int originOffset,
      int originLength,
      byte[] to,
      int toOffset,
      String field,
      @Nullable String type)
      throws SyntaxException {
    byte[] octets = token.octets();
    int end = token.end();
    int at = token.start();
    if (end - at == 1) {
      if (octets[at] == '@') {
        return appendOrigin(
            token, origin, originOffset, originLength, to, toOffset, 0, field, type);
      }
      if (octets[at] == '.') {
        to[toOffset] = 0;
        return 1;
      }
    }
    // A label's length octet stands where the dot before the label does in the text, so that
    // without
    // escapes text and wire run one octet apart.
    int label = toOffset;
    int out = toOffset + 1;
    int last = toOffset + Labels.MAX_NAME_OCTETS;
    while (at < end) {
      int octet = octets[at++];
      if (octet == '.') {
        endLabel(token, to, label, out, field, type);
        label = out++;
        if (at == end) {
          to[label] = 0;
          return out - toOffset;
        }
      } else {
        if (octet == '\\') {
          octet = escaped(token, at, field, type);
          at += isDigit(octets[at]) ? 3 : 1;
        }
        to[out++] = (byte) octet;
      }
      // Behind this stands at least the root's zero: checked here, so never written past.
      if (out >= last) {
        if (out - label - 1 > Labels.MAX_LABEL_OCTETS) {
          throw token.error(field, type, "label of over 63 octets");
        }
        throw token.error(field, type, "name of over 255 octets");
      }
    }
    endLabel(token, to, label, out, field, type);
    return appendOrigin(
        token, origin, originOffset, originLength, to, toOffset, out - toOffset, field, type);
  }

  /**
   * The octet that an escape stands for: {@code \DDD} or {@code \X} (RFC 1035 section 5.1).
   *
   * @param at the index in the token's array of the octet behind the backslash
   * @throws SyntaxException if it is neither
   */
  public static int escaped(Tokenizer token, int at, String field, @Nullable String type)
      throws SyntaxException {
    byte[] octets = token.octets();
    int first = octets[at];
    if (!isDigit(first)) {
      return first & 0xff;
    }
    if (at + 3 > token.end() || !isDigit(octets[at + 1]) || !isDigit(octets[at + 2])) {
      throw token.error(field, type, "escape of fewer than three digits");
    }
    int value = (first - '0') * 100 + (octets[at + 1] - '0') * 10 + (octets[at + 2] - '0');
    if (value > 255) {
      throw token.error(field, type, "escape over 255");
    }
    return value;
  }

  private static void endLabel(
      Tokenizer token, byte[] to, int label, int out, String field, @Nullable String type)
      throws SyntaxException {
    int length = out - label - 1;
    if (length == 0) {
      throw token.error(field, type, "empty label");
    }
    if (length > Labels.MAX_LABEL_OCTETS) {
      throw token.error(field, type, "label of over 63 octets");
    }
    to[label] = (byte) length;
  }

  private static int appendOrigin(
      Tokenizer token,
      byte[] origin,
      int originOffset,
      int originLength,
      byte[] to,
      int toOffset,
      int length,
      String field,
      @Nullable String type)
      throws SyntaxException {
    if (originLength == 0) {
      throw token.error(field, type, "relative name without an origin");
    }
    if (length + originLength > Labels.MAX_NAME_OCTETS) {
      throw token.error(field, type, "name of over 255 octets");
    }
    System.arraycopy(origin, originOffset, to, toOffset + length, originLength);
    return length + originLength;
  }

  private static boolean allDigits(byte[] octets, int from, int end) {
    for (int i = from; i < end; i++) {
      if (!isDigit(octets[i])) {
        return false;
      }
    }
    return true;
  }

  private static boolean isDigit(int octet) {
    return octet >= '0' && octet <= '9';
  }

  private static int unitSeconds(int octet) {
    return switch (octet) {
      case 's', 'S' -> 1;
      case 'm', 'M' -> 60;
      case 'h', 'H' -> 3_600;
      case 'd', 'D' -> 86_400;
      case 'w', 'W' -> 604_800;
      default -> 0;
    };
  }
}
