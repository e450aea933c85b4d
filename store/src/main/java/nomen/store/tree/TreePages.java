package nomen.store.tree;

import org.jspecify.annotations.Nullable;

/**
 * Walks the pages of a tree in the order of their keys: for whoever writes a tree down as it is.
 * {@link TreeAssembler} makes the tree again. Not thread-safe.
 */
public final class TreePages {
  private final @Nullable Branch[] branches = new @Nullable Branch[NameTree.MAX_HEIGHT];
  private final int[] childAt = new int[NameTree.MAX_HEIGHT];
  private final NameTree tree;
  private boolean started;
  private byte[] page = KeyPage.empty();

  /** Stands in front of the first page. */
  public TreePages(NameTree tree) {
    this.tree = tree;
  }

  /**
   * Goes to the next page.
   *
   * @return whether there is one; a tree without entries has none
   */
  public boolean next() {
    if (!started) {
      started = true;
      descend(tree.root, 0);
      return tree.size() > 0;
    }
    for (int level = tree.height - 1; level >= 0; level--) {
      Branch branch = branches[level];
      if (branch != null && childAt[level] + 1 < branch.children.length) {
        childAt[level]++;
        descend(branch.children[childAt[level]], level + 1);
        return true;
      }
    }
    return false;
  }

  private void descend(Object from, int fromLevel) {
    Object node = from;
    for (int level = fromLevel; level < tree.height; level++) {
      Branch branch = (Branch) node;
      branches[level] = branch;
      childAt[level] = 0;
      node = branch.children[0];
    }
    page = (byte[]) node;
  }

  /** The page; it is the tree's own and must not be written to. */
  public byte[] page() {
    return page;
  }

  /** The number of entries of a page. */
  public static int entries(byte[] page) {
    return KeyPage.count(page);
  }

  /** Where the value of an entry begins in its page. */
  public static int valueOffset(byte[] page, int index) {
    return KeyPage.valueAt(page, KeyPage.start(page, KeyPage.count(page), index));
  }

  /** Where the value of an entry ends in its page. */
  public static int valueEnd(byte[] page, int index) {
    return KeyPage.end(page, KeyPage.count(page), index);
  }
}
