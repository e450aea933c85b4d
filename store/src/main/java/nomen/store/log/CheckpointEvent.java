package nomen.store.log;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** For the flight recorder: all zones were written to disk. */
@Name("nomen.Checkpoint")
@Label("Checkpoint")
@Description("An image of all zones was written, beside traffic")
@Category("Nomen")
@StackTrace(false)
final class CheckpointEvent extends Event {
  @Label("LSN")
  @Description("Log sequence number of the last change that the checkpoint has")
  long lsn;

  @Label("Zones")
  int zones;

  @Label("Octets")
  @DataAmount
  long octets;
}
