package nomen.store.zone;

import nomen.codec.name.Name;
import nomen.store.tree.NameTree;

/**
 * What a {@link ZoneSnapshot} is made of, for those who write it down as it is and read it again.
 * The arrays hold counts by depth below the apex, from 0 on.
 *
 * @param origin the apex, in its own case
 * @param tree the nodes; {@link NodeVerifier} knows their format
 * @param records the number of records
 * @param cuts the zone cuts
 * @param dnames the DNAME RRsets
 * @param wildcards the names with an asterisk label at a depth
 */
@SuppressWarnings("ArrayRecordComponent") // Handed over once, compared by nobody.
public record ZoneContent(
    Name origin, NameTree tree, long records, int[] cuts, int[] dnames, int[] wildcards) {}
