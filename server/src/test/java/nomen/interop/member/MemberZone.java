package nomen.interop.member;

import java.nio.file.Path;
import java.util.List;
import nomen.conformance.subject.ServedKey;
import org.jspecify.annotations.Nullable;

/**
 * A zone of one member.
 *
 * @param origin the apex, absolute
 * @param file its master file, which the member may write; null where it is a secondary
 * @param primaries from which it is transferred
 * @param secondaries that are notified
 * @param key with which NOTIFY and transfers are signed, null if the network is enough
 */
public record MemberZone(
    String origin,
    @Nullable Path file,
    List<Place> primaries,
    List<Place> secondaries,
    @Nullable ServedKey key) {
  /** Who may transfer and update without a key. */
  static final String NETWORK = "127.0.0.0/8";

  /** What a primary has: anyone on this machine may update it. */
  public static MemberZone primary(
      String origin, Path file, @Nullable ServedKey key, Place... secondaries) {
    return new MemberZone(origin, file, List.of(), List.of(secondaries), key);
  }

  /** What a secondary has, which may have secondaries itself. */
  public static MemberZone secondary(
      String origin, Place primary, @Nullable ServedKey key, Place... secondaries) {
    return new MemberZone(origin, null, List.of(primary), List.of(secondaries), key);
  }
}
