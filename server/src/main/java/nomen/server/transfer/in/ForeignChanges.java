package nomen.server.transfer.in;

import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import nomen.codec.name.Name;
import nomen.codec.rr.Serial;
import nomen.store.log.Author;
import nomen.store.log.History;
import nomen.store.log.LogRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks whether the version of a zone that is here was made here, and did not come from a primary:
 * by an update, a zone file or a command, of a time when the server was the zone's primary, or took
 * such changes. Its serial says nothing then of what the primary has at that serial.
 *
 * <p>The newest entry of the zone's history is looked at, no other: what lies deeper shows itself
 * by differences that do not fit.
 */
final class ForeignChanges {
  private static final Logger LOG = LoggerFactory.getLogger(ForeignChanges.class);

  private final Supplier<History> history;
  private final Executor thread;

  /**
   * A look into a history.
   *
   * @param thread may block; it looks at one zone after another
   */
  ForeignChanges(Supplier<History> history, Executor thread) {
    this.history = history;
    this.thread = thread;
  }

  /**
   * Looks, later.
   *
   * @param found is told what was found, on the other thread; nothing if all is well
   */
  void look(Name apex, int serial, Consumer<String> found) {
    thread.execute(
        () -> {
          String why = find(apex, serial);
          if (why != null) {
            found.accept(why);
          }
        });
  }

  private @Nullable String find(Name apex, int serial) {
    try {
      LogRecord newest = history.get().find(apex, serial).orElse(null);
      if (newest == null || newest.author().via() == Author.Via.TRANSFER) {
        return null;
      }
      return "serial %s was made here (%s), not by a primary"
          .formatted(Serial.print(serial), text(newest.author().via()));
    } catch (IOException e) {
      LOG.warn("zone {}: its history cannot be read: {}", apex, e.getMessage());
      return null;
    }
  }

  private static String text(Author.Via via) {
    return switch (via) {
      case UDP, TCP -> "by an update";
      case ZONE_FILE -> "by a zone file";
      case CONTROL -> "by a command";
      case TRANSFER -> "by a transfer";
    };
  }
}
