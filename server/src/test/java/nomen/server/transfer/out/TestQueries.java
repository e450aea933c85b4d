package nomen.server.transfer.out;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import nomen.codec.edns.Edns;
import nomen.codec.message.Header;
import nomen.codec.message.Message;
import nomen.codec.message.MessageWriter;
import nomen.codec.message.Query;
import nomen.codec.message.QueryReader;
import nomen.codec.message.Question;
import nomen.codec.name.Name;
import nomen.codec.rr.RRClass;
import nomen.codec.rr.RRTypes;
import nomen.codec.tsig.TsigOutcome;
import nomen.server.transport.TransportClock;

/** Requests for transfers as the writers of answers get them. */
final class TestQueries {
  static final int ID = 0x1234;

  private TestQueries() {}

  /** A request with RD set. */
  static Query query(String qname, boolean edns) {
    Message request =
        new Message(
            ID,
            Header.RD,
            0,
            List.of(new Question(Name.parse(qname), RRTypes.AXFR, RRClass.IN)),
            List.of(),
            List.of(),
            List.of(),
            edns ? Edns.of(1232, false) : null);
    byte[] octets = new byte[512];
    int length = request.write(new MessageWriter(), octets, octets.length);
    Query query = new Query();
    assertEquals(0, QueryReader.read(octets, 0, length, query));
    return query;
  }

  static TransferMessages messages(Query query, HeldMessages to) {
    TsigOutcome.Verified unsigned = null;
    return new TransferMessages(query, 1232, unsigned, to, TransportClock.SYSTEM);
  }

  static TransferMessages messages(String qname, HeldMessages to) {
    return messages(query(qname, false), to);
  }
}
