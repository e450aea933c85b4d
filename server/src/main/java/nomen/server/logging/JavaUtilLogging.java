package nomen.server.logging;

import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.slf4j.LoggerFactory;

/**
 * Brings what libraries say by {@code java.util.logging} into this log, in the category of the
 * logger's name: the HTTP server of the JDK and that of Prometheus.
 */
public final class JavaUtilLogging extends Handler {
  private final SimpleFormatter formatter = new SimpleFormatter();

  private JavaUtilLogging() {}

  /** Replaces what prints to standard error. It costs a start some milliseconds. */
  public static void bring() {
    LogManager.getLogManager().reset();
    Logger.getLogger("").addHandler(new JavaUtilLogging());
  }

  @Override
  public void publish(LogRecord said) {
    String name = said.getLoggerName();
    LoggerFactory.getLogger(name == null ? "" : name)
        .atLevel(of(said.getLevel()))
        .setCause(said.getThrown())
        .log(formatter.formatMessage(said));
  }

  private static org.slf4j.event.Level of(Level level) {
    int value = level.intValue();
    if (value >= Level.SEVERE.intValue()) {
      return org.slf4j.event.Level.ERROR;
    }
    if (value >= Level.WARNING.intValue()) {
      return org.slf4j.event.Level.WARN;
    }
    return value >= Level.INFO.intValue()
        ? org.slf4j.event.Level.INFO
        : org.slf4j.event.Level.DEBUG;
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
