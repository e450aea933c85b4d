package nomen.codec.tsig;

import java.util.HashMap;
import java.util.Map;

/**
 * The keyed hashes of one thread, one for each key that it met: making one is much dearer than
 * using it. Not thread-safe.
 */
public final class TsigMacs {
  /**
   * The most that are kept; then all are forgotten, those of keys that were replaced among them.
   */
  public static final int MAX_KEPT = 1024;

  private final Map<TsigKey, TsigMac> byKey = new HashMap<>();

  /** None yet. */
  public TsigMacs() {}

  TsigMac of(TsigKey key) {
    TsigMac known = byKey.get(key);
    if (known != null) {
      return known;
    }
    if (byKey.size() >= MAX_KEPT) {
      byKey.clear();
    }
    TsigMac made = new TsigMac(key);
    byKey.put(key, made);
    return made;
  }
}
