package nomen.conformance.subject;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a subject is to serve, and how.
 *
 * @param zones the zones, at least one
 * @param folder an empty folder for its configuration and other files
 * @param payloadOctets the largest UDP response that it sends
 * @param minimal whether what a client did not ask for is left out, except in referrals
 * @param keys the keys that it knows
 */
public record Serving(
    List<ServedZone> zones, Path folder, int payloadOctets, boolean minimal, List<ServedKey> keys) {
  /** As a server on the internet is set up: 1232 octets, with additional data. */
  public static Serving usual(List<ServedZone> zones, Path folder) {
    return new Serving(zones, folder, 1232, false, ServedKey.shared());
  }

  /** As comparisons need it: nothing truncated below 4096 octets, nothing that is optional. */
  public static Serving comparable(List<ServedZone> zones, Path folder) {
    return new Serving(zones, folder, 4096, true, ServedKey.shared());
  }

  /** The same with more keys. */
  public Serving with(List<ServedKey> more) {
    List<ServedKey> all = Stream.concat(keys.stream(), more.stream()).toList();
    return new Serving(zones, folder, payloadOctets, minimal, all);
  }
}
