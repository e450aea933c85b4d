package nomen.server.update;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Threshold;

/**
 * For the flight recorder: an update that took longer than the threshold, which is a setting of the
 * recording, from the moment at which it was let in until it was answered.
 */
@Name("nomen.SlowUpdate")
@Label("Slow Update")
@Description("An update that took longer than the threshold, from its acceptance to its answer")
@Category("Nomen")
@StackTrace(false)
@Threshold("20 ms")
final class SlowUpdateEvent extends Event {
  @Label("Zone")
  String zone = "";

  @Label("Operations")
  @Description("Additions and deletions that it asked for")
  int operations;

  @Label("RCODE")
  String rcode = "";

  @Label("Reason")
  @Description("What the extended error says, if there is one")
  String reason = "";

  @Label("Client")
  @Description("Address and port")
  String client = "";

  @Label("Transport")
  String transport = "";

  @Label("Key")
  @Description("Name of the key that it was signed with; empty if it was not")
  String key = "";
}
