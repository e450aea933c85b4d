package nomen.conformance.subject;

import java.nio.file.Path;
import java.util.List;

/**
 * What a subject is to serve, and how.
 *
 * @param zones the zones, at least one
 * @param folder an empty folder for its configuration and other files
 * @param payloadOctets the largest UDP response that it sends
 * @param minimal whether what a client did not ask for is left out, except in referrals
 * @param keys the keys that it knows
 * @param keyFiles files with more keys, as {@code tsig-keygen} writes them
 */
public record Serving(
    List<ServedZone> zones,
    Path folder,
    int payloadOctets,
    boolean minimal,
    List<ServedKey> keys,
    List<Path> keyFiles) {
  /** As a server on the internet is set up: 1232 octets, with additional data. */
  public static Serving usual(List<ServedZone> zones, Path folder) {
    return new Serving(zones, folder, 1232, false, List.of(), List.of());
  }

  /** As comparisons need it: nothing truncated below 4096 octets, nothing that is optional. */
  public static Serving comparable(List<ServedZone> zones, Path folder) {
    return new Serving(zones, folder, 4096, true, List.of(), List.of());
  }

  /** The same with keys. */
  public Serving with(List<ServedKey> known) {
    return new Serving(zones, folder, payloadOctets, minimal, List.copyOf(known), keyFiles);
  }

  /** The same with files of keys. */
  public Serving withKeyFiles(List<Path> files) {
    return new Serving(zones, folder, payloadOctets, minimal, keys, List.copyOf(files));
  }
}
