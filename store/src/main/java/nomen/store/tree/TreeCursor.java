package nomen.store.tree;

import org.jspecify.annotations.Nullable;

/**
 * A place in a {@link NameTree}: made once, used again and again, so that searching allocates
 * nothing. Not thread-safe. It shows the tree that it was last sought in, whatever is edited since.
 */
public final class TreeCursor {
  private final @Nullable Branch[] branches = new @Nullable Branch[NameTree.MAX_HEIGHT];
  private final int[] childAt = new int[NameTree.MAX_HEIGHT];
  private int height;
  private byte[] page = KeyPage.empty();
  private int count;
  private int index = -1;

  /** A cursor that is at no entry. */
  public TreeCursor() {}

  /**
   * Goes to the entry with the highest key that is not above the given one, if there is such an
   * entry; else in front of the first.
   *
   * @return whether the entry has the very key
   */
  public boolean seekFloor(NameTree tree, byte[] key, int length) {
    return seekFloor(tree.root, tree.height, key, length);
  }

  boolean seekFloor(Object root, int rootHeight, byte[] key, int length) {
    height = rootHeight;
    Object node = root;
    for (int level = 0; level < height; level++) {
      Branch branch = (Branch) node;
      int child = branch.indexOf(key, length);
      branches[level] = branch;
      childAt[level] = child;
      node = branch.children[child];
    }
    page = (byte[]) node;
    count = KeyPage.count(page);
    int at = KeyPage.search(page, key, length);
    if (at >= 0) {
      index = at;
      return true;
    }
    index = -2 - at;
    if (index < 0 && height > 0) {
      previous();
    }
    return false;
  }

  /** Goes in front of the first entry. */
  public void seekStart(NameTree tree) {
    height = tree.height;
    descend(tree.root, 0, false);
    index = -1;
  }

  private void descend(Object from, int fromLevel, boolean toLast) {
    Object node = from;
    for (int level = fromLevel; level < height; level++) {
      Branch branch = (Branch) node;
      branches[level] = branch;
      childAt[level] = toLast ? branch.children.length - 1 : 0;
      node = branch.children[childAt[level]];
    }
    page = (byte[]) node;
    count = KeyPage.count(page);
  }

  /** Whether the cursor is at an entry. */
  public boolean isValid() {
    return index >= 0 && index < count;
  }

  /**
   * Goes to the entry behind.
   *
   * @return whether there is one; else the cursor is behind the last
   */
  public boolean next() {
    if (index + 1 < count) {
      index++;
      return true;
    }
    return nextChild(height - 1);
  }

  /** Goes to the first entry behind all that is in the child of now at a level. */
  private boolean nextChild(int fromLevel) {
    for (int level = fromLevel; level >= 0; level--) {
      Branch branch = branches[level];
      if (branch != null && childAt[level] + 1 < branch.children.length) {
        childAt[level]++;
        descend(branch.children[childAt[level]], level + 1, false);
        index = 0;
        return true;
      }
    }
    index = count;
    return false;
  }

  /**
   * Goes over what two trees share from here on, if both cursors stand where the same page begins:
   * the same pages and the same branches, which trees have that were made from each other. All that
   * is gone over has the same entries in both, so walking two large trees that differ little is
   * quick.
   *
   * @param other a cursor in the other tree
   */
  public void skipShared(TreeCursor other) {
    while (isAtSamePage(other)) {
      int levels = 0;
      while (isAtSameBranch(other, levels + 1)) {
        levels++;
      }
      nextChild(height - 1 - levels);
      other.nextChild(other.height - 1 - levels);
    }
  }

  private boolean isAtSamePage(TreeCursor other) {
    return page == other.page && index == 0 && other.index == 0 && count > 0;
  }

  /** Whether both are at the start of the same branch, some levels above the pages. */
  private boolean isAtSameBranch(TreeCursor other, int levels) {
    int level = height - levels;
    int otherLevel = other.height - levels;
    return level >= 0
        && otherLevel >= 0
        && childAt[level] == 0
        && other.childAt[otherLevel] == 0
        && branches[level] == other.branches[otherLevel];
  }

  /**
   * Goes to the entry in front.
   *
   * @return whether there is one; else the cursor is in front of the first
   */
  public boolean previous() {
    if (index > 0) {
      index--;
      return true;
    }
    int level = height - 1;
    while (level >= 0) {
      Branch branch = branches[level];
      if (branch != null && childAt[level] > 0) {
        childAt[level]--;
        descend(branch.children[childAt[level]], level + 1, true);
        index = count - 1;
        return true;
      }
      level--;
    }
    index = -1;
    return false;
  }

  /** The array in which the entry's value stands. */
  public byte[] page() {
    return page;
  }

  /** Where the entry's value begins. */
  public int valueOffset() {
    return KeyPage.valueAt(page, KeyPage.start(page, count, index));
  }

  /** The octets of the entry's value. */
  public int valueLength() {
    return KeyPage.end(page, count, index) - valueOffset();
  }

  /**
   * Copies the entry's key.
   *
   * @param to has room for {@link NameKey#MAX_OCTETS} octets
   * @return its octets
   */
  public int copyKey(byte[] to) {
    return KeyPage.copyKey(page, index, to, 0);
  }
}
