package nomen.codec.tsig;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nomen.codec.name.Name;
import org.jspecify.annotations.Nullable;

/** The keys that a server or client knows, by name. It never changes. */
public final class Keyring {
  /** No key at all. */
  public static final Keyring EMPTY = new Keyring(List.of());

  private final Map<Name, TsigKey> byName = new HashMap<>();

  /**
   * A ring of keys.
   *
   * @throws IllegalArgumentException if two have the same name
   */
  public Keyring(Collection<TsigKey> keys) {
    for (TsigKey key : keys) {
      if (byName.putIfAbsent(key.name(), key) != null) {
        throw new IllegalArgumentException("two keys have the name " + key.name());
      }
    }
  }

  /** The key with a name, or null. */
  public @Nullable TsigKey find(Name name) {
    return byName.get(name);
  }

  /** How many keys there are. */
  public int size() {
    return byName.size();
  }
}
