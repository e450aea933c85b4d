package nomen.store.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.Marker;
import org.slf4j.event.KeyValuePair;
import org.slf4j.event.Level;
import org.slf4j.event.LoggingEvent;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.spi.LoggingEventAware;

class LimitedLineTest {
  private static final long SECOND = 1_000_000_000L;

  /** Remembers the facts of each line. */
  private static final class Lines extends LegacyAbstractLogger implements LoggingEventAware {
    private static final long serialVersionUID = 1;
    private final transient List<String> facts = new ArrayList<>();
    private boolean on = true;

    @Override
    public void log(LoggingEvent event) {
      List<KeyValuePair> pairs = event.getKeyValuePairs();
      facts.add(pairs == null ? "" : pairs.toString());
    }

    @Override
    protected void handleNormalizedLoggingCall(
        Level level, Marker marker, String message, Object[] arguments, Throwable failure) {
      throw new AssertionError("the fluent form is used");
    }

    @Override
    protected String getFullyQualifiedCallerName() {
      return "";
    }

    @Override
    public boolean isTraceEnabled() {
      return on;
    }

    @Override
    public boolean isDebugEnabled() {
      return on;
    }

    @Override
    public boolean isInfoEnabled() {
      return on;
    }

    @Override
    public boolean isWarnEnabled() {
      return on;
    }

    @Override
    public boolean isErrorEnabled() {
      return on;
    }
  }

  private final Lines lines = new Lines();
  private long now = -7 * SECOND;
  private final LimitedLine kind = new LimitedLine(lines, Level.INFO, () -> now);

  private int write(int times) {
    int due = 0;
    for (int i = 0; i < times; i++) {
      if (kind.isDue()) {
        kind.line().log("m");
        due++;
      }
    }
    return due;
  }

  @Test
  void aSecondHasItsLines() {
    assertEquals(LimitedLine.PER_SECOND, write(100));
    now += SECOND - 1;
    assertEquals(0, write(100));
    now += 1;
    assertEquals(LimitedLine.PER_SECOND, write(100));
  }

  @Test
  void theNextLineTellsWhatWasLeftOut() {
    write(LimitedLine.PER_SECOND + 3);
    now += SECOND;
    write(1);
    write(1);
    assertEquals(List.of("", "[suppressed=\"3\"]", ""), lines.facts.subList(4, 7));
  }

  @Test
  void whatTheLevelHidesIsNotCounted() {
    lines.on = false;
    assertEquals(0, write(100));
    lines.on = true;
    assertEquals(LimitedLine.PER_SECOND, write(LimitedLine.PER_SECOND));
    assertEquals("", lines.facts.getFirst());
  }

  @Test
  void aSuppressedLineMakesNoObject() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long self = Thread.currentThread().threadId();
    write(20_000);
    threads.getThreadAllocatedBytes(self);
    long before = threads.getThreadAllocatedBytes(self);
    int due = write(10_000);
    long octets = threads.getThreadAllocatedBytes(self) - before;
    assertEquals(0, due);
    assertTrue(octets < 1000, () -> octets + " octets");
  }
}
