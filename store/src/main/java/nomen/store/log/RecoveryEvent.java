package nomen.store.log;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** For the flight recorder: a data directory was read. */
@Name("nomen.Recovery")
@Label("Recovery")
@Description("The zones of the data directory were read: checkpoint, images, and the log behind")
@Category("Nomen")
@StackTrace(false)
final class RecoveryEvent extends Event {
  @Label("Zones")
  int zones;

  @Label("Checkpoint LSN")
  @Description("Log sequence number of the checkpoint that was read; 0 if there was none")
  long checkpointLsn;

  @Label("Replayed")
  @Description("Records of the log behind the checkpoint")
  long replayed;
}
