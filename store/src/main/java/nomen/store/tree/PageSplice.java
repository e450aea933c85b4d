package nomen.store.tree;

import java.util.Arrays;

/**
 * Makes a page from another one by changing one entry: copies of octets, without taking the page
 * apart. The prefix stays as it is, so a key that lacks it must go by a {@link PageBuilder}.
 */
final class PageSplice {
  private PageSplice() {}

  static boolean hasPrefix(byte[] page, byte[] key, int length) {
    int prefix = KeyPage.prefixLength(page);
    int end = KeyPage.PREFIX + prefix;
    return length >= prefix && Arrays.equals(page, KeyPage.PREFIX, end, key, 0, prefix);
  }

  /** The page with an entry more, whose key has the page's prefix. */
  static byte[] insert(
      byte[] page, int index, byte[] key, int length, byte[] value, int offset, int valueLength) {
    int count = KeyPage.count(page);
    int prefix = KeyPage.prefixLength(page);
    int suffix = length - prefix;
    int size = PageBuilder.entryOctets(suffix, valueLength);
    byte[] next = new byte[page.length + KeyPage.SLOT_OCTETS + size];
    KeyPage.putU16(next, 0, count + 1);
    KeyPage.putU16(next, 2, prefix);
    int head = KeyPage.headAt(prefix, index);
    System.arraycopy(page, KeyPage.PREFIX, next, KeyPage.PREFIX, head - KeyPage.PREFIX);
    KeyPage.putU32(next, head, KeyPage.head(key, prefix, length));
    System.arraycopy(
        page, head, next, head + KeyPage.HEAD_OCTETS, KeyPage.HEAD_OCTETS * (count - index));
    int here = index < count ? KeyPage.start(page, count, index) : page.length;
    copyStarts(page, count, 0, index, next, count + 1, 0, KeyPage.SLOT_OCTETS);
    KeyPage.putU16(next, KeyPage.startAt(prefix, count + 1, index), here + KeyPage.SLOT_OCTETS);
    copyStarts(page, count, index, count, next, count + 1, 1, KeyPage.SLOT_OCTETS + size);
    int from = KeyPage.entriesAt(prefix, count);
    System.arraycopy(page, from, next, from + KeyPage.SLOT_OCTETS, here - from);
    int at = putSuffixLength(next, here + KeyPage.SLOT_OCTETS, suffix);
    if (suffix > KeyPage.HEAD_OCTETS) {
      int rest = suffix - KeyPage.HEAD_OCTETS;
      System.arraycopy(key, prefix + KeyPage.HEAD_OCTETS, next, at, rest);
      at += rest;
    }
    System.arraycopy(value, offset, next, at, valueLength);
    System.arraycopy(page, here, next, at + valueLength, page.length - here);
    return next;
  }

  /** The page with another value in one entry. */
  static byte[] replace(byte[] page, int index, byte[] value, int offset, int valueLength) {
    int count = KeyPage.count(page);
    int at = KeyPage.valueAt(page, KeyPage.start(page, count, index));
    int end = KeyPage.end(page, count, index);
    int growth = valueLength - (end - at);
    byte[] next = new byte[page.length + growth];
    System.arraycopy(page, 0, next, 0, at);
    System.arraycopy(value, offset, next, at, valueLength);
    System.arraycopy(page, end, next, at + valueLength, page.length - end);
    copyStarts(page, count, index + 1, count, next, count, 0, growth);
    return next;
  }

  /** The page without an entry. */
  static byte[] remove(byte[] page, int index) {
    int count = KeyPage.count(page);
    int prefix = KeyPage.prefixLength(page);
    int here = KeyPage.start(page, count, index);
    int end = KeyPage.end(page, count, index);
    byte[] next = new byte[page.length - KeyPage.SLOT_OCTETS - (end - here)];
    KeyPage.putU16(next, 0, count - 1);
    KeyPage.putU16(next, 2, prefix);
    int head = KeyPage.headAt(prefix, index);
    System.arraycopy(page, KeyPage.PREFIX, next, KeyPage.PREFIX, head - KeyPage.PREFIX);
    System.arraycopy(
        page, head + KeyPage.HEAD_OCTETS, next, head, KeyPage.HEAD_OCTETS * (count - 1 - index));
    copyStarts(page, count, 0, index, next, count - 1, 0, -KeyPage.SLOT_OCTETS);
    int shift = -KeyPage.SLOT_OCTETS - (end - here);
    copyStarts(page, count, index + 1, count, next, count - 1, -1, shift);
    int from = KeyPage.entriesAt(prefix, count);
    System.arraycopy(page, from, next, from - KeyPage.SLOT_OCTETS, here - from);
    System.arraycopy(page, end, next, end + shift, page.length - end);
    return next;
  }

  private static void copyStarts(
      byte[] page, int count, int from, int to, byte[] next, int nextCount, int by, int shift) {
    int prefix = KeyPage.prefixLength(page);
    int read = KeyPage.startAt(prefix, count, from);
    int write = KeyPage.startAt(prefix, nextCount, from + by);
    for (int i = from; i < to; i++, read += 2, write += 2) {
      KeyPage.putU16(next, write, KeyPage.u16(page, read) + shift);
    }
  }

  /** Writes the octets of a key behind the prefix as an entry begins with them. */
  static int putSuffixLength(byte[] page, int at, int suffix) {
    if (suffix < 128) {
      page[at] = (byte) suffix;
      return at + 1;
    }
    KeyPage.putU16(page, at, suffix | 0x8000);
    return at + 2;
  }
}
