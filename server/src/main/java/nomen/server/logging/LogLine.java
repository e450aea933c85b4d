package nomen.server.logging;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of the log before it is laid out. Nothing in it changes any more.
 *
 * @param millis when, in milliseconds since 1970
 * @param level how important
 * @param category what about
 * @param message what happened, in words that are the same each time
 * @param facts of what and by whom, in the order in which they are printed
 * @param failure what was thrown, if anything was
 */
record LogLine(
    long millis,
    LogLevel level,
    LogCategory category,
    String message,
    List<Fact> facts,
    @Nullable Throwable failure) {
  /** Characters of a message; a longer one is cut. */
  static final int MAX_MESSAGE = 1024;

  /** Facts of a line; more are left out. */
  static final int MAX_FACTS = 20;
}
