package nomen.store.tree;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/** What a tree is made of. */
final class TreeShape {
  private final Set<Object> pages = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<Object> branches = Collections.newSetFromMap(new IdentityHashMap<>());
  private long octets;

  private TreeShape() {}

  static TreeShape of(NameTree tree) {
    TreeShape shape = new TreeShape();
    shape.walk(tree.root, tree.height);
    return shape;
  }

  private void walk(Object node, int height) {
    if (height == 0) {
      pages.add(node);
      octets += ((byte[]) node).length;
      return;
    }
    branches.add(node);
    for (Object child : ((Branch) node).children) {
      walk(child, height - 1);
    }
  }

  double fillOfPages() {
    return octets / ((double) pages.size() * PageBuilder.MAX_OCTETS);
  }

  long pagesNotIn(NameTree other) {
    Set<Object> theirs = of(other).pages;
    return pages.stream().filter(page -> !theirs.contains(page)).count();
  }

  long branchesNotIn(NameTree other) {
    Set<Object> theirs = of(other).branches;
    return branches.stream().filter(branch -> !theirs.contains(branch)).count();
  }
}
