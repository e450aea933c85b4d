package nomen.store.tree;

import java.util.Arrays;

/**
 * Makes a {@link NameTree} from another one. Going back to an earlier tree is free: it was never
 * changed. Not thread-safe.
 *
 * <p>Entries that are put in ascending order behind all others are gathered and become full pages,
 * so loading a sorted zone costs a copy for each entry and no search. Anything else costs a search,
 * a copy of one page, and copies of the arrays above it that an earlier tree shares.
 */
public final class TreeEditor {
  /** A page below this is put together with one beside it where that fits. */
  private static final int LOW_OCTETS = PageBuilder.MAX_OCTETS / 4;

  /** What two together may have, so that the next change does not part them again. */
  private static final int JOINED_OCTETS = PageBuilder.MAX_OCTETS * 3 / 4;

  private final EditPath path;
  private final PageBuilder builder = new PageBuilder();

  /** Entries behind all others, not in the tree yet. */
  private final PageBuilder tail = new PageBuilder();

  private long size;

  /** Whether the last entry that was put came to stand behind all others. */
  private boolean ascending;

  /** An editor that starts from a tree. */
  public TreeEditor(NameTree base) {
    path = new EditPath(base);
    size = base.size();
    ascending = size == 0;
  }

  /** The tree so far; the editor can go on, and the tree does not change with it. */
  public NameTree build() {
    flushTail();
    return path.build(size);
  }

  /** Goes back to a tree, or on to another. */
  public void reset(NameTree tree) {
    tail.clear();
    path.reset(tree);
    size = tree.size();
    ascending = size == 0;
  }

  /** The number of entries. */
  public long size() {
    return size + tail.count();
  }

  /**
   * Shows the entry of a key in the tree so far; the cursor is at it until the next change.
   *
   * @return whether there is one
   */
  public boolean find(byte[] key, int length, TreeCursor cursor) {
    if (!tail.isEmpty()) {
      if (tail.compareToLast(key, length) > 0) {
        return false;
      }
      flushTail();
    }
    return path.seekFloor(cursor, key, length);
  }

  /**
   * Puts an entry, in the place of the one with its key if there is one.
   *
   * @param key the array in which the key stands from its start
   * @return whether the key is new
   */
  public boolean put(byte[] key, int length, byte[] value, int offset, int valueLength) {
    if (valueLength > NameTree.MAX_VALUE_OCTETS) {
      throw new IllegalArgumentException("value of " + valueLength + " octets");
    }
    if (!tail.isEmpty()) {
      if (tail.compareToLast(key, length) > 0) {
        append(key, length, value, offset, valueLength);
        return true;
      }
      flushTail();
    }
    byte[] page = path.descend(key, length);
    int count = KeyPage.count(page);
    int at = KeyPage.search(page, key, length);
    if (at >= 0) {
      ascending = false;
      replaceValue(page, at, key, length, value, offset, valueLength);
      return false;
    }
    at = -1 - at;
    boolean last = at == count && path.isRightmost();
    if (last && ascending) {
      append(key, length, value, offset, valueLength);
      return true;
    }
    ascending = last;
    insert(page, at, key, length, value, offset, valueLength);
    size++;
    return true;
  }

  /**
   * Removes the entry of a key.
   *
   * @return whether there was one
   */
  public boolean remove(byte[] key, int length) {
    flushTail();
    ascending = false;
    byte[] page = path.descend(key, length);
    int at = KeyPage.search(page, key, length);
    if (at < 0) {
      return false;
    }
    size--;
    if (KeyPage.count(page) == 1) {
      path.removePage();
      return true;
    }
    byte[] next = PageSplice.remove(page, at);
    if (next.length >= LOW_OCTETS || !joinPages(next)) {
      path.setPage(next);
    }
    return true;
  }

  private void append(byte[] key, int length, byte[] value, int offset, int valueLength) {
    tail.add(key, length, value, offset, valueLength);
    if (tail.isTooLarge()) {
      int last = tail.count() - 1;
      byte[] page = tail.build(0, last);
      tail.keepLast();
      appendPage(page);
      size += last;
    }
  }

