package nomen.bench.tree;

import nomen.store.tree.NameKey;
import nomen.store.tree.NameTree;
import nomen.store.tree.TreeCursor;
import nomen.store.tree.TreeEditor;
import org.jspecify.annotations.Nullable;

/** A structure that can hold a zone's nodes, as far as the comparison asks of it. */
sealed interface Candidate {
  /** Puts an entry into a tree that nobody else sees yet. */
  void load(NameKey key, byte[] value);

  /** Puts an entry and publishes the tree with it. */
  Object edit(NameKey key, byte[] value);

  /** Finds an entry; gives an octet of its value. */
  int get(NameKey key);

  /** Finds the entry at or in front of a key; gives an octet of its value. */
  int floor(NameKey key);

  static Candidate of(String name) {
    return switch (name) {
      case "pages" -> new Pages();
      case "qp-trie" -> new Trie();
      default -> throw new IllegalArgumentException(name);
    };
  }

  /** The B+tree of packed pages that was chosen. */
  final class Pages implements Candidate {
    private final TreeEditor editor = new TreeEditor(NameTree.EMPTY);
    private final TreeCursor cursor = new TreeCursor();
    private @Nullable NameTree tree;

    @Override
    public void load(NameKey key, byte[] value) {
      editor.put(key.octets(), key.length(), value, 0, value.length);
      tree = null;
    }

    private NameTree tree() {
      NameTree now = tree;
      if (now == null) {
        now = editor.build();
        tree = now;
      }
      return now;
    }

    @Override
    public Object edit(NameKey key, byte[] value) {
      editor.put(key.octets(), key.length(), value, 0, value.length);
      tree = editor.build();
      return tree;
    }

    @Override
    public int get(NameKey key) {
      boolean found = cursor.seekFloor(tree(), key.octets(), key.length());
      return found ? cursor.page()[cursor.valueOffset()] : -1;
    }

    @Override
    public int floor(NameKey key) {
      cursor.seekFloor(tree(), key.octets(), key.length());
      return cursor.page()[cursor.valueOffset()];
    }
  }

  /** The qp-trie of objects. */
  final class Trie implements Candidate {
    private final QpTrie trie = new QpTrie();

    @Override
    public void load(NameKey key, byte[] value) {
      trie.put(key.octets(), key.length(), value.clone());
    }

    @Override
    public Object edit(NameKey key, byte[] value) {
      trie.put(key.octets(), key.length(), value.clone());
      return trie;
    }

    @Override
    public int get(NameKey key) {
      QpTrie.Leaf leaf = trie.get(key.octets(), key.length());
      return leaf == null ? -1 : leaf.value()[0];
    }

    @Override
    public int floor(NameKey key) {
      QpTrie.Leaf leaf = trie.floor(key.octets(), key.length());
      return leaf == null ? -1 : leaf.value()[0];
    }
  }
}
