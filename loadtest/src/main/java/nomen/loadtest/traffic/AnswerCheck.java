package nomen.loadtest.traffic;

import org.jspecify.annotations.Nullable;

/** Says whether an answer is right. Immutable; may be asked by several threads. */
public interface AnswerCheck {
  /**
   * Looks at an answer.
   *
   * @param message the answer, in wire format, from index 0
   * @param length its octets
   * @return what is wrong with it, in words for a report, or null if nothing is, or nothing is
   *     known about its question
   */
  @Nullable String findFault(byte[] message, int length);
}
