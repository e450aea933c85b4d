package nomen.server.transfer.out;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** For the flight recorder: a zone, or its changes, went to another server over TCP. */
@Name("nomen.TransferSent")
@Label("Transfer Sent")
@Description("A zone or its changes were sent over TCP, or the transfer broke off")
@Category("Nomen")
@StackTrace(false)
final class TransferSentEvent extends Event {
  @Label("Zone")
  String zone = "";

  @Label("Serial")
  long serial;

  @Label("Client")
  @Description("Address and port")
  String client = "";

  @Label("Kind")
  @Description("AXFR, IXFR, or IXFR_AS_AXFR: the whole zone though changes were asked for")
  String kind = "";

  @Label("Complete")
  @Description("Whether all was sent")
  boolean complete;

  @Label("Messages")
  long messages;

  @Label("Records")
  long records;

  @Label("Octets")
  @DataAmount
  long octets;
}
