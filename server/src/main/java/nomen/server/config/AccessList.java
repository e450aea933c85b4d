package nomen.server.config;

import java.util.Collection;
import nomen.codec.name.Name;
import org.jspecify.annotations.Nullable;

/**
 * Who is let in: any element that matches lets a client in. It is asked for every request:
 * allocates nothing, holds no lock, never changes.
 */
public final class AccessList {
  /** The prefix length of all IPv4 addresses, as {@link Network} counts it. */
  private static final int V4_BITS = 96;

  private final AclElement[] elements;
  private final boolean open;

  /** A list of these elements; an empty one lets nobody in. */
  public AccessList(Collection<AclElement> elements) {
    this.elements = elements.toArray(AclElement[]::new);
    this.open =
        elements.stream().anyMatch(element -> isWhole(element, true, V4_BITS))
            && elements.stream().anyMatch(element -> isWhole(element, false, 0));
  }

  private static boolean isWhole(AclElement element, boolean v4, int bits) {
    return element instanceof AclElement.Within(Network network)
        && network.v4() == v4
        && network.prefixLength() == bits;
  }

  /** Whether everybody is let in, so that no element needs to be looked at. */
  public boolean isOpen() {
    return open;
  }

  /**
   * Whether a client is let in.
   *
   * @param high the first 64 bits of its address; 0 for IPv4
   * @param low its last 64 bits; {@link Network#mapped} for IPv4
   * @param key the key that the request is verified to be signed with, or null
   */
  public boolean allows(long high, long low, @Nullable Name key) {
    if (open) {
      return true;
    }
    for (AclElement element : elements) {
      if (element.matches(high, low, key)) {
        return true;
      }
    }
    return false;
  }
}
