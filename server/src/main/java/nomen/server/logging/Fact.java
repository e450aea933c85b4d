package nomen.server.logging;

import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * One fact of a line.
 *
 * @param key a word of lower-case letters and underscores
 * @param value a number, a truth value or a string
 */
record Fact(String key, Object value) {
  /** Characters of a value; a longer one is cut and ends with an ellipsis. */
  static final int MAX_VALUE = 512;

  /**
   * A fact with the value as it is at this moment: the line is laid out later, by another thread,
   * and the object may have changed then.
   *
   * @return null if the value is null: there is nothing to tell
   */
  static @Nullable Fact of(String key, @Nullable Object value) {
    if (value == null) {
      return null;
    }
    return new Fact(
        key,
        switch (value) {
          case Integer number -> number;
          case Long number -> number;
          case Double number when Double.isFinite(number) -> number;
          case Boolean truth -> truth;
          case InetSocketAddress address -> NetUtil.toSocketAddressString(address);
          default -> cut(String.valueOf(value), MAX_VALUE);
        });
  }

  static String cut(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most) + "...";
  }
}
