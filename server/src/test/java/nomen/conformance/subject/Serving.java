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
 */
public record Serving(List<ServedZone> zones, Path folder, int payloadOctets, boolean minimal) {
  /** As a server on the internet is set up: 1232 octets, with additional data. */
  public static Serving usual(List<ServedZone> zones, Path folder) {
    return new Serving(zones, folder, 1232, false);
  }

  /** As comparisons need it: nothing truncated below 4096 octets, nothing that is optional. */
  public static Serving comparable(List<ServedZone> zones, Path folder) {
    return new Serving(zones, folder, 4096, true);
  }
}
