package nomen.store.tree;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The upper part of a tree that is being changed, and the way down to one of its pages. What is
 * done to that page is carried up from here: branches that an earlier tree shares are copied, those
 * that were made since the last {@link #build} are changed in place, and branches that become too
 * large or too small are parted or joined. After a change the way must be gone down again. Not
 * thread-safe.
 */
final class EditPath {
  /** A branch with fewer children is put together with one beside it where that fits. */
  private static final int LOW_CHILDREN = Branch.MAX_CHILDREN / 4;

  /** What two together may have, so that the next change does not part them again. */
  private static final int JOINED_CHILDREN = Branch.MAX_CHILDREN * 3 / 4;

  private final Branch[] branches = new Branch[NameTree.MAX_HEIGHT];
  private final int[] childAt = new int[NameTree.MAX_HEIGHT];

  /** For separators. */
  private final PageBuilder builder = new PageBuilder();

  private Object root;
  private int height;

  /** Owns the branches made since the last tree was given out. */
  private Object mark = new Object();

  EditPath(NameTree base) {
    root = base.root;
    height = base.height;
  }

  void reset(NameTree tree) {
    root = tree.root;
    height = tree.height;
    mark = new Object();
  }

  NameTree build(long size) {
    mark = new Object();
    return new NameTree(root, height, size);
  }

  boolean seekFloor(TreeCursor cursor, byte[] key, int length) {
    return cursor.seekFloor(root, height, key, length);
  }

  /** Puts the first page into an empty tree. */
  void setOnly(byte[] page) {
    root = page;
    height = 0;
  }

  void setPage(byte[] page) {
    setChild(height - 1, page);
  }

  /** Puts some pages in the place of the one on the way. */
  void replacePage(Object[] pages, byte[][] separators, int count) {
    replaceChild(height - 1, pages, separators, count);
  }

  /** Takes away the page on the way, which has become empty. */
  void removePage() {
    removeChild(height - 1);
  }

  /**
   * The page beside the one on the way, if they hang on one branch.
   *
   * @param by -1 or 1
   */
  byte @Nullable [] pageBeside(int by) {
    if (height == 0) {
      return null;
    }
    Object[] children = branches[height - 1].children;
    int at = childAt[height - 1] + by;
    return at >= 0 && at < children.length ? (byte[]) children[at] : null;
  }

  /** Puts a page in the place of the one on the way and the one beside it. */
  void joinPages(int by, byte[] page) {
    join(height - 1, childAt[height - 1] + Math.min(0, by), page);
  }

  /** Goes down to the page in whose range a key is, and remembers the way. */
  byte[] descend(byte[] key, int length) {
    Object node = root;
    for (int level = 0; level < height; level++) {
      Branch branch = (Branch) node;
      branches[level] = branch;
      childAt[level] = branch.indexOf(key, length);
      node = branch.children[childAt[level]];
    }
    return (byte[]) node;
  }

  /** Goes down to the last page. */
  byte[] descendToLast() {
    Object node = root;
    for (int level = 0; level < height; level++) {
      Branch branch = (Branch) node;
      branches[level] = branch;
      childAt[level] = branch.children.length - 1;
      node = branch.children[childAt[level]];
    }
    return (byte[]) node;
  }

  /** Whether the page on the way is the last. */
  boolean isRightmost() {
    for (int level = 0; level < height; level++) {
      if (childAt[level] != branches[level].children.length - 1) {
        return false;
      }
    }
    return true;
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
