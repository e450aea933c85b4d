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

  private static final int LOW_CHILDREN = Branch.MAX_CHILDREN / 4;

  /** What two together may have, so that the next change does not part them again. */
  private static final int JOINED_OCTETS = PageBuilder.MAX_OCTETS * 3 / 4;

  private static final int JOINED_CHILDREN = Branch.MAX_CHILDREN * 3 / 4;

  private final Branch[] branches = new Branch[NameTree.MAX_HEIGHT];
  private final int[] childAt = new int[NameTree.MAX_HEIGHT];
  private final PageBuilder builder = new PageBuilder();

  /** Entries behind all others, not in the tree yet. */
  private final PageBuilder tail = new PageBuilder();

  private Object root;
  private int height;
  private long size;

  /** Owns the branches made since the last tree was given out. */
  private Object mark = new Object();

  /** Whether the last entry that was put came to stand behind all others. */
  private boolean ascending;

  /** An editor that starts from a tree. */
  public TreeEditor(NameTree base) {
    root = base.root;
    height = base.height;
    size = base.size();
    ascending = size == 0;
  }

  /** The tree so far; the editor can go on, and the tree does not change with it. */
  public NameTree build() {
    flushTail();
    mark = new Object();
    return new NameTree(root, height, size);
  }

  /** Goes back to a tree, or on to another. */
  public void reset(NameTree tree) {
    tail.clear();
    root = tree.root;
    height = tree.height;
    size = tree.size();
    mark = new Object();
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
    return cursor.seekFloor(root, height, key, length);
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
    byte[] page = descend(key, length);
    int count = KeyPage.count(page);
    int at = KeyPage.search(page, key, length);
    if (at >= 0) {
      ascending = false;
      replaceValue(page, at, key, length, value, offset, valueLength);
      return false;
    }
    at = -1 - at;
    boolean last = at == count && isRightmost();
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
    byte[] page = descend(key, length);
    int at = KeyPage.search(page, key, length);
    if (at < 0) {
      return false;
    }
    size--;
    if (KeyPage.count(page) == 1) {
      removeChild(height - 1);
      return true;
    }
    byte[] next = PageSplice.remove(page, at);
    if (next.length >= LOW_OCTETS || height == 0 || !joinPages(next)) {
      setPage(next);
    }
    return true;
  }

  /** Goes down to the page in whose range a key is, and remembers the way. */
  private byte[] descend(byte[] key, int length) {
    Object node = root;
    for (int level = 0; level < height; level++) {
      Branch branch = (Branch) node;
      branches[level] = branch;
      childAt[level] = branch.indexOf(key, length);
      node = branch.children[childAt[level]];
    }
    return (byte[]) node;
  }

  private byte[] descendToLast() {
    Object node = root;
    for (int level = 0; level < height; level++) {
      Branch branch = (Branch) node;
      branches[level] = branch;
      childAt[level] = branch.children.length - 1;
      node = branch.children[childAt[level]];
    }
    return (byte[]) node;
  }

  private boolean isRightmost() {
    for (int level = 0; level < height; level++) {
      if (childAt[level] != branches[level].children.length - 1) {
        return false;
      }
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
      byte[] before = descendToLast();
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
      root = page;
      height = 0;
      return;
    }
    byte[] before = descendToLast();
    builder.clear();
    builder.addAll(before, KeyPage.count(before) - 1, KeyPage.count(before));
    builder.addAll(page, 0, 1);
    byte[] separator = builder.separator(1);
    replaceChild(height - 1, new Object[] {before, page}, new byte[][] {separator}, 2);
  }

  private void replaceValue(
      byte[] page, int at, byte[] key, int length, byte[] value, int offset, int valueLength) {
    int count = KeyPage.count(page);
    int start = KeyPage.start(page, count, at);
    int old = KeyPage.end(page, count, at) - KeyPage.valueAt(page, start);
    if (count == 1 || page.length - old + valueLength <= PageBuilder.MAX_OCTETS) {
      setPage(PageSplice.replace(page, at, value, offset, valueLength));
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
      setPage(PageSplice.insert(page, at, key, length, value, offset, valueLength));
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
      setPage(builder.build(0, builder.count()));
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
    replaceChild(height - 1, pages, separators, made);
  }

  private void setPage(byte[] page) {
    setChild(height - 1, page);
  }

  /** Puts a node in the place of the child on the way that was descended, below a level. */
  private void setChild(int level, Object child) {
    Object node = child;
    for (int l = level; l >= 0; l--) {
      Branch branch = branches[l];
      if (branch.owner == mark) {
        branch.children[childAt[l]] = node;
        return;
      }
      Object[] children = branch.children.clone();
      children[childAt[l]] = node;
      node = new Branch(branch.separators, children, mark);
      branches[l] = (Branch) node;
    }
    root = node;
  }

  /** Puts some nodes in the place of the child on the way, below a level; -1 is above the root. */
  private void replaceChild(int level, Object[] nodes, byte[][] separators, int count) {
    if (count == 1) {
      setChild(level, nodes[0]);
    } else if (level < 0) {
      Object[] children = Arrays.copyOf(nodes, count);
      builder.clear();
      addSeparators(separators, count - 1);
      root = new Branch(builder.build(0, count - 1), children, mark);
      height++;
    } else {
      Branch branch = branches[level];
      int at = childAt[level];
      Object[] old = branch.children;
      Object[] children = Branch.spliced(old, at, 1, nodes, count);
      builder.clear();
      builder.addAll(branch.separators, 0, at);
      addSeparators(separators, count - 1);
      builder.addAll(branch.separators, at, old.length - 1);
      setBranches(level, children, at + count == children.length);
    }
  }

  private void addSeparators(byte[][] separators, int count) {
    for (int i = 0; i < count; i++) {
      builder.add(separators[i], separators[i].length, separators[i], 0, 0);
    }
  }

  /**
   * Puts the children, with the separators in the builder, in the place of the branch at a level.
   */
  private void setBranches(int level, Object[] children, boolean grewAtEnd) {
    if (children.length <= Branch.MAX_CHILDREN) {
      byte[] separators = builder.build(0, children.length - 1);
      setChild(level - 1, new Branch(separators, children, mark));
      return;
    }
    // Where entries come in ascending order the left one stays full.
    int left = grewAtEnd ? Branch.MAX_CHILDREN : children.length / 2;
    Branch first =
        new Branch(builder.build(0, left - 1), Arrays.copyOfRange(children, 0, left), mark);
    Branch second =
        new Branch(
            builder.build(left, children.length - 1),
            Arrays.copyOfRange(children, left, children.length),
            mark);
    byte[] between = builder.key(left - 1);
    replaceChild(level - 1, new Object[] {first, second}, new byte[][] {between}, 2);
  }

  /** Takes away the child on the way below a level, which has become empty. */
  private void removeChild(int level) {
    if (level < 0) {
      root = KeyPage.empty();
      height = 0;
      return;
    }
    Branch branch = branches[level];
    Object[] old = branch.children;
    if (old.length == 1) {
      removeChild(level - 1);
      return;
    }
    int at = childAt[level];
    Object[] children = Branch.spliced(old, at, 1, new Object[0], 0);
    builder.clear();
    builder.addAll(branch.separators, 0, Math.max(0, at - 1));
    builder.addAll(branch.separators, Math.max(1, at), old.length - 1);
    shrinkBranch(level, children);
  }

  /** Puts fewer children, with the separators in the builder, in the place of a branch's. */
  private void shrinkBranch(int level, Object[] children) {
    if (level == 0 && children.length == 1) {
      root = children[0];
      height--;
      while (height > 0 && root instanceof Branch top && top.children.length == 1) {
        root = top.children[0];
        height--;
      }
      return;
    }
    Branch shrunk = new Branch(builder.build(0, children.length - 1), children, mark);
    if (children.length >= LOW_CHILDREN || level == 0 || !joinBranches(level, shrunk)) {
      setChild(level - 1, shrunk);
    }
  }

  /** Puts a small page and one beside it together, if there is one that it fits with. */
  private boolean joinPages(byte[] page) {
    Branch parent = branches[height - 1];
    int at = childAt[height - 1];
    for (int beside = at - 1; beside <= at + 1; beside += 2) {
      if (beside >= 0 && beside < parent.children.length) {
        byte[] other = (byte[]) parent.children[beside];
        if (other.length + page.length <= JOINED_OCTETS) {
          byte[] low = beside < at ? other : page;
          byte[] high = beside < at ? page : other;
          builder.clear();
          builder.addAll(low, 0, KeyPage.count(low));
          builder.addAll(high, 0, KeyPage.count(high));
          if (builder.isTooLarge()) {
            continue;
          }
          join(height - 1, Math.min(at, beside), builder.build(0, builder.count()));
          return true;
        }
      }
    }
    return false;
  }

  private boolean joinBranches(int level, Branch branch) {
    Branch parent = branches[level - 1];
    int at = childAt[level - 1];
    for (int beside = at - 1; beside <= at + 1; beside += 2) {
      if (beside >= 0 && beside < parent.children.length) {
        Branch other = (Branch) parent.children[beside];
        if (other.children.length + branch.children.length <= JOINED_CHILDREN) {
          int first = Math.min(at, beside);
          Branch low = beside < at ? other : branch;
          Branch high = beside < at ? branch : other;
          int lows = low.children.length;
          int highs = high.children.length;
          Object[] children = Branch.spliced(low.children, lows, 0, high.children, highs);
          builder.clear();
          builder.addAll(low.separators, 0, lows - 1);
          builder.addAll(parent.separators, first, first + 1);
          builder.addAll(high.separators, 0, highs - 1);
          join(level - 1, first, new Branch(builder.build(0, children.length - 1), children, mark));
          return true;
        }
      }
    }
    return false;
  }

  /** Puts a node in the place of two children of the branch at a level. */
  private void join(int level, int first, Object node) {
    Branch branch = branches[level];
    Object[] old = branch.children;
    Object[] children = Branch.spliced(old, first, 2, new Object[] {node}, 1);
    builder.clear();
    builder.addAll(branch.separators, 0, first);
    builder.addAll(branch.separators, first + 1, old.length - 1);
    shrinkBranch(level, children);
  }
}
