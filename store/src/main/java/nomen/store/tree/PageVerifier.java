package nomen.store.tree;

import java.util.Arrays;

/**
 * Looks whether octets are a page as {@link KeyPage} draws it: every length lies inside, and the
 * keys ascend. What passes can be searched without reading outside of it.
 */
public final class PageVerifier {
  private PageVerifier() {}

  /**
   * Verifies a page of at least one entry.
   *
   * @throws IllegalArgumentException that says what is wrong
   */
  public static void verify(byte[] page) {
    require(page.length >= KeyPage.PREFIX, "page of fewer than 4 octets");
    int count = KeyPage.count(page);
    int prefix = KeyPage.prefixLength(page);
    int start = KeyPage.entriesAt(prefix, count);
    require(count > 0, "page without entries");
    require(prefix <= NameKey.MAX_OCTETS && start < page.length, "page shorter than its heads");
    require(KeyPage.start(page, count, 0) == start, "first entry not behind the heads");
    for (int i = 0; i < count; i++) {
      int end = KeyPage.end(page, count, i);
      require(end > start && end <= page.length, "entry outside of its page");
      verifyEntry(page, prefix, i, start, end);
      if (i > 0) {
        verifyOrder(page, count, prefix, i);
      }
      start = end;
    }
  }

  private static void verifyEntry(byte[] page, int prefix, int index, int start, int end) {
    require(page[start] >= 0 || start + 2 <= end, "entry cut short");
    int suffix = KeyPage.suffixLength(page, start);
    require(page[start] >= 0 || suffix >= 128, "length of a key in two octets where one holds it");
    require(prefix + suffix <= NameKey.MAX_OCTETS, "key too long");
    require(KeyPage.valueAt(page, start) <= end, "key longer than its entry");
    if (suffix < KeyPage.HEAD_OCTETS) {
      int head = KeyPage.u32(page, KeyPage.headAt(prefix, index));
      require(head << 8 * suffix == 0, "head not filled up with zeros");
    }
  }

  private static void verifyOrder(byte[] page, int count, int prefix, int index) {
    int before = KeyPage.u32(page, KeyPage.headAt(prefix, index - 1));
    int here = KeyPage.u32(page, KeyPage.headAt(prefix, index));
    int order = Integer.compareUnsigned(before, here);
    if (order == 0) {
      order = compareRests(page, count, index);
    }
    require(order < 0, "keys not in order");
  }

  /** Compares the keys of an entry and the one in front, whose heads are the same. */
  private static int compareRests(byte[] page, int count, int index) {
    int a = KeyPage.start(page, count, index - 1);
    int b = KeyPage.start(page, count, index);
    int aLength = KeyPage.suffixLength(page, a);
    int bLength = KeyPage.suffixLength(page, b);
    if (Math.min(aLength, bLength) <= KeyPage.HEAD_OCTETS) {
      return Integer.compare(aLength, bLength);
    }
    return Arrays.compareUnsigned(
        page,
        KeyPage.restAt(page, a),
        KeyPage.valueAt(page, a),
        page,
        KeyPage.restAt(page, b),
        KeyPage.valueAt(page, b));
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
