package nomen.store.tree;

import org.jspecify.annotations.Nullable;

/**
 * A node above the pages: children, and separators that tell them apart. Child {@code i} has the
 * keys from separator {@code i - 1} on and below separator {@code i}; separators are the keys of a
 * page without values, and no longer than they must be.
 *
 * <p>Separators change only when children come and go, so a path copy copies the array of children
 * and no separators.
 */
final class Branch {
  /** The most children. */
  static final int MAX_CHILDREN = 64;

  final byte[] separators;

  /** Pages, or branches one level down. Changed only by the editor that owns this. */
  final Object[] children;

  /** The editor's mark of now if it may change the children in place. */
  final @Nullable Object owner;

  Branch(byte[] separators, Object[] children, @Nullable Object owner) {
    this.separators = separators;
    this.children = children;
    this.owner = owner;
  }

  /** The child in whose range a key is. */
  int indexOf(byte[] key, int length) {
    int at = KeyPage.search(separators, key, length);
    return at >= 0 ? at + 1 : -1 - at;
  }

  /** An array with some elements in the place of others. */
  static Object[] spliced(Object[] old, int at, int removed, Object[] nodes, int count) {
    Object[] next = new Object[old.length - removed + count];
    System.arraycopy(old, 0, next, 0, at);
    System.arraycopy(nodes, 0, next, at, count);
    System.arraycopy(old, at + removed, next, at + count, old.length - at - removed);
    return next;
  }
}
