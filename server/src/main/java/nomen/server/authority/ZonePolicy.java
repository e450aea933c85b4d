package nomen.server.authority;

import nomen.codec.name.Name;
import nomen.server.config.AccessList;
import nomen.server.config.ZoneSettings;
import nomen.server.transport.ClientAddress;
import org.jspecify.annotations.Nullable;

/**
 * How one zone is to be served.
 *
 * @param allowQuery who gets answers
 * @param minimalAny whether ANY over UDP gets one RRset (RFC 8482 section 4.1)
 */
public record ZonePolicy(AccessList allowQuery, boolean minimalAny) {
  /** The policy that a zone's settings ask for. */
  public static ZonePolicy of(ZoneSettings settings) {
    return new ZonePolicy(new AccessList(settings.queriers()), settings.minimalAny());
  }

  /**
   * Whether a client gets answers.
   *
   * @param key the key that the request is verified to be signed with, or null
   */
  public boolean allows(ClientAddress client, @Nullable Name key) {
    return allowQuery.allows(client.high(), client.low(), key);
  }
}
