package nomen.server.config;

import nomen.codec.name.Name;
import org.jspecify.annotations.Nullable;

/**
 * One element of an access list: who is let in. Written {@code key:NAME} for everybody who signs
 * with that key, as a {@link Network}, or as a network, a blank and a key, which must both match.
 */
public sealed interface AclElement {
  /** How an element that names a key begins. */
  String KEY_PREFIX = "key:";

  /** Everybody who signs with a key (RFC 8945). */
  record Key(Name name) implements AclElement {
    @Override
    public boolean matches(long high, long low, @Nullable Name key) {
      return name.equals(key);
    }

    @Override
    public String toString() {
      return KEY_PREFIX + name;
    }
  }

  /** Everybody in a network, signed or not. */
  record Within(Network network) implements AclElement {
    @Override
    public boolean matches(long high, long low, @Nullable Name key) {
      return network.contains(high, low);
    }

    @Override
    public String toString() {
      return network.toString();
    }
  }

  /** Everybody in a network who signs with a key. */
  record Both(Network network, Name name) implements AclElement {
    @Override
    public boolean matches(long high, long low, @Nullable Name key) {
      return name.equals(key) && network.contains(high, low);
    }

    @Override
    public String toString() {
      return network + " " + KEY_PREFIX + name;
    }
  }

  /**
   * Whether it lets a client in.
   *
   * @param high the first 64 bits of the client's address; 0 for IPv4
   * @param low its last 64 bits; {@link Network#mapped} for IPv4
   * @param key the key that the request is verified to be signed with, or null
   */
  boolean matches(long high, long low, @Nullable Name key);

  /** Scans the written form. Whether the key exists is checked when all keys are known. */
  static AclElement scan(String text) throws SettingException {
    String[] parts = text.trim().split(" +", -1);
    if (parts.length == 1) {
      return scanOne(parts[0]);
    }
    if (parts.length == 2) {
      AclElement first = scanOne(parts[0]);
      AclElement second = scanOne(parts[1]);
      if (first instanceof Within(Network network) && second instanceof Key(Name name)) {
        return new Both(network, name);
      }
    }
    throw new SettingException(
        AddressText.quote(text) + " is not a network and, behind a blank, a key");
  }

  private static AclElement scanOne(String text) throws SettingException {
    if (!text.startsWith(KEY_PREFIX)) {
      return new Within(Network.scan(text));
    }
    String name = text.substring(KEY_PREFIX.length());
    try {
      return new Key(Name.parse(name));
    } catch (IllegalArgumentException e) {
      throw new SettingException(AddressText.quote(name) + " is not a name: " + e.getMessage());
    }
  }
}
