package nomen.codec.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The window grows while a text comes in pieces; nobody sees it. */
class TextWindowTest {
  @Test
  void tokensAreTheSameHoweverMuchComesAtATime() throws SyntaxException {
    byte[] text = text(new Random(5));
    for (int most : new int[] {1_000, 4_096, 1 << 20}) {
      int[] at = {0};
      Tokenizer piecemeal =
          new Tokenizer(
              "pieces",
              (to, offset, length) -> {
                int count = Math.min(Math.min(length, most), text.length - at[0]);
                System.arraycopy(text, at[0], to, offset, count);
                at[0] += count;
                return count == 0 ? -1 : count;
              });
      Tokenizer whole = new Tokenizer("whole", text, 0, text.length);
      while (whole.nextEntry()) {
        assertTrue(piecemeal.nextEntry());
        while (whole.next()) {
          assertTrue(piecemeal.next());
          assertEquals(whole.text(), piecemeal.text());
        }
        assertFalse(piecemeal.next());
      }
      assertFalse(piecemeal.nextEntry());
    }
  }

  /** Words and quoted strings, some of them longer than the first window. */
  private static byte[] text(Random random) {
    StringBuilder text = new StringBuilder();
    while (text.length() < 600_000) {
      int length = 1 + (random.nextInt(10) == 0 ? random.nextInt(9_000) : random.nextInt(20));
      String word = random.nextInt(3) == 0 ? "\"" + "q ".repeat(length) + "\"" : "w".repeat(length);
      text.append(word).append(random.nextInt(4) == 0 ? '\n' : ' ');
    }
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }
}
