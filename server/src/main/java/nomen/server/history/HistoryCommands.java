package nomen.server.history;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import nomen.codec.name.Name;
import nomen.codec.rr.ResourceRecord;
import nomen.codec.rr.Serial;
import nomen.store.log.LogRecord;
import org.jspecify.annotations.Nullable;

/**
 * The commands that read the history, for a running server and for a data directory at rest. A
 * request is a list of words:
 *
 * <pre>
 *   log list ZONE SINCE KEY NAME LIMIT     the last four as in {@link LogFilter#words}
 *   log show ZONE SERIAL
 *   log diff ZONE FROM TO
 * </pre>
 */
public final class HistoryCommands {
  private static final int OK = 0;
  private static final int FAILED = 1;

  /** Gives the entries of a zone. */
  @FunctionalInterface
  public interface Entries {
    /** Gives all entries that there are of a zone, oldest first. */
    void forEach(Name zone, Consumer<? super LogRecord> to) throws IOException;
  }

  private final Entries entries;

  /** Commands that read these entries. */
  public HistoryCommands(Entries entries) {
    this.entries = entries;
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
      case "list" -> list(zone, LogFilter.scan(rest), output);
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

  private int list(Name zone, LogFilter filter, ReportOutput output) throws IOException {
    Deque<String> youngest = new ArrayDeque<>();
    int[] seen = {0};
    entries.forEach(
        zone,
        entry -> {
          seen[0]++;
          if (filter.wants(entry)) {
            if (youngest.size() == filter.limit()) {
              youngest.removeFirst();
            }
            youngest.addLast(EntryPrinter.line(entry));
          }
        });
    for (String line : youngest) {
      output.print(line);
    }
    return seen[0] == 0 ? noHistory(zone, output) : OK;
  }

  private int show(Name zone, int serial, ReportOutput output) throws IOException {
    LogRecord found = find(zone, serial);
    if (found == null) {
      return noSerial(zone, serial, output);
    }
    List<String> lines = new ArrayList<>();
    lines.add(EntryPrinter.line(found));
    if (found instanceof LogRecord.Change change) {
      EntryPrinter.records(change.changeset().removed(), change.changeset().added(), lines::add);
    }
    for (String line : lines) {
      output.print(line);
    }
    return OK;
  }

  /**
   * The youngest entry that led to a serial; null if there is none.
   *
   * @throws IOException if the history cannot be read
   */
  public @Nullable LogRecord find(Name zone, int serial) throws IOException {
    @Nullable LogRecord[] found = {null};
    entries.forEach(
        zone,
        entry -> {
          if (leadsTo(entry, serial)) {
            found[0] = entry;
          }
        });
    return found[0];
  }

  private static boolean leadsTo(LogRecord entry, int serial) {
    return switch (entry) {
      case LogRecord.Change change ->
          change.changeset().serialTo() == serial
              && change.changeset().serialFrom() != change.changeset().serialTo();
      case LogRecord.Load load -> load.serial() == serial;
      case LogRecord.Removal _ -> false;
    };
  }

  private int diff(Name zone, int from, int to, ReportOutput output) throws IOException {
    boolean backwards = Serial.isNewer(from, to);
    Walk walk = new Walk(backwards ? to : from, backwards ? from : to);
    entries.forEach(zone, walk::next);
    NetChange change = walk.found;
    if (change == null) {
      if (walk.seen == 0) {
        return noHistory(zone, output);
      }
      output.error(
          "the history of zone %s does not lead from serial %s to %s: nomen log list shows what there is"
              .formatted(zone, Serial.print(walk.from), Serial.print(walk.to)));
      return FAILED;
    }
    List<String> lines = new ArrayList<>();
    EntryPrinter.records(
        sorted(backwards ? change.added() : change.removed()),
        sorted(backwards ? change.removed() : change.added()),
        lines::add);
    for (String line : lines) {
      output.print(line);
    }
    return OK;
  }

  private static List<ResourceRecord> sorted(List<ResourceRecord> records) {
    records.sort(
        Comparator.comparing(ResourceRecord::owner)
            .thenComparingInt(record -> record.type().code()));
    return records;
  }

  /** Follows the entries from one serial to another. A serial that comes again begins anew. */
  private static final class Walk {
    private final int from;
    private final int to;
    private int seen;
    private @Nullable NetChange open;
    private @Nullable NetChange found;

    Walk(int from, int to) {
      this.from = from;
      this.to = to;
      this.found = from == to ? new NetChange() : null;
    }

    void next(LogRecord entry) {
      seen++;
      if (!(entry instanceof LogRecord.Change change)) {
        // What came before is of another life of the zone.
        open = null;
        return;
      }
      if (change.changeset().serialFrom() == from) {
        open = new NetChange();
      }
      if (open != null) {
        open.then(change.changeset());
        if (change.changeset().serialTo() == to) {
          found = open;
          open = null;
        }
      }
    }
  }

  private static int noHistory(Name zone, ReportOutput output) throws IOException {
    output.error("there is no history of zone " + zone);
    return FAILED;
  }

  private static int noSerial(Name zone, int serial, ReportOutput output) throws IOException {
    output.error(
        "the history of zone %s has no serial %s: nomen log list shows what there is"
            .formatted(zone, Serial.print(serial)));
    return FAILED;
  }
}
