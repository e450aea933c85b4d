package nomen.server.history;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import nomen.codec.name.Name;
import nomen.codec.rr.ResourceRecord;
import nomen.codec.rr.Serial;
import nomen.store.log.History;
import nomen.store.log.HistoryCursor;
import nomen.store.log.HistoryFilter;
import nomen.store.log.LogRecord;
import org.jspecify.annotations.Nullable;

/**
 * The commands that read the history, for a running server and for a data directory at rest. A
 * request is a list of words:
 *
 * <pre>
 *   log list ZONE SINCE KEY NAME LIMIT     the last four as in {@link LogFilter#words}
 *   log list ZONE SINCE KEY NAME LIMIT json
 *   log show ZONE SERIAL
 *   log diff ZONE FROM TO
 * </pre>
 */
public final class HistoryCommands {
  private static final int OK = 0;
  private static final int FAILED = 1;

  /** The last word of a request for entries in JSON. */
  public static final String JSON = "json";

  private final History history;

  /** Commands that read this history. */
  public HistoryCommands(History history) {
    this.history = history;
  }

  /**
   * Does what a request asks for.
   *
   * @return the exit code
   * @throws IOException if the history cannot be read, or the output does not take it
   * @throws IllegalArgumentException if it is no such request
   */
  public int run(List<String> words, ReportOutput output) throws IOException {
    if (words.size() < 4 || !words.get(0).equals("log")) {
      throw new IllegalArgumentException("no request about the history: " + words);
    }
    Name zone = Name.parse(words.get(2));
    List<String> rest = words.subList(3, words.size());
    return switch (words.get(1)) {
      case "list" -> {
        boolean json = rest.getLast().equals(JSON);
        LogFilter filter = LogFilter.scan(json ? rest.subList(0, rest.size() - 1) : rest);
        yield list(zone, filter, json ? EntryPrinter::json : EntryPrinter::line, output);
      }
      case "show" -> show(zone, Integer.parseUnsignedInt(rest.getFirst()), output);
      case "diff" ->
          diff(
              zone,
              Integer.parseUnsignedInt(rest.getFirst()),
              Integer.parseUnsignedInt(rest.getLast()),
              output);
      default -> throw new IllegalArgumentException("no request about the history: " + words);
    };
  }

  private int list(
      Name zone, LogFilter filter, Function<LogRecord, String> printer, ReportOutput output)
      throws IOException {
    Deque<String> youngest = new ArrayDeque<>();
    List<String> damaged = new ArrayList<>();
    try (HistoryCursor<LogRecord> entries =
        history.entries(
            new HistoryFilter(zone, filter.sinceMillis(), filter.key(), null),
            damage -> damaged.add(String.valueOf(damage.getMessage())))) {
      for (LogRecord entry = entries.next(); entry != null; entry = entries.next()) {
        if (filter.wants(entry)) {
          if (youngest.size() == filter.limit()) {
            youngest.removeFirst();
          }
          youngest.addLast(printer.apply(entry));
        }
      }
    }
    for (String line : youngest) {
      output.print(line);
    }
    for (String damage : damaged) {
      output.error("the history is damaged, and what is left out here cannot be read: " + damage);
    }
    if (!damaged.isEmpty()) {
      return FAILED;
    }
    if (youngest.isEmpty()) {
      if (isUnknown(zone)) {
        return noHistory(zone, output);
      }
      output.error("no change of zone " + zone + " matches");
    }
    return OK;
  }

  private boolean isUnknown(Name zone) throws IOException {
    try (HistoryCursor<LogRecord> entries = history.entries(new HistoryFilter(zone))) {
      return entries.next() == null;
    }
  }

  private int show(Name zone, int serial, ReportOutput output) throws IOException {
    LogRecord found = find(zone, serial);
    if (found == null) {
      output.error(
          "the history of zone %s has no serial %s: nomen log list shows what there is"
              .formatted(zone, Serial.print(serial)));
      return FAILED;
    }
    output.print(EntryPrinter.line(found));
    if (found instanceof LogRecord.Change change) {
      print(change.changeset().removed(), change.changeset().added(), output);
    }
    return OK;
  }

  /**
   * The youngest entry that led to a serial; null if there is none.
   *
   * @throws IOException if the history cannot be read
   */
  public @Nullable LogRecord find(Name zone, int serial) throws IOException {
    return history.find(zone, serial).orElse(null);
  }

  private int diff(Name zone, int from, int to, ReportOutput output) throws IOException {
    boolean backwards = Serial.isNewer(from, to);
    int first = backwards ? to : from;
    int last = backwards ? from : to;
    NetChange net = new NetChange();
    if (first != last) {
      Optional<HistoryCursor<LogRecord.Change>> changes = history.changes(zone, first, last);
      if (changes.isEmpty()) {
        output.error(
            "the history of zone %s does not lead from serial %s to %s: nomen log list shows what there is"
                .formatted(zone, Serial.print(first), Serial.print(last)));
        return FAILED;
      }
      try (HistoryCursor<LogRecord.Change> each = changes.get()) {
        for (LogRecord.Change change = each.next(); change != null; change = each.next()) {
          net.then(change.changeset());
        }
      }
    }
    List<ResourceRecord> removed = sorted(net.removed());
    List<ResourceRecord> added = sorted(net.added());
    print(backwards ? added : removed, backwards ? removed : added, output);
    return OK;
  }

  private static void print(
      List<ResourceRecord> removed, List<ResourceRecord> added, ReportOutput output)
      throws IOException {
    for (ResourceRecord record : removed) {
      output.print("- " + record);
    }
    for (ResourceRecord record : added) {
      output.print("+ " + record);
    }
  }

  private static List<ResourceRecord> sorted(List<ResourceRecord> records) {
    records.sort(
        Comparator.comparing(ResourceRecord::owner)
            .thenComparingInt(record -> record.type().code()));
    return records;
  }

  private static int noHistory(Name zone, ReportOutput output) throws IOException {
    output.error("zone " + zone + " has no history here");
    return FAILED;
  }
}
