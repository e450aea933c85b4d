package nomen.server.logging;

import java.io.Serial;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.KeyValuePair;
import org.slf4j.event.Level;
import org.slf4j.event.LoggingEvent;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;
import org.slf4j.spi.LoggingEventAware;

/**
 * A logger of SLF4J whose lines are of one category. Trace is never on: debug is the last level.
 */
final class CategoryLogger extends LegacyAbstractLogger implements LoggingEventAware {
  @Serial private static final long serialVersionUID = 1;

  private final LogCategory category;
  private final transient Threshold threshold;

  CategoryLogger(String name, LogCategory category) {
    this.name = name;
    this.category = category;
    threshold = ServerLog.threshold(category);
  }

  @Override
  public void log(LoggingEvent event) {
    List<Fact> facts = List.of();
    List<KeyValuePair> pairs = event.getKeyValuePairs();
    if (pairs != null) {
      facts = new ArrayList<>(Math.min(pairs.size(), LogLine.MAX_FACTS));
      for (KeyValuePair pair : pairs) {
        Fact fact = Fact.of(pair.key, pair.value);
        if (fact != null && facts.size() < LogLine.MAX_FACTS) {
          facts.add(fact);
        }
      }
    }
    write(
        event.getLevel(),
        event.getMessage(),
        event.getArgumentArray(),
        facts,
        event.getThrowable());
  }

  @Override
  protected void handleNormalizedLoggingCall(
      Level level,
      @Nullable Marker marker,
      String message,
      @Nullable Object @Nullable [] arguments,
      @Nullable Throwable failure) {
    write(level, message, arguments, List.of(), failure);
  }

  private void write(
      Level level,
      @Nullable String message,
      @Nullable Object @Nullable [] arguments,
      List<Fact> facts,
      @Nullable Throwable failure) {
    String text =
        arguments == null || arguments.length == 0
            ? String.valueOf(message)
            : String.valueOf(MessageFormatter.basicArrayFormat(message, arguments));
    ServerLog.accept(
        new LogLine(
            System.currentTimeMillis(),
            of(level),
            category,
            Fact.cut(text, LogLine.MAX_MESSAGE),
            facts,
            failure));
  }

  private static LogLevel of(Level level) {
    return switch (level) {
      case ERROR -> LogLevel.ERROR;
      case WARN -> LogLevel.WARN;
      case INFO -> LogLevel.INFO;
      case DEBUG, TRACE -> LogLevel.DEBUG;
    };
  }

  @Override
  protected @Nullable String getFullyQualifiedCallerName() {
    return null;
  }

  @Override
  public boolean isTraceEnabled() {
    return false;
  }

  @Override
  public boolean isDebugEnabled() {
    return threshold.lets(LogLevel.DEBUG);
  }

  @Override
  public boolean isInfoEnabled() {
    return threshold.lets(LogLevel.INFO);
  }

  @Override
  public boolean isWarnEnabled() {
    return threshold.lets(LogLevel.WARN);
  }

  @Override
  public boolean isErrorEnabled() {
    return true;
  }
}
