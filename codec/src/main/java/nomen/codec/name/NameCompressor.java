package nomen.codec.name;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import nomen.codec.wire.WireWriter;

/**
 * Writes names with compression (RFC 1035 section 4.1.4) and remembers where their suffixes stand.
 *
 * <p>The suffixes form a tree in which a child is one label longer than its parent; the tree is
 * kept as a hash table from (parent, label) to the offset of that label in the message:
 *
 * <pre>
 *   message   12: 3www 7example 3com 0        table   (root, com)     -> 1, offset 24
 *                                                     (1, example)    -> 2, offset 16
 *                                                     (2, www)        -> 3, offset 12
 * </pre>
 *
 * A name is looked up from its last label to its first, one probe a label, and each probe compares
 * one label only: the rest is the same by construction. So the work for a name is bounded by its
 * labels, whatever was written before. At most {@link #MAX_SUFFIXES} are remembered; later names
 * are compressed against those.
 *
 * <p>Labels match whatever their ASCII case, as every peer does it; the case that was written first
 * is what a reader then sees. One compressor serves one message at a time. Not thread-safe.
 */
public final class NameCompressor {
  /** The most suffixes remembered for one message. */
  public static final int MAX_SUFFIXES = 128;

  /** A pointer has 14 bits for the offset. */
  private static final int MAX_POINTER = 0x3fff;

  private static final int SLOTS = 2 * MAX_SUFFIXES;

  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** The bit by which ASCII upper and lower case differ, in each octet. */
  private static final long FOLDED = 0x2020_2020_2020_2020L;

  /** 2^64 divided by the golden ratio. */
  private static final long HASH_FACTOR = 0x9e37_79b9_7f4a_7c15L;

  /** The suffix numbers, 1 to MAX_SUFFIXES, by hash; a slot counts only in its own generation. */
  private final short[] slot = new short[SLOTS];

  private final int[] slotGeneration = new int[SLOTS];

  /** By suffix number: the offset of its first label, its parent's number, its hash. */
  private final int[] offset = new int[MAX_SUFFIXES + 1];

  private final int[] parent = new int[MAX_SUFFIXES + 1];
  private final int[] hash = new int[MAX_SUFFIXES + 1];

  /** Where each label of the name at hand begins. */
  private final int[] labelAt = new int[Labels.MAX_LABELS];

  private int suffixes;

  /** The hash of what was looked for last. */
  private int hashSought;

  /** Never 0: that is what a slot that was never used says. */
  private int generation = 1;

  /** Forgets everything: a new message begins. */
  public void reset() {
    suffixes = 0;
    if (++generation == 0) {
      java.util.Arrays.fill(slotGeneration, 0);
      generation = 1;
    }
  }

  /**
   * Remembers the suffixes of an uncompressed name that stands in the message already.
   *
   * @param message the message's octets, its first octet at index 0
   */
  public void add(byte[] message, int at) {
    int labels = split(message, at);
    int suffix = 0;
    for (int i = labels - 1; i >= 0; i--) {
      int found = find(suffix, message, labelAt[i], message);
      if (found == 0) {
        found = remember(suffix, hashSought, labelAt[i]);
        if (found == 0) {
          return;
        }
      }
      suffix = found;
    }
  }

  /**
   * Writes a name, its longest known suffix as a pointer.
   *
   * @param from an array that holds the name in uncompressed wire format at {@code at}
   */
  public void write(WireWriter to, byte[] from, int at) {
    int labels = split(from, at);
    byte[] message = to.octets();
    int suffix = 0;
    int known = labels;
    while (known > 0) {
      int found = find(suffix, from, labelAt[known - 1], message);
      if (found == 0) {
        break;
      }
      suffix = found;
      known--;
    }
    int fresh = known == 0 ? 0 : labelAt[known - 1] + from[labelAt[known - 1]] + 1 - at;
    int begin = to.claim(fresh + (suffix == 0 ? 1 : 2));
    if (begin < 0) {
      return;
    }
    System.arraycopy(from, at, message, begin, fresh);
    if (suffix == 0) {
      message[begin + fresh] = 0;
    } else {
      message[begin + fresh] = (byte) (0xc0 | offset[suffix] >> 8);
      message[begin + fresh + 1] = (byte) offset[suffix];
    }
    int first = known - 1;
    for (int i = first; i >= 0; i--) {
      // The first of them was just sought in vain.
      int ofSuffix = i == first ? hashSought : hash(suffix, from, labelAt[i]);
      suffix = remember(suffix, ofSuffix, begin + labelAt[i] - at);
      if (suffix == 0) {
        return;
      }
    }
  }

