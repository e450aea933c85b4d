package nomen.store.zonefile;

import java.nio.file.Path;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** For the flight recorder: a master file was read. */
@Name("nomen.ZoneLoad")
@Label("Zone Load")
@Description("A zone was read from its master file and checked")
@Category("Nomen")
@StackTrace(false)
final class ZoneLoadEvent extends Event {
  @Label("Zone")
  String zone = "";

  @Label("File")
  String file = "";

  @Label("Records")
  @Description("Records of the zone; 0 if it has errors")
  long records;

  @Label("Names")
  @Description("Owner names of the zone; 0 if it has errors")
  long names;

  @Label("Errors")
  @Description("What is wrong with the file; then the zone is not taken in")
  int errors;

  @Label("Warnings")
  int warnings;

  void tell(Path from, LoadedZone loaded) {
    zone = loaded.origin().toString();
    file = from.toString();
    var snapshot = loaded.zone();
    records = snapshot == null ? 0 : snapshot.recordCount();
    names = snapshot == null ? 0 : snapshot.nameCount();
    errors = loaded.findings().errorCount();
    warnings = loaded.findings().warningCount();
  }
}
