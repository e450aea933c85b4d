package nomen.store.update;

import java.util.SortedSet;
import java.util.TreeSet;
import nomen.codec.name.Name;
import nomen.codec.rr.RRClass;
import nomen.codec.rr.RRType;
import nomen.codec.rr.RRTypes;
import nomen.codec.rr.Rdata;
import nomen.codec.rr.ResourceRecord;
import nomen.store.zone.NodeCursor;
import nomen.store.zone.RRsetView;
import nomen.store.zone.ZoneSnapshot;

/** All records of a zone as lines of a master file, to compare states by. */
public final class ZoneRecords {
  private ZoneRecords() {}

  /** Those of a snapshot. */
  public static SortedSet<String> of(ZoneSnapshot zone) {
    SortedSet<String> records = new TreeSet<>();
    RRsetView rrset = new RRsetView();
    NodeCursor nodes = zone.nodes();
    while (nodes.next()) {
      Name owner = nodes.owner().toName();
      for (boolean more = nodes.node().first(rrset); more; more = nodes.node().next(rrset)) {
        RRType type = RRTypes.of(rrset.type());
        int place = rrset.first();
        for (int i = 0; i < rrset.count(); i++) {
          Rdata rdata =
              Rdata.ofValid(
                  type, rrset.octets(), rrset.rdataOffset(place), rrset.rdataLength(place));
          records.add(new ResourceRecord(owner, RRClass.IN, rrset.ttlSeconds(), rdata).toString());
          place = rrset.next(place);
        }
      }
    }
    return records;
  }
}
