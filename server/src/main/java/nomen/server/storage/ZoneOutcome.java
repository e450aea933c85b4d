package nomen.server.storage;

import java.util.List;
import nomen.codec.name.Name;

/**
 * What became of a zone when its file was looked at.
 *
 * @param zone the apex
 * @param kind in one word
 * @param serial of the zone then, 0 if it has none
 * @param detail what there is to say, one line each: errors and warnings of the file, conflicts
 */
public record ZoneOutcome(Name zone, Kind kind, long serial, List<String> detail) {
  /** What can become of a zone. */
  public enum Kind {
    /** The file is as it was taken in last. */
    UNCHANGED,
    /** The zone was seen for the first time, and taken from its file. */
    LOADED,
    /** The file is another one, and the zone has all of it already. */
    NOTHING_NEW,
    /** What was changed in the file was merged into the zone. */
    MERGED,
    /** The file has errors: the zone is served as it was. */
    KEPT,
    /** It could not be taken from its file, and nothing else is known of it: it is not served. */
    NOT_SERVED,
    /** It has no file: it comes from its primaries, and may not have come yet. */
    SECONDARY,
    /** It has no file: it is a catalog that is made of the configuration. */
    CATALOG,
    /** The log does not take it: the zone is served as it was. */
    FAILED
  }

  /** Copies the list. */
  public ZoneOutcome {
    detail = List.copyOf(detail);
  }

  /** Whether the operator has something to mend. */
  public boolean isFailure() {
    return kind == Kind.KEPT || kind == Kind.NOT_SERVED || kind == Kind.FAILED;
  }

  /** Whether there is nothing to say: the zone is what it was before. */
  public boolean isAsItWas() {
    return detail.isEmpty() && (kind == Kind.UNCHANGED || kind == Kind.SECONDARY);
  }

  /** One line that says what a reload would do, without the detail. */
  public String previewed() {
    return switch (kind) {
      case LOADED -> "zone %s: would be loaded from its file, serial %d".formatted(zone, serial);
      case MERGED -> "zone %s: would be merged with its file".formatted(zone);
      default -> summary();
    };
  }

  /** One line that says it, without the detail. */
  public String summary() {
    String what =
        switch (kind) {
          case UNCHANGED -> "file unchanged";
          case LOADED -> "taken from its file";
          case NOTHING_NEW -> "has all that its file says";
          case MERGED -> "merged with its file";
          case KEPT -> "its file has errors; it is served as it was";
          case NOT_SERVED -> "not taken from its file; it is NOT served";
          case SECONDARY ->
              serial == 0 ? "no data yet, its primaries are asked" : "comes from its primaries";
          case CATALOG -> "lists the zones of the configuration that name it";
          case FAILED -> "not changed; it is served as it was";
        };
    return "zone %s: %s%s".formatted(zone, what, serial == 0 ? "" : ", serial " + serial);
  }
}
