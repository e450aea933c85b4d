/** The tree of a zone and what it was chosen among: docs/decisions/0001-name-tree.md. */
@NullMarked
package nomen.bench.tree;

import org.jspecify.annotations.NullMarked;
