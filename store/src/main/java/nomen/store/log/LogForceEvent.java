package nomen.store.log;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** For the flight recorder: what waited in memory became durable. */
@Name("nomen.LogForce")
@Label("Log Force")
@Description("Changes were written to the log and forced to disk, all of a batch together")
@Category("Nomen")
@StackTrace(false)
final class LogForceEvent extends Event {
  @Label("Octets")
  @Description("Length of the frame that was written")
  @DataAmount
  long octets;

  @Label("Records")
  @Description("Changes that the force made durable: one for each update that changed something")
  int records;

  @Label("First LSN")
  @Description("Log sequence number of the first record")
  long firstLsn;

  @Label("New Segment")
  @Description("Whether the log went on to its next file, which takes longer")
  boolean newSegment;
}
