package nomen.store.zone;

import nomen.store.tree.NameTree;

/**
 * A zone's data and what is counted along with it; never changed once it is made.
 *
 * @param tree the nodes by {@link nomen.store.tree.NameKey}
 * @param cuts the zone cuts: NS RRsets, but not at the apex
 * @param dnames the DNAME RRsets
 * @param wildcards the names with an asterisk label at a depth, for each that it has one at
 * @param records the number of records
 */
record ZoneState(
    NameTree tree, DepthCounts cuts, DepthCounts dnames, DepthCounts wildcards, long records) {
  static final ZoneState EMPTY =
      new ZoneState(NameTree.EMPTY, new DepthCounts(), new DepthCounts(), new DepthCounts(), 0);
}
