package nomen.server.history;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import nomen.codec.name.Name;
import nomen.store.log.LogRecord;
import org.jspecify.annotations.Nullable;

/**
 * Which entries of a zone's history are wanted.
 *
 * @param sinceMillis made then or later, in milliseconds since 1970
 * @param key made by this key; null for any
 * @param name with a record of this owner name, or one below it; null for any
 * @param limit the most entries: the youngest ones
 */
public record LogFilter(long sinceMillis, @Nullable Name key, @Nullable Name name, int limit) {
  /** The most entries that can be asked for at a time. */
  public static final int MAX_LIMIT = 1_000_000;

  private static final int WORDS = 4;

  /** Checks the limit. */
  public LogFilter {
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new IllegalArgumentException("a limit of " + limit + ", not 1 to " + MAX_LIMIT);
    }
  }

  /** Whether an entry is wanted, the limit aside. */
  boolean wants(LogRecord entry) {
    return entry.timeMillis() >= sinceMillis
        && !(entry instanceof LogRecord.Change change && change.changesNothing())
        && (key == null || key.equals(entry.author().key()))
        && (name == null || touches(entry, name));
  }

  private static boolean touches(LogRecord entry, Name name) {
    return entry instanceof LogRecord.Change change
        && Stream.concat(change.changeset().added().stream(), change.changeset().removed().stream())
            .anyMatch(record -> record.owner().isAtOrBelow(name));
  }

  /** The same as words of a control request. */
  public List<String> words() {
    List<String> words = new ArrayList<>();
    words.add(String.valueOf(sinceMillis));
    words.add(key == null ? "" : key.toString());
    words.add(name == null ? "" : name.toString());
    words.add(String.valueOf(limit));
    return words;
  }

  /**
   * Makes one of words.
   *
   * @throws IllegalArgumentException if they are not those of {@link #words}
   */
  public static LogFilter scan(List<String> words) {
    if (words.size() != WORDS) {
      throw new IllegalArgumentException("a filter of " + words.size() + " words");
    }
    return new LogFilter(
        Long.parseLong(words.get(0)),
        words.get(1).isEmpty() ? null : Name.parse(words.get(1)),
        words.get(2).isEmpty() ? null : Name.parse(words.get(2)),
        Integer.parseInt(words.get(3)));
  }
}
