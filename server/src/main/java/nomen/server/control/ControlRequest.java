package nomen.server.control;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What a client asks for.
 *
 * @param words the command and its arguments; no line feed in any
 * @param user the user of the system who asks, as the kernel says
 */
public record ControlRequest(List<String> words, String user) {
  /** Requests that only look, by their first words. */
  private static final List<String> LOOKS =
      List.of(
          "metrics", "zone print", "zone status", "log list", "log show", "log diff", "log verify");

  /** Copies the words. */
  public ControlRequest {
    words = List.copyOf(words);
  }

  /** Whether it only looks, and changes nothing. */
  boolean isLook() {
    String all = String.join(" ", words);
    return LOOKS.stream().anyMatch(all::startsWith) || all.equals("log-level");
  }

  static byte[] write(List<String> words) {
    StringBuilder text = new StringBuilder();
    for (String word : words) {
      if (word.indexOf('\n') >= 0) {
        throw new IllegalArgumentException("a line feed in an argument");
      }
      text.append(word).append('\n');
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  static List<String> read(ByteBuffer payload) {
    return StandardCharsets.UTF_8.decode(payload).toString().lines().toList();
  }
}
