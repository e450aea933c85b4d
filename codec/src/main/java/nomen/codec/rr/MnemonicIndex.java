package nomen.codec.rr;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds types by their mnemonics in text: a hash table, open addressing, at most half full. */
final class MnemonicIndex {
  private final @Nullable RRType[] slots;

  MnemonicIndex(List<RRType> types) {
    slots = new RRType[Integer.highestOneBit(types.size()) * 4];
    for (RRType type : types) {
      byte[] octets = type.mnemonic().getBytes(StandardCharsets.US_ASCII);
      int i = slot(octets, 0, octets.length);
      while (slots[i] != null) {
        i = i + 1 & slots.length - 1;
      }
      slots[i] = type;
    }
  }

  @Nullable RRType find(byte[] text, int start, int end) {
    for (int i = slot(text, start, end); ; i = i + 1 & slots.length - 1) {
      RRType type = slots[i];
      if (type == null || Octets.equalsIgnoreCase(text, start, end, type.mnemonic())) {
        return type;
      }
    }
  }

  private int slot(byte[] octets, int start, int end) {
    int hash = 0;
    for (int i = start; i < end; i++) {
      // Folding by setting one bit is enough: a hash may bring different octets together.
      hash = 31 * hash + (octets[i] | 0x20);
    }
    return (hash ^ hash >>> 9) & slots.length - 1;
  }
}
