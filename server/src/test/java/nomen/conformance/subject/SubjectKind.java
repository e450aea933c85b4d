package nomen.conformance.subject;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
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

  /** Why the subject cannot run here; empty if it can. */
  public Optional<String> missing() {
    return switch (this) {
      case NOMEN -> Optional.empty();
      case NSD -> Programs.missing("nsd");
      case KNOT -> Programs.missing("knotd");
      case BIND -> Programs.missing("named");
    };
  }

  /** Starts the subject in an empty folder and waits until it answers for the first zone. */
  public Subject start(List<ServedZone> zones, Path folder) throws IOException {
    return switch (this) {
      case NOMEN -> NomenSubject.start(zones, folder);
      case NSD -> NsdSubject.start(zones, folder);
      case KNOT -> KnotSubject.start(zones, folder);
      case BIND -> BindSubject.start(zones, folder);
    };
  }
}
