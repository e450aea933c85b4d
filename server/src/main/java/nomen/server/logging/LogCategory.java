package nomen.server.logging;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import nomen.store.logging.LimitedLine;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** What a line of the log is about. Each has a level of its own, which can be changed live. */
public enum LogCategory {
  /** Start, stop, sockets, and what the libraries of the server say. */
  SERVER,
  /** The configuration: reloads, what they changed, errors. */
  CONFIG,
  /** The data directory: log of changes, checkpoints, damage, the disk. */
  STORAGE,
  /** Zones: loaded, changed by a file, withdrawn, expired; catalogs. */
  ZONE,
  /** Updates: refused ones, forwarding, signatures. */
  UPDATE,
  /** Zone transfers, both ways. */
  TRANSFER,
  /** NOTIFY, both ways. */
  NOTIFY,
  /** Signing of zones. */
  DNSSEC,
  /** Requests of clients: refused, malformed, badly signed. */
  CLIENT,
  /** The control socket: who asked for what. */
  CONTROL,
  /** Sampled queries. */
  QUERY;

  private static final String NOMEN = "nomen.";

  /** Packages and their categories; the longest name that fits counts, and none is SERVER. */
  private static final Map<String, LogCategory> PACKAGES =
      Map.ofEntries(
          Map.entry("nomen.store", STORAGE),
          Map.entry("nomen.store.dnssec", DNSSEC),
          Map.entry("nomen.store.zone", ZONE),
          Map.entry("nomen.store.zonefile", ZONE),
          Map.entry("nomen.server.authority", CLIENT),
          Map.entry("nomen.server.catalog", ZONE),
          Map.entry("nomen.server.config", CONFIG),
          Map.entry("nomen.server.control", CONTROL),
          Map.entry("nomen.server.dnssec", DNSSEC),
          Map.entry("nomen.server.history", CONTROL),
          Map.entry("nomen.server.reload", CONFIG),
          Map.entry("nomen.server.request", CLIENT),
          Map.entry("nomen.server.storage", STORAGE),
          Map.entry("nomen.server.transfer", TRANSFER),
          Map.entry("nomen.server.transfer.notify", NOTIFY),
          Map.entry("nomen.server.update", UPDATE),
          Map.entry("nomen.server.zone", ZONE));

  private final String word = name().toLowerCase(Locale.ROOT);

  /** As it stands in lines, in the configuration and on the command line. */
  public String word() {
    return word;
  }

  /** The logger whose lines are of this category. */
  public Logger logger() {
    return LoggerFactory.getLogger(word);
  }

  /** A kind of line of this category that strangers can cause. */
  public LimitedLine limited(Level level) {
    return new LimitedLine(logger(), level, System::nanoTime);
  }

  /** The category of that word, null if there is none. */
  public static @Nullable LogCategory ofWord(String word) {
    for (LogCategory category : values()) {
      if (category.word.equals(word)) {
        return category;
      }
    }
    return null;
  }

  /** The words of all, in their order. */
  public static List<String> words() {
    return List.of(values()).stream().map(LogCategory::word).toList();
  }

  /** The category of the lines of a logger: its name is a category's word or that of a class. */
  static LogCategory ofLogger(String name) {
    LogCategory own = ofWord(name);
    if (own != null) {
      return own;
    }
    String room = name.startsWith(NOMEN) ? name : "";
    while (!room.isEmpty()) {
      LogCategory found = PACKAGES.get(room);
      if (found != null) {
        return found;
      }
      room = room.substring(0, Math.max(0, room.lastIndexOf('.')));
    }
    return SERVER;
  }
}
