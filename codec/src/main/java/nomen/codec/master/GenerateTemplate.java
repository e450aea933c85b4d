package nomen.codec.master;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A side of $GENERATE: text in which {@code $} stands for a number.
 *
 * <pre>
 *   $                          the number
 *   ${offset,width,base}       the number plus offset, in base d, o, x or X filled up with zeros to
 *                              width, or in base n or N as hexadecimal digits in reverse order with
 *                              dots between them, width counting the dots; base d and width 0 may be
 *                              left out
 *   $$ and \$                  a dollar
 *   \X                         stays as it is
 * </pre>
 */
public final class GenerateTemplate {
  /** The widest number. */
  public static final int MAX_WIDTH = 255;

  private final String text;

  /** A template, which is looked at as it is expanded. */
  public GenerateTemplate(String text) {
    this.text = text;
  }

  /**
   * The text for a number.
   *
   * @throws IllegalArgumentException if the template breaks a rule, which the message says
   */
  public String expand(int number) {
    StringBuilder to = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '\\') {
        to.append(c);
        if (at < text.length()) {
          to.append(text.charAt(at++));
        }
      } else if (c != '$') {
        to.append(c);
      } else if (text.startsWith("$", at)) {
        to.append("\\$");
        at++;
      } else if (text.startsWith("{", at)) {
        int close = text.indexOf('}', at);
        if (close < 0) {
          throw new IllegalArgumentException("${ without }");
        }
        appendModified(to, number, text.substring(at + 1, close));
        at = close + 1;
      } else {
        to.append(number);
      }
    }
    return to.toString();
  }

  private static void appendModified(StringBuilder to, int number, String modifier) {
    String[] parts = modifier.split(",", -1);
    String base = parts.length > 2 ? parts[2] : "d";
    @Nullable Integer offset = parse(parts[0], Integer.MIN_VALUE);
    @Nullable Integer width = parts.length > 1 ? parse(parts[1], 0) : Integer.valueOf(0);
    if (parts.length > 3 || offset == null || width == null) {
      throw new IllegalArgumentException("${" + modifier + "} is not ${offset,width,base}");
    }
    if (width > MAX_WIDTH) {
      throw new IllegalArgumentException("width over " + MAX_WIDTH + " in ${" + modifier + "}");
    }
    long sum = (long) number + offset;
    if (sum != (int) sum) {
      throw new IllegalArgumentException("number outside 32 bits in ${" + modifier + "}");
    }
    int value = (int) sum;
    switch (base) {
      case "d" -> {
        to.append(sum < 0 ? "-" : "");
        appendFilled(to, Long.toString(Math.abs(sum)), sum < 0 ? width - 1 : width);
      }
      case "o" -> appendFilled(to, Integer.toOctalString(value), width);
      case "x" -> appendFilled(to, Integer.toHexString(value), width);
      case "X" -> appendFilled(to, Integer.toHexString(value).toUpperCase(Locale.ROOT), width);
      case "n", "N" -> appendNibbles(to, value, width, base.equals("N"));
      default -> throw new IllegalArgumentException("base other than d, o, x, X, n, N");
    }
  }

  private static void appendFilled(StringBuilder to, String digits, int width) {
    to.append("0".repeat(Math.max(0, width - digits.length()))).append(digits);
  }

  /** One digit at least; a width that ends on a dot ends the text with a dot. */
  private static void appendNibbles(StringBuilder to, int number, int width, boolean upperCase) {
    int value = number;
    int left = width;
    while (true) {
      char digit = Character.forDigit(value & 15, 16);
      to.append(upperCase ? Character.toUpperCase(digit) : digit);
      value >>>= 4;
      left--;
      if (left <= 0 && value == 0) {
        return;
      }
      to.append('.');
      left--;
      if (left <= 0 && value == 0) {
        return;
      }
    }
  }

  private static @Nullable Integer parse(String text, int min) {
    try {
      int value = Integer.parseInt(text);
      return value < min ? null : Integer.valueOf(value);
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
