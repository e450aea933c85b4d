package nomen.conformance.subject;

import java.nio.file.Path;
import java.util.List;

/**
 * One zone to serve.
 *
 * @param origin the apex, absolute, with a final dot
 * @param file its master file; the subject may write beside it if there are updaters
 * @param updaters who may update it: networks as {@code 127.0.0.0/8}, keys as {@code key:NAME}; the
 *     same may transfer it, but without any everybody on this machine may
 * @param isClosed whether nobody may transfer it
 */
public record ServedZone(String origin, Path file, List<String> updaters, boolean isClosed) {
  private static final String KEY = "key:";

  /** A zone that nobody may update. */
  public ServedZone(String origin, Path file) {
    this(origin, file, List.of(), false);
  }

  /** A zone that some may update and transfer. */
  public ServedZone(String origin, Path file, List<String> updaters) {
    this(origin, file, updaters, false);
  }

  /** Who may transfer it, in the words of {@link #updaters}. */
  List<String> transferees() {
    return isClosed ? List.of() : updaters.isEmpty() ? List.of("127.0.0.0/8") : updaters;
  }

  /** The networks among those who may transfer it. */
  List<String> transferringNetworks() {
    return transferees().stream().filter(who -> !who.startsWith(KEY)).toList();
  }

  /** The networks among the updaters. */
  List<String> updatingNetworks() {
    return updaters.stream().filter(who -> !who.startsWith(KEY)).toList();
  }

  /** The names of the keys among the updaters. */
  List<String> updatingKeys() {
    return updaters.stream()
        .filter(who -> who.startsWith(KEY))
        .map(who -> who.substring(KEY.length()))
        .toList();
  }
}
