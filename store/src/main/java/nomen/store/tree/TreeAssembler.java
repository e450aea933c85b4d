package nomen.store.tree;

import java.util.Arrays;

/**
 * Makes a tree of pages that come in the order of their keys, as {@link TreePages} gives them: the
 * pages become the leaves as they are, and only the branches above them are built, full ones. So it
 * costs a look at two keys for each page.
 */
public final class TreeAssembler {
  private final byte[] before = new byte[NameKey.MAX_OCTETS];
  private final byte[] after = new byte[NameKey.MAX_OCTETS];
  private final PageBuilder builder = new PageBuilder();

  private TreeAssembler() {}

  /**
   * A tree of some pages.
   *
   * @param pages each passed {@link PageVerifier#verify}; the tree takes them over
   * @param size the number of their entries
   * @throws IllegalArgumentException if a page's keys are not above those of the page before it
   */
  public static NameTree assemble(byte[][] pages, long size) {
    return pages.length == 0 ? NameTree.EMPTY : new TreeAssembler().build(pages, size);
  }

  private NameTree build(byte[][] pages, long size) {
    byte[][] separators = new byte[pages.length - 1][];
    for (int i = 1; i < pages.length; i++) {
      separators[i - 1] = separator(pages, i);
    }
    Object[] nodes = pages;
    int height = 0;
    while (nodes.length > 1) {
      int parents = Math.ceilDiv(nodes.length, Branch.MAX_CHILDREN);
      Object[] above = new Object[parents];
      byte[][] between = new byte[parents - 1][];
      for (int i = 0; i < parents; i++) {
        int from = share(nodes.length, parents, i);
        int to = share(nodes.length, parents, i + 1);
        above[i] = branch(nodes, separators, from, to);
        if (i > 0) {
          between[i - 1] = separators[from - 1];
        }
      }
      nodes = above;
      separators = between;
      height++;
    }
    return new NameTree(nodes[0], height, size);
  }

  /** Where the share of a parent begins when all are to have the same, as far as it goes. */
  private static int share(int nodes, int parents, int index) {
    return (int) ((long) nodes * index / parents);
  }

  private Branch branch(Object[] nodes, byte[][] separators, int from, int to) {
    builder.clear();
    for (int i = from; i < to - 1; i++) {
      builder.add(separators[i], separators[i].length, separators[i], 0, 0);
    }
    Object[] children = new Object[to - from];
    System.arraycopy(nodes, from, children, 0, to - from);
    return new Branch(builder.build(0, to - from - 1), children, null);
  }

  /** The shortest key that is above all before a page and not above its first. */
  private byte[] separator(byte[][] pages, int index) {
    byte[] last = pages[index - 1];
    int lastLength = KeyPage.copyKey(last, KeyPage.count(last) - 1, before, 0);
    int firstLength = KeyPage.copyKey(pages[index], 0, after, 0);
    int same = Arrays.mismatch(before, 0, lastLength, after, 0, firstLength);
    boolean ascending =
        same >= 0
            && same < firstLength
            && (same == lastLength || (before[same] & 0xff) < (after[same] & 0xff));
    if (!ascending) {
      throw new IllegalArgumentException("keys not above those of the page before");
    }
    return Arrays.copyOf(after, same + 1);
  }
}
