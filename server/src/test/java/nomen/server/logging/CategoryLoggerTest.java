package nomen.server.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import nomen.store.logging.LimitedLine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** From a call of SLF4J to a line. */
class CategoryLoggerTest {
  private final CapturedLog log = CapturedLog.start();

  @AfterEach
  void release() {
    log.close();
  }

  @Test
  void packagesHaveCategories() {
    assertEquals(LogCategory.STORAGE, LogCategory.ofLogger("nomen.store.log.SegmentedLog"));
    assertEquals(LogCategory.TRANSFER, LogCategory.ofLogger("nomen.server.transfer.in.Any"));
    assertEquals(LogCategory.NOTIFY, LogCategory.ofLogger("nomen.server.transfer.notify.Any"));
    assertEquals(LogCategory.SERVER, LogCategory.ofLogger("nomen.server.NameServer"));
    assertEquals(LogCategory.SERVER, LogCategory.ofLogger("io.netty.channel.DefaultChannel"));
    assertEquals(LogCategory.UPDATE, LogCategory.ofLogger("update"));
  }

  @Test
  void factsFollowTheMessage() throws Exception {
    InetSocketAddress client = new InetSocketAddress(InetAddress.ofLiteral("2001:db8::1"), 53);
    LogCategory.UPDATE
        .logger()
        .atWarn()
        .addKeyValue("client", client)
        .addKeyValue("key", (Object) null)
        .addKeyValue("lazy", () -> 7)
        .log("update of {} refused", "a.");
    assertEquals(
        List.of("warn update: update of a. refused client=[2001:db8::1]:53 lazy=7"), log.lines());
  }

  @Test
  void classicCallsOfLibrariesWork() {
    Logger netty = LoggerFactory.getLogger("io.netty.x");
    netty.warn("accept failed: {}", "too many files", new IllegalStateException("x"));
    String line = log.lines().getFirst();
    assertTrue(
        line.startsWith(
            "warn server: accept failed: too many files"
                + " error=\"java.lang.IllegalStateException: x\" trace=\"nomen."),
        line);
  }

  @Test
  void levelsChangeWhileLoggersAreInUse() {
    Logger logger = LogCategory.NOTIFY.logger();
    logger.debug("a");
    ServerLog.setLevel(LogCategory.NOTIFY, LogLevel.DEBUG);
    assertTrue(logger.isDebugEnabled());
    logger.debug("b");
    ServerLog.setLevel(LogCategory.NOTIFY, LogLevel.ERROR);
    logger.warn("c");
    logger.error("d");
    assertFalse(logger.isWarnEnabled());
    assertEquals(List.of("debug notify: b", "error notify: d"), log.lines());
  }

  @Test
  void hugeLinesAreCut() {
    var line = LogCategory.ZONE.logger().atInfo();
    for (int i = 0; i < 100; i++) {
      line = line.addKeyValue("k" + i, "x".repeat(10_000));
    }
    line.log("m".repeat(10_000));
    int length = log.lines().getFirst().length();
    assertTrue(
        length < LogLine.MAX_MESSAGE + LogLine.MAX_FACTS * (Fact.MAX_VALUE + 10), "" + length);
  }

  @Test
  void floodsAreCounted() {
    LimitedLine kind = LogCategory.CLIENT.limited(Level.INFO);
    int written = 0;
    for (int i = 0; i < 100; i++) {
      if (kind.isDue()) {
        kind.line().addKeyValue("client", "c").log("bad");
        written++;
      }
    }
    // A second may have ended between.
    assertTrue(written < 100 && written >= LimitedLine.PER_SECOND);
    LimitedLine.startNewSecond();
    assertTrue(kind.isDue());
    kind.line().addKeyValue("client", "c").log("bad");
    assertTrue(log.lines().getLast().startsWith("info client: bad suppressed="));
  }
}
