package nomen.conformance.subject;

import org.opentest4j.TestAbortedException;

/** This server, in the process of the tests. */
final class NomenSubject {
  private NomenSubject() {}

  static Subject start(Serving serving) {
    if (!serving.zones().isEmpty()) {
      throw new TestAbortedException("no server yet for " + serving);
    }
    throw new IllegalArgumentException("no zones");
  }
}
