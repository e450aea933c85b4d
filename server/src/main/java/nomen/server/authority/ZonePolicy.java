package nomen.server.authority;

import nomen.server.config.Networks;
import nomen.server.config.ZoneSettings;
import nomen.server.transport.ClientAddress;

/**
 * How one zone is to be served.
 *
 * @param allowQuery the client networks that get answers
 * @param minimalAny whether ANY over UDP gets one RRset (RFC 8482 section 4.1)
 */
public record ZonePolicy(Networks allowQuery, boolean minimalAny) {
  /** The policy that a zone's settings ask for. */
  public static ZonePolicy of(ZoneSettings settings) {
    return new ZonePolicy(new Networks(settings.allowQuery()), settings.minimalAny());
  }

  /** Whether a client gets answers. */
  public boolean allows(ClientAddress client) {
    return allowQuery.contains(client.high(), client.low());
  }
}
