package nomen.server.logging;

/** A stack trace on one line: the innermost call first, then what caused the failure. */
final class Trace {
  /** Calls that are printed of one throwable. */
  private static final int MAX_FRAMES = 24;

  /** Throwables of a chain of causes that are printed. */
  private static final int MAX_CAUSES = 4;

  private Trace() {}

  /** The calls, each after {@code <} the one that made it. */
  static String print(Throwable failure) {
    StringBuilder text = new StringBuilder();
    Throwable next = failure;
    for (int i = 0; next != null && i < MAX_CAUSES; i++) {
      if (i > 0) {
        text.append(" caused by ").append(Fact.cut(next.toString(), Fact.MAX_VALUE)).append(": ");
      }
      StackTraceElement[] frames = next.getStackTrace();
      for (int k = 0; k < frames.length && k < MAX_FRAMES; k++) {
        text.append(k == 0 ? "" : " < ");
        StackTraceElement frame = frames[k];
        text.append(frame.getClassName()).append('.').append(frame.getMethodName());
        text.append(':').append(frame.getLineNumber());
      }
      if (frames.length > MAX_FRAMES) {
        text.append(" < ...");
      }
      next = next.getCause();
    }
    return text.toString();
  }
}
