package nomen.server.history;

import io.netty.util.NetUtil;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import nomen.codec.rr.Serial;
import nomen.store.log.Author;
import nomen.store.log.LogRecord;

/**
 * Prints entries of the history, one line each, with words that can be looked for:
 *
 * <pre>
 * 2026-01-02T10:00:00.123Z 2026010101 -&gt; 2026010102 udp key=dhcp.example. from=192.0.2.1:5353 rule="dhcp" +2 -1
 * 2026-01-02T11:00:00.000Z 2026010102 -&gt; 2026010103 zone-file +1 -0
 * 2026-01-01T09:00:00.000Z loaded 2026010101 zone-file
 * </pre>
 */
final class EntryPrinter {
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);

  private EntryPrinter() {}

  /** The line of an entry, without its end. */
  static String line(LogRecord entry) {
    List<String> words = new ArrayList<>();
    words.add(TIME.format(Instant.ofEpochMilli(entry.timeMillis())));
    switch (entry) {
      case LogRecord.Change change -> {
        words.add(Serial.print(change.changeset().serialFrom()));
        words.add("->");
        words.add(Serial.print(change.changeset().serialTo()));
        addAuthor(words, change.author());
        ChangeCounts counts = ChangeCounts.of(change.changeset());
        words.add("+" + counts.added());
        words.add("-" + counts.removed());
      }
      case LogRecord.Load load -> {
        words.add("loaded");
        words.add(Serial.print(load.serial()));
        addAuthor(words, load.author());
      }
      case LogRecord.Removal removal -> {
        words.add("removed");
        addAuthor(words, removal.author());
      }
    }
    return String.join(" ", words);
  }

  /** An entry as an object of JSON: docs/history.md describes its members. */
  static String json(LogRecord entry) {
    JsonLine line = new JsonLine().time("time", entry.timeMillis());
    switch (entry) {
      case LogRecord.Change change -> {
        ChangeCounts counts = ChangeCounts.of(change.changeset());
        line.text("kind", "change")
            .number("serial_from", Integer.toUnsignedLong(change.changeset().serialFrom()))
            .number("serial", Integer.toUnsignedLong(change.changeset().serialTo()))
            .number("added", counts.added())
            .number("removed", counts.removed());
      }
      case LogRecord.Load load ->
          line.text("kind", "load")
              .numberIfAny("serial_from", -1)
              .number("serial", Integer.toUnsignedLong(load.serial()))
              .numberIfAny("added", -1)
              .numberIfAny("removed", -1);
      case LogRecord.Removal _ ->
          line.text("kind", "removal")
              .numberIfAny("serial_from", -1)
              .numberIfAny("serial", -1)
              .numberIfAny("added", -1)
              .numberIfAny("removed", -1);
    }
    Author author = entry.author();
    return line.text("via", via(author))
        .text("key", author.key() == null ? null : author.key().toString())
        .text(
            "from",
            author.address() == null ? null : NetUtil.toSocketAddressString(author.address()))
        .text("rule", author.rule().isEmpty() ? null : author.rule())
        .toString();
  }

  private static String via(Author author) {
    return author.via().name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static void addAuthor(List<String> words, Author author) {
    words.add(via(author));
    if (author.key() != null) {
      words.add("key=" + author.key());
    }
    if (author.address() != null) {
      words.add("from=" + NetUtil.toSocketAddressString(author.address()));
    }
    if (!author.rule().isEmpty()) {
      words.add("rule=\"" + author.rule().replace("\\", "\\\\").replace("\"", "\\\"") + "\"");
    }
  }
}
