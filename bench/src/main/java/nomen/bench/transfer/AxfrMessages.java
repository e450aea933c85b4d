package nomen.bench.transfer;

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
import nomen.store.zone.NodeCursor;
import nomen.store.zone.NodeView;
import nomen.store.zone.RRsetView;
import nomen.store.zone.ZoneSnapshot;

/** Writes the messages of a transfer of a whole zone, compressed, as a primary would. */
final class AxfrMessages {
  private final TransferRequest request;
  private final byte[] octets;
  private final MessageWriter writer = new MessageWriter();
  private final List<byte[]> messages = new ArrayList<>();

  private AxfrMessages(TransferRequest request, int messageOctets) {
    this.request = request;
    octets = new byte[messageOctets];
    begin();
  }

  static List<byte[]> write(TransferRequest request, ZoneSnapshot zone, int messageOctets) {
    AxfrMessages to = new AxfrMessages(request, messageOctets);
    RRsetView soa = new RRsetView();
    zone.soa(soa);
    ResourceRecord ends = record(zone.origin(), soa, soa.first());
    to.add(ends);
    NodeCursor nodes = zone.nodes();
    RRsetView rrset = new RRsetView();
    while (nodes.next()) {
      NodeView node = nodes.node();
      Name owner = nodes.owner().toName();
      for (boolean more = node.first(rrset); more; more = node.next(rrset)) {
        int at = rrset.first();
        for (int i = 0; i < rrset.count(); i++, at = rrset.next(at)) {
          if (rrset.type() != RRTypes.SOA.code()) {
            to.add(record(owner, rrset, at));
          }
        }
      }
    }
    to.add(ends);
    to.end();
    return to.messages;
  }

  private static ResourceRecord record(Name owner, RRsetView rrset, int at) {
    Rdata rdata =
        Rdata.ofValid(
            RRTypes.of(rrset.type()), rrset.octets(), rrset.rdataOffset(at), rrset.rdataLength(at));
    return new ResourceRecord(owner, RRClass.IN, rrset.ttlSeconds(), rdata);
  }

  private void begin() {
    writer.begin(request.id(), Header.QR | Header.AA, octets, octets.length);
    if (messages.isEmpty()) {
      writer.writeQuestion(request.zone(), request.qtype().code(), RRClass.IN.code());
    }
    writer.section(Section.ANSWER);
  }

  private void add(ResourceRecord record) {
    long mark = writer.mark();
    writer.writeRecord(record);
    if (writer.overflowed()) {
      writer.rollback(mark);
      end();
      begin();
      writer.writeRecord(record);
    }
  }

  private void end() {
    messages.add(Arrays.copyOf(octets, writer.finish()));
  }
}
