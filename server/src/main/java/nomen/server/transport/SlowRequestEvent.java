package nomen.server.transport;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Threshold;
import jdk.jfr.Timespan;
import nomen.codec.message.Header;
import nomen.codec.message.Opcode;
import nomen.codec.message.Rcode;
import nomen.codec.rr.RRTypes;

/**
 * For the flight recorder: a request that took longer than the threshold, which is a setting of the
 * recording. The duration is that of the handler; an answer that comes later is not in it.
 */
@Name("nomen.SlowRequest")
@Label("Slow Request")
@Description("A request that took an event loop longer than the threshold")
@Category("Nomen")
@StackTrace(false)
@Threshold("1 ms")
final class SlowRequestEvent extends Event {
  private static final int QNAME = Header.SIZE_OCTETS;

  @Label("QNAME")
  @Description("The name that was asked for, or the zone of an update; empty if it cannot be read")
  String qname = "";

  @Label("QTYPE")
  @Description("The type that was asked for; empty if it cannot be read")
  String qtype = "";

  @Label("Opcode")
  String opcode = "";

  @Label("RCODE")
  @Description("Of the answer, without the part in OPT; empty if none was made meanwhile")
  String rcode = "";

  @Label("Client")
  @Description("Address and port")
  String client = "";

  @Label("Transport")
  String transport = "";

  @Label("Request Size")
  @DataAmount
  int requestSize;

  @Label("Answer Size")
  @Description("0 if no answer was made meanwhile: it comes later, or not at all")
  @DataAmount
  int answerSize;

  @Label("Waited In Batch")
  @Description("From the moment at which its batch was received until its own turn came")
  @Timespan(Timespan.NANOSECONDS)
  long waited;

  /**
   * Fills in the fields.
   *
   * @param length what the handler gave
   */
  void tell(Exchange exchange, int length) {
    byte[] request = exchange.request();
    int start = exchange.requestOffset();
    requestSize = exchange.requestLength();
    answerSize = Math.max(0, length);
    client = exchange.client().toString();
    transport = exchange.transport().name();
    opcode =
        requestSize < Header.SIZE_OCTETS
            ? ""
            : Opcode.print(Header.opcode(Header.flags(request, start)));
    rcode = length > 0 ? Rcode.print(exchange.response()[3] & 0xf) : "";
    tellQuestion(request, start);
  }

  private void tellQuestion(byte[] request, int start) {
    qname = "";
    qtype = "";
    try {
      nomen.codec.name.Name name = nomen.codec.name.Name.ofWire(request, start + QNAME);
      int type = QNAME + name.toWire().length;
      if (type + 2 <= requestSize) {
        qname = name.toString();
        qtype =
            RRTypes.of((request[start + type] & 0xff) << 8 | request[start + type + 1] & 0xff)
                .toString();
      }
    } catch (IllegalArgumentException e) {
      // No name stands there: what was slow is an odd request.
    }
  }
}
