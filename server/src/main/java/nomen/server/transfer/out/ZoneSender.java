package nomen.server.transfer.out;

import java.io.IOException;
import nomen.codec.rr.RRTypes;
import nomen.store.zone.NodeCursor;
import nomen.store.zone.NodeView;
import nomen.store.zone.OwnerName;
import nomen.store.zone.RRsetView;
import nomen.store.zone.ZoneSnapshot;

/** Sends a whole zone: the SOA, everything else, the SOA again (RFC 5936 section 2.2). */
final class ZoneSender {
  private static final int TYPE_SOA = RRTypes.SOA.code();

  private ZoneSender() {}

  /** Walks the pages of one state of the zone: glue and occluded names are there like all else. */
  static void send(ZoneSnapshot zone, TransferMessages to) throws IOException {
    sendSoa(zone, to);
    int apexOctets = zone.origin().length();
    NodeCursor nodes = zone.nodes();
    RRsetView rrset = new RRsetView();
    while (nodes.next()) {
      OwnerName owner = nodes.owner();
      NodeView node = nodes.node();
      boolean isApex = owner.length() == apexOctets;
      if (!isApex) {
        to.nextOwner();
      }
      for (boolean more = node.first(rrset); more; more = node.next(rrset)) {
        if (!isApex || rrset.type() != TYPE_SOA) {
          to.write(owner.octets(), owner.length(), rrset);
        }
      }
    }
    sendSoa(zone, to);
  }

  /** Sends the SOA record alone. */
  static void sendSoa(ZoneSnapshot zone, TransferMessages to) throws IOException {
    byte[] apex = zone.origin().toWire();
    RRsetView soa = new RRsetView();
    if (!zone.soa(soa)) {
      throw new IllegalArgumentException(zone.origin() + " has no SOA");
    }
    to.nextOwner();
    to.write(apex, apex.length, soa);
  }
}
