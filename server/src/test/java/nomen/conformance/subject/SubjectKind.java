package nomen.conformance.subject;

import java.io.IOException;
import java.util.Optional;

/** The servers that can be the subject; {@code -Dnomen.subject} names one. */
public enum SubjectKind {
  /** This server, in the process of the tests. */
  NOMEN,
  /** NSD, when installed. */
  NSD,
  /** Knot, when installed. */
  KNOT,
  /** BIND, when installed. */
  BIND;

  /** NSID that every subject is configured to give. */
  public static final String NSID = "subject-1";

  /** The subject that the command line chose; this server if it chose none. */
  public static SubjectKind chosen() {
    return valueOf(System.getProperty("nomen.subject", "nomen").toUpperCase(java.util.Locale.ROOT));
  }

  /** Why the subject takes no updates; empty if it takes them. */
  public Optional<String> updatesMissing() {
    return switch (this) {
      case NSD -> Optional.of("NSD takes no updates");
      case NOMEN, KNOT, BIND -> Optional.empty();
    };
  }

  /** Why the subject cannot run here; empty if it can. */
  public Optional<String> missing() {
    return switch (this) {
      case NOMEN -> Optional.empty();
      case NSD -> Programs.missing("nsd");
      case KNOT -> Programs.missing("knotd");
      case BIND -> Programs.missing("named");
    };
  }

  /** Starts the subject and waits until it answers for every zone. */
  public Subject start(Serving serving) throws IOException {
    return switch (this) {
      case NOMEN -> NomenSubject.start(serving);
      case NSD -> NsdSubject.start(serving);
      case KNOT -> KnotSubject.start(serving);
      case BIND -> BindSubject.start(serving);
    };
  }
}
