package nomen.codec.update;

import nomen.codec.name.Name;
import nomen.codec.rr.RRType;
import nomen.codec.rr.Rdata;

/** What must be true of a zone before it is updated (RFC 2136 section 2.4). */
public sealed interface Prerequisite {
  /** The owner name that it speaks of. */
  Name name();

  /** RRset exists, value independent (2.4.1): at least one record of a type. */
  record RRsetExists(Name name, RRType type) implements Prerequisite {}

  /**
   * RRset exists, value dependent (2.4.2): the records of the RRset are exactly those of all
   * prerequisites of this kind with its name and type. TTLs do not count.
   */
  record RRsetExistsWithValue(Name name, Rdata rdata) implements Prerequisite {}

  /** RRset does not exist (2.4.3). */
  record RRsetDoesNotExist(Name name, RRType type) implements Prerequisite {}

  /** Name is in use (2.4.4): it owns at least one record. An empty non-terminal is not in use. */
  record NameIsInUse(Name name) implements Prerequisite {}

  /** Name is not in use (2.4.5). */
  record NameIsNotInUse(Name name) implements Prerequisite {}

  /**
   * One that is not as section 3.2 wants it. It is the last of its request: what follows it is not
   * looked at. It is told in its place, if those in front of it are met.
   */
  record Malformed(Name name, UpdateFormatException fault) implements Prerequisite {}
}
