package nomen.store.zonefile;

import nomen.codec.rr.RRClass;
import nomen.codec.rr.RRType;
import nomen.codec.rr.RRTypes;
import nomen.codec.text.Tokenizer;
import org.jspecify.annotations.Nullable;

/**
 * Tells the words for types and classes apart. Words of up to eight octets that were seen before are
 * found by their octets, without making text of them.
 *
 * <pre>
 *   key   the octets in upper case, the first one highest:  "mx" = 0x4d58
 *   code  0 to 65535 a type, 65536 and up a class
 * </pre>
 */
final class FieldWords {
  static final int NEITHER = -1;
  private static final int CLASS = 1 << 16;
  private static final int SLOTS = 256;

  /** The most words that are remembered; what comes later is looked up as text each time. */
  private static final int MAX_WORDS = SLOTS / 2;

  private final long[] keys = new long[SLOTS];
  private final int[] codes = new int[SLOTS];
  private int words;

  static boolean isClass(int code) {
    return code >= CLASS;
  }

  static int classCode(int code) {
    return code - CLASS;
  }

  /** The code of the current token, or {@link #NEITHER}. */
  int code(Tokenizer token) {
    int length = token.length();
    if (token.quoted() || length == 0 || token.hasEscapes()) {
      return NEITHER;
    }
    if (length > Long.BYTES) {
      return parse(token.text());
    }
    byte[] octets = token.octets();
    long key = 0;
    for (int i = token.start(); i < token.end(); i++) {
      int octet = octets[i] & 0xff;
      key = key << 8 | (octet >= 'a' && octet <= 'z' ? octet - 32 : octet);
    }
    int slot = (int) (key * 0x9e37_79b9_7f4a_7c15L >>> 56);
    while (keys[slot] != 0) {
      if (keys[slot] == key) {
        return codes[slot];
      }
      slot = (slot + 1) % SLOTS;
    }
    int code = parse(token.text());
    if (code != NEITHER && words < MAX_WORDS) {
      words++;
      keys[slot] = key;
      codes[slot] = code;
    }
    return code;
  }

  private static int parse(String word) {
    @Nullable RRType type = RRTypes.parse(word);
    if (type != null) {
      return type.code();
    }
    @Nullable RRClass rrClass = RRClass.parse(word);
    return rrClass == null ? NEITHER : CLASS + rrClass.code();
  }
}
