package nomen.store.tree;

import java.util.Arrays;

/**
 * Makes pages from entries that are given in order. Used again and again by one editor, so that its
 * arrays are made once. Not thread-safe.
 */
final class PageBuilder {
  /**
   * The most octets of a page of more than one entry. Twice as much costs more for each change and
   * wins a few percent of memory; half as much has more pages and more levels above them.
   */
  static final int MAX_OCTETS = 2048;

  /** Keys and values, one behind the other. */
  private byte[] octets = {};

  /** Where the key of each entry begins; one more stands for the end of the last value. */
  private int[] keyAt = new int[8];

  private int[] valueAt = new int[8];
  private int count;

  void clear() {
    count = 0;
    keyAt[0] = 0;
  }

  int count() {
    return count;
  }

  boolean isEmpty() {
    return count == 0;
  }

  /** Puts an entry behind those that are here; its key is higher than theirs. */
  void add(byte[] key, int keyLength, byte[] value, int valueOffset, int valueLength) {
    int at = reserve(keyLength + valueLength);
    System.arraycopy(key, 0, octets, at, keyLength);
    System.arraycopy(value, valueOffset, octets, at + keyLength, valueLength);
    finish(at, keyLength, valueLength);
  }

  /** Puts entries of a page behind those that are here. */
  void addAll(byte[] page, int from, int to) {
    int pageCount = KeyPage.count(page);
    for (int i = from; i < to; i++) {
      int start = KeyPage.start(page, pageCount, i);
      int value = KeyPage.valueAt(page, start);
      int valueLength = KeyPage.end(page, pageCount, i) - value;
      int at = reserve(NameKey.MAX_OCTETS + valueLength);
      int keyLength = KeyPage.copyKey(page, i, octets, at);
      System.arraycopy(page, value, octets, at + keyLength, valueLength);
      finish(at, keyLength, valueLength);
    }
  }

  private int reserve(int more) {
    int at = keyAt[count];
    if (at + more > octets.length) {
      octets = Arrays.copyOf(octets, Math.max(2 * octets.length, at + more + MAX_OCTETS));
    }
    if (count + 2 > keyAt.length) {
      keyAt = Arrays.copyOf(keyAt, 2 * keyAt.length);
      valueAt = Arrays.copyOf(valueAt, 2 * valueAt.length);
    }
    return at;
  }

  private void finish(int at, int keyLength, int valueLength) {
    valueAt[count] = at + keyLength;
    count++;
    keyAt[count] = at + keyLength + valueLength;
  }

  int keyLength(int index) {
    return valueAt[index] - keyAt[index];
  }

  /** Forgets all entries but the last. */
  void keepLast() {
    int last = count - 1;
    int from = keyAt[last];
    int key = keyLength(last);
    int length = keyAt[count] - from;
    System.arraycopy(octets, from, octets, 0, length);
    clear();
    finish(0, key, length - key);
  }

  /** Compares a key with that of the last entry. */
  int compareToLast(byte[] key, int length) {
    return Arrays.compareUnsigned(key, 0, length, octets, keyAt[count - 1], valueAt[count - 1]);
  }

  /** The octets that a page of these entries takes. */
  int pageOctets(int from, int to) {
    int entries = to - from;
    int prefix = commonPrefix(from, to);
    int size = KeyPage.entriesAt(prefix, entries);
    for (int i = from; i < to; i++) {
      int suffix = keyLength(i) - prefix;
      size += entryOctets(suffix, keyAt[i + 1] - valueAt[i]);
    }
    return size;
  }

  static int entryOctets(int suffix, int valueLength) {
    return (suffix < 128 ? 1 : 2) + Math.max(0, suffix - KeyPage.HEAD_OCTETS) + valueLength;
  }

  /** What the first and the last key share, all share. */
  private int commonPrefix(int from, int to) {
    return to - from == 0 ? 0 : commonOctets(from, to - 1);
  }

  private int commonOctets(int a, int b) {
    int same = Arrays.mismatch(octets, keyAt[a], valueAt[a], octets, keyAt[b], valueAt[b]);
    return same < 0 ? keyLength(a) : same;
  }

  /** Whether the entries need more than one page. */
  boolean isTooLarge() {
    return count > 1 && roughOctets(0, count) > MAX_OCTETS && pageOctets(0, count) > MAX_OCTETS;
  }

  /** Where the first of two or more pages ends when what is too large is shared out evenly. */
  int cut(int from) {
    if (count - from <= 1 || pageOctets(from, count) <= MAX_OCTETS) {
      return count;
    }
    int goal = Math.min(roughOctets(from, count) / 2, MAX_OCTETS);
    int to = from + 1;
    while (to < count - 1 && roughOctets(from, to + 1) <= goal) {
      to++;
    }
    return to;
  }

  /** No less than the octets that a page takes: without counting what prefix and heads spare. */
  private int roughOctets(int from, int to) {
    return KeyPage.PREFIX + keyAt[to] - keyAt[from] + (KeyPage.SLOT_OCTETS + 2) * (to - from);
  }

  /** A page of the entries in a range. */
  byte[] build(int from, int to) {
    int entries = to - from;
    int prefix = commonPrefix(from, to);
    byte[] page = new byte[pageOctets(from, to)];
    KeyPage.putU16(page, 0, entries);
    KeyPage.putU16(page, 2, prefix);
    System.arraycopy(octets, keyAt[from], page, KeyPage.PREFIX, prefix);
    int at = KeyPage.entriesAt(prefix, entries);
    for (int i = 0; i < entries; i++) {
      int key = keyAt[from + i];
      int value = valueAt[from + i];
      int suffix = value - key - prefix;
      KeyPage.putU32(page, KeyPage.headAt(prefix, i), headOf(key + prefix, suffix));
      KeyPage.putU16(page, KeyPage.startAt(prefix, entries, i), at);
      at = PageSplice.putSuffixLength(page, at, suffix);
      int rest = Math.max(0, suffix - KeyPage.HEAD_OCTETS);
      int length = rest + keyAt[from + i + 1] - value;
      System.arraycopy(octets, value - rest, page, at, length);
      at += length;
    }
    return page;
  }

  private int headOf(int at, int suffix) {
    return suffix >= KeyPage.HEAD_OCTETS
        ? KeyPage.u32(octets, at)
        : KeyPage.head(octets, at, at + suffix);
  }

  /** A copy of a key. */
  byte[] key(int index) {
    return Arrays.copyOfRange(octets, keyAt[index], valueAt[index]);
  }

  /**
   * The shortest key that is above entry {@code index - 1} and not above entry {@code index}: what
   * a node keeps to tell two pages apart.
   */
  byte[] separator(int index) {
    int length = commonOctets(index - 1, index) + 1;
    return Arrays.copyOfRange(octets, keyAt[index], keyAt[index] + length);
  }
}
