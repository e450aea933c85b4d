package nomen.conformance.subject;

import java.nio.file.Path;
import java.util.List;
import org.opentest4j.TestAbortedException;

/** This server, in the process of the tests. */
final class NomenSubject {
  private NomenSubject() {}

  static Subject start(List<ServedZone> zones, Path folder) {
    if (!zones.isEmpty() && folder.isAbsolute()) {
      throw new TestAbortedException("no server yet to serve " + zones + " from " + folder);
    }
    throw new IllegalArgumentException("no zones");
  }
}