  private void flushTail() {
    if (tail.isEmpty()) {
      return;
    }
    int entries = tail.count();
    byte[] page = tail.build(0, entries);
    tail.clear();
    ascending = false;
    if (size > 0) {
      byte[] before = path.descendToLast();
      if (before.length + page.length <= PageBuilder.MAX_OCTETS) {
        builder.clear();
        builder.addAll(before, 0, KeyPage.count(before));
        builder.addAll(page, 0, entries);
        setPages(false);
        size += entries;
        return;
      }
    }
    appendPage(page);
    size += entries;
  }

  /** Puts a page behind all others; its keys are above theirs. */
  private void appendPage(byte[] page) {
    if (size == 0) {
      path.setOnly(page);
      return;
    }
    byte[] before = path.descendToLast();
    builder.clear();
    builder.addAll(before, KeyPage.count(before) - 1, KeyPage.count(before));
    builder.addAll(page, 0, 1);
    byte[] separator = builder.separator(1);
    path.replacePage(new Object[] {before, page}, new byte[][] {separator}, 2);
  }

  private void replaceValue(
      byte[] page, int at, byte[] key, int length, byte[] value, int offset, int valueLength) {
    int count = KeyPage.count(page);
    int start = KeyPage.start(page, count, at);
    int old = KeyPage.end(page, count, at) - KeyPage.valueAt(page, start);
    if (count == 1 || page.length - old + valueLength <= PageBuilder.MAX_OCTETS) {
      path.setPage(PageSplice.replace(page, at, value, offset, valueLength));
      return;
    }
    builder.clear();
    builder.addAll(page, 0, at);
    builder.add(key, length, value, offset, valueLength);
    builder.addAll(page, at + 1, count);
    setPages(false);
  }

  private void insert(
      byte[] page, int at, byte[] key, int length, byte[] value, int offset, int valueLength) {
    int count = KeyPage.count(page);
    int most = KeyPage.SLOT_OCTETS + 2 + length + valueLength;
    if (count > 0
        && page.length + most <= PageBuilder.MAX_OCTETS
        && PageSplice.hasPrefix(page, key, length)) {
      path.setPage(PageSplice.insert(page, at, key, length, value, offset, valueLength));
      return;
    }
    builder.clear();
    builder.addAll(page, 0, at);
    builder.add(key, length, value, offset, valueLength);
    builder.addAll(page, at, count);
    setPages(at == count);
  }

  /**
   * Puts what the builder holds in the place of the page that was descended to.
   *
   * @param lastIsNew whether the last entry, now put behind the others, gets a page of its own if
   *     one is too small: entries put in ascending order then leave full pages behind
   */
  private void setPages(boolean lastIsNew) {
    if (!builder.isTooLarge()) {
      path.setPage(builder.build(0, builder.count()));
      return;
    }
    Object[] pages = new Object[4];
    byte[][] separators = new byte[3][];
    int made = 0;
    for (int from = 0; from < builder.count(); ) {
      int to = lastIsNew && from == 0 ? builder.count() - 1 : builder.cut(from);
      if (made == pages.length) {
        pages = Arrays.copyOf(pages, 2 * made);
        separators = Arrays.copyOf(separators, 2 * made);
      }
      if (made > 0) {
        separators[made - 1] = builder.separator(from);
      }
      pages[made++] = builder.build(from, to);
      from = to;
    }
    path.replacePage(pages, separators, made);
  }

  /** Puts a small page and one beside it together, if there is one that it fits with. */
  private boolean joinPages(byte[] page) {
    for (int by = -1; by <= 1; by += 2) {
      byte[] other = path.pageBeside(by);
      if (other != null && other.length + page.length <= JOINED_OCTETS) {
        byte[] low = by < 0 ? other : page;
        byte[] high = by < 0 ? page : other;
        builder.clear();
        builder.addAll(low, 0, KeyPage.count(low));
        builder.addAll(high, 0, KeyPage.count(high));
        if (!builder.isTooLarge()) {
          path.joinPages(by, builder.build(0, builder.count()));
          return true;
        }
      }
    }
    return false;
  }
}
