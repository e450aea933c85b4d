package nomen.store.tree;

/**
 * A persistent map from keys (octet strings, as a rule made by {@link NameKey}) to values (octet
 * strings of any length), in the order of the keys as unsigned octets.
 *
 * <p>It is a B+tree. Its leaves are {@linkplain KeyPage pages}: arrays of up to one kibibyte, each
 * with some dozens of keys and values; above them stand {@linkplain Branch branches} of up to 64
 * children. So a million names are some ten thousands of arrays without a pointer in them, the
 * collector has next to nothing to follow, and a search touches few lines of memory: three levels
 * of branches, which stay in the processor's cache, then the page's heads and one entry.
 *
 * <pre>
 *                        [ m | t ]                       branch: separators, children
 *               /            |           \
 *       [ c | h ]        [ p | r ]        [ x ]
 *      /    |    \      /    |    \      /     \
 *   page  page  page  page  page  page  page  page       leaves: keys with their values
 * </pre>
 *
 * <p>The contract:
 *
 * <ul>
 *   <li>A tree never changes. Any number of threads read it, each with a {@link TreeCursor} of its
 *       own, without a lock; it must only be published safely.
 *   <li>A {@link TreeEditor} makes a tree from another one and shares with it all that is the same.
 *       A change copies one page and the arrays of children above it; what the editor itself copied
 *       since it last gave out a tree it changes in place.
 *   <li>The octets of values that a cursor shows are the tree's own and must not be written to.
 * </ul>
 *
 * <p>Limits: keys of up to {@link NameKey#MAX_OCTETS} octets, values of up to {@link
 * #MAX_VALUE_OCTETS}.
 */
public final class NameTree {
  /** The most octets of a value. */
  public static final int MAX_VALUE_OCTETS = 1 << 30;

  /** The most levels of branches; with half-full branches there is room for 2^50 pages. */
  static final int MAX_HEIGHT = 12;

  /** What an array takes besides its elements. */
  private static final int ARRAY_OCTETS = 16;

  /** The tree without entries. */
  public static final NameTree EMPTY = new NameTree(KeyPage.empty(), 0, 0);

  /** A page if the height is 0, else a branch. */
  final Object root;

  /** The levels of branches above the pages. */
  final int height;

  private final long size;

  /**
   * See {@link #octets}; -1 until somebody asked. It comes out the same whichever thread counts.
   */
  private volatile long octets = -1;

  NameTree(Object root, int height, long size) {
    this.root = root;
    this.height = height;
    this.size = size;
  }

  /** The number of entries. */
  public long size() {
    return size;
  }

  /** About what the tree takes of the heap, counted array by array when it is asked for first. */
  public long octets() {
    long known = octets;
    if (known < 0) {
      known = octets(root);
      octets = known;
    }
    return known;
  }

  private static long octets(Object node) {
    if (!(node instanceof Branch branch)) {
      return (long) ARRAY_OCTETS + ((byte[]) node).length;
    }
    long sum = 3L * ARRAY_OCTETS + branch.separators.length + 4L * branch.children.length;
    for (Object child : branch.children) {
      sum += octets(child);
    }
    return sum;
  }
}