  /** Writes a name, its longest known suffix as a pointer. */
  public void write(WireWriter to, Name name) {
    write(to, name.octets(), 0);
  }

  /** Forgets suffixes that stand at or behind a mark: the writer was rolled back to it. */
  public void rollback(int mark) {
    // Numbers are given in the order in which names are written, and names are whole: what goes is
    // the newest.
    int keep = suffixes;
    while (keep > 0 && offset[keep] >= mark) {
      keep--;
    }
    if (keep == suffixes) {
      return;
    }
    reset();
    while (suffixes < keep) {
      suffixes++;
      insert(suffixes, hash[suffixes]);
    }
  }

  private int split(byte[] octets, int at) {
    int labels = 0;
    for (int i = at; octets[i] != 0; i += octets[i] + 1) {
      labelAt[labels++] = i;
    }
    return labels;
  }

  /** Eight octets a step: this is most of the work for a name. */
  private static int hash(int suffix, byte[] octets, int at) {
    int end = at + 1 + octets[at];
    long h = suffix * HASH_FACTOR + octets[at];
    int i = at + 1;
    for (; end - i >= Long.BYTES; i += Long.BYTES) {
      // Folding by setting one bit is enough here: a hash may bring different octets together.
      h = (h ^ ((long) WORD.get(octets, i) | FOLDED)) * HASH_FACTOR;
      h ^= h >>> 32;
    }
    if (i < end) {
      h = (h ^ (tail(octets, i, end - i) | FOLDED)) * HASH_FACTOR;
    }
    return (int) (h ^ h >>> 32);
  }

  /** One to seven octets, the first the lowest, above them zeros. */
  private static long tail(byte[] octets, int at, int count) {
    if (at + Long.BYTES <= octets.length) {
      return (long) WORD.get(octets, at) & -1L >>> Long.SIZE - Byte.SIZE * count;
    }
    long tail = 0;
    for (int i = count - 1; i >= 0; i--) {
      tail = tail << Byte.SIZE | octets[at + i] & 0xff;
    }
    return tail;
  }

  private int find(int suffix, byte[] octets, int at, byte[] message) {
    int h = hash(suffix, octets, at);
    hashSought = h;
    int length = octets[at];
    for (int i = h & SLOTS - 1; slotGeneration[i] == generation; i = i + 1 & SLOTS - 1) {
      int number = slot[i];
      if (hash[number] == h
          && parent[number] == suffix
          && message[offset[number]] == length
          && Labels.equalIgnoringCase(octets, at + 1, message, offset[number] + 1, length)) {
        return number;
      }
    }
    return 0;
  }

  /** Returns the new suffix's number, or 0 if there is no room or no pointer reaches there. */
  private int remember(int suffix, int ofSuffix, int messageOffset) {
    if (suffixes == MAX_SUFFIXES || messageOffset > MAX_POINTER) {
      return 0;
    }
    int number = ++suffixes;
    offset[number] = messageOffset;
    parent[number] = suffix;
    hash[number] = ofSuffix;
    insert(number, ofSuffix);
    return number;
  }

  private void insert(int number, int suffixHash) {
    int i = suffixHash & SLOTS - 1;
    while (slotGeneration[i] == generation) {
      i = i + 1 & SLOTS - 1;
    }
    slotGeneration[i] = generation;
    slot[i] = (short) number;
  }
}
