package nomen.server.transfer.in;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import nomen.codec.message.Header;
import nomen.codec.message.MessageWriter;
import nomen.codec.message.Section;
import nomen.codec.name.Name;
import nomen.codec.rr.RRClass;
import nomen.codec.rr.RRTypes;
import nomen.codec.rr.Rdata;
import nomen.codec.rr.ResourceRecord;
import nomen.codec.transfer.TransferRequest;
import nomen.store.zone.Changeset;
import nomen.store.zone.NodeCursor;
import nomen.store.zone.NodeView;
import nomen.store.zone.RRsetView;
import nomen.store.zone.ZoneSnapshot;

/** Writes answers to AXFR and IXFR in the plainest way, for tests. */
public final class TransferMessages {
  private TransferMessages() {}

  /** All records of a zone, the SOA first, and not again at the end. */
  public static List<ResourceRecord> records(ZoneSnapshot zone) {
    List<ResourceRecord> records = new ArrayList<>();
    NodeCursor nodes = zone.nodes();
    RRsetView rrset = new RRsetView();
    while (nodes.next()) {
      NodeView node = nodes.node();
      Name owner = nodes.owner().toName();
      for (boolean more = node.first(rrset); more; more = node.next(rrset)) {
        int at = rrset.first();
        for (int i = 0; i < rrset.count(); i++, at = rrset.next(at)) {
          Rdata rdata =
              Rdata.ofValid(
                  RRTypes.of(rrset.type()),
                  rrset.octets(),
                  rrset.rdataOffset(at),
                  rrset.rdataLength(at));
          boolean isSoa = rdata.type().equals(RRTypes.SOA);
          records.add(
              isSoa ? 0 : records.size(),
              new ResourceRecord(owner, RRClass.IN, rrset.ttlSeconds(), rdata));
        }
      }
    }
    return records;
  }

  /** The records of a transfer of the whole zone: the SOA at both ends. */
  public static List<ResourceRecord> wholeZone(ZoneSnapshot zone) {
    List<ResourceRecord> records = new ArrayList<>(records(zone));
    records.add(records.getFirst());
    return records;
  }

  /** The records of an incremental transfer. */
  public static List<ResourceRecord> differences(List<Changeset> changes) {
    ResourceRecord soa = changes.getLast().added().getFirst();
    List<ResourceRecord> records = new ArrayList<>();
    records.add(soa);
    for (Changeset change : changes) {
      records.addAll(change.removed());
      records.addAll(change.added());
    }
    records.add(soa);
    return records;
  }

  /**
   * Messages with these records in their answer sections.
   *
   * @param maxOctets of one message
   */
  public static List<byte[]> write(
      TransferRequest request, List<ResourceRecord> records, int maxOctets) {
    List<byte[]> messages = new ArrayList<>();
    byte[] octets = new byte[65_535];
    MessageWriter writer = new MessageWriter();
    int next = 0;
    while (next < records.size()) {
      writer.begin(request.id(), Header.QR | Header.AA, octets, maxOctets);
      if (next == 0) {
        writer.writeQuestion(request.zone(), request.qtype().code(), RRClass.IN.code());
      }
      writer.section(Section.ANSWER);
      long mark = writer.mark();
      while (next < records.size()) {
        writer.writeRecord(records.get(next));
        if (writer.overflowed()) {
          break;
        }
        mark = writer.mark();
        next++;
      }
      writer.rollback(mark);
      messages.add(Arrays.copyOf(octets, writer.finish()));
    }
    return messages;
  }
}
