package nomen.server.config;

import java.util.Collection;

/** A set of networks that is asked for every request: it allocates nothing and holds no lock. */
public final class Networks {
  private final Network[] networks;

  /** The set of these networks; an empty one holds no address. */
  public Networks(Collection<Network> networks) {
    this.networks = networks.toArray(Network[]::new);
  }

  /**
   * Whether an address is in one of the networks.
   *
   * @param high its first 64 bits; 0 for IPv4
   * @param low its last 64 bits; {@link Network#mapped} for IPv4
   */
  public boolean contains(long high, long low) {
    for (Network network : networks) {
      if (network.contains(high, low)) {
        return true;
      }
    }
    return false;
  }
}
