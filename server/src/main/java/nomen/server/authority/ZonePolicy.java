package nomen.server.authority;

import java.util.List;
import nomen.server.config.Network;
import nomen.server.config.Networks;
import nomen.server.config.ZoneSettings;
import nomen.server.transport.ClientAddress;

/**
 * How one zone is to be served.
 *
 * @param allowQuery the client networks that get answers
 * @param isOpen whether these are all networks, so that none needs to be looked for
 * @param minimalAny whether ANY over UDP gets one RRset (RFC 8482 section 4.1)
 */
public record ZonePolicy(Networks allowQuery, boolean isOpen, boolean minimalAny) {
  /** The prefix length of all IPv4 addresses, as {@link Network} counts it. */
  private static final int V4_BITS = 96;

  /** The policy that a zone's settings ask for. */
  public static ZonePolicy of(ZoneSettings settings) {
    List<Network> networks = settings.allowQuery();
    boolean isOpen =
        networks.stream().anyMatch(network -> network.v4() && network.prefixLength() == V4_BITS)
            && networks.stream().anyMatch(network -> !network.v4() && network.prefixLength() == 0);
    return new ZonePolicy(new Networks(networks), isOpen, settings.minimalAny());
  }

  /** Whether a client gets answers. */
  public boolean allows(ClientAddress client) {
    return isOpen || allowQuery.contains(client.high(), client.low());
  }
}
