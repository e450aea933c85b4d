package nomen.server.transfer.in;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/** For the flight recorder: a zone, or its changes, came from a primary. */
@Name("nomen.TransferReceived")
@Label("Transfer Received")
@Description("A zone or its changes were received, checked and taken in, or that failed")
@Category("Nomen")
@StackTrace(false)
final class TransferReceivedEvent extends Event {
  @Label("Zone")
  String zone = "";

  @Label("Primary")
  @Description("Address and port, and the key if there is one")
  String primary = "";

  @Label("Outcome")
  @Description("TRANSFERRED, UP_TO_DATE, or what went wrong")
  String outcome = "";

  @Label("Serial")
  @Description("What is served now; 0 if it failed")
  long serial;

  @Label("Form")
  @Description("WHOLE_ZONE or DIFFERENCES, as the primary chose")
  String form = "";

  @Label("Messages")
  long messages;

  @Label("Records")
  long records;

  @Label("Octets")
  @DataAmount
  long octets;

  /** Fills in the fields that are known at the end. */
  void tell(RefreshEvent end, @Nullable ZoneReceiver receiver) {
    switch (end) {
      case RefreshEvent.Transferred done -> {
        outcome = "TRANSFERRED";
        serial = Integer.toUnsignedLong(done.serial());
      }
      case RefreshEvent.UpToDate done -> {
        outcome = "UP_TO_DATE";
        serial = Integer.toUnsignedLong(done.serial());
      }
      case RefreshEvent.TransferFailed failed -> outcome = failed.reason();
      default -> outcome = end.toString();
    }
    if (receiver != null) {
      form = receiver.form().name();
      messages = receiver.messages();
      records = receiver.records();
      octets = receiver.octets();
    }
  }
}
