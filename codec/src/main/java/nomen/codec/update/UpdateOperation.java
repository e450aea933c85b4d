package nomen.codec.update;

import nomen.codec.name.Name;
import nomen.codec.rr.RRType;
import nomen.codec.rr.Rdata;

/** One change that an UPDATE asks for (RFC 2136 section 2.5). */
public sealed interface UpdateOperation {
  /** The owner name that it speaks of. */
  Name name();

  /**
   * Add to an RRset (2.5.1).
   *
   * @param ttlSeconds 0 to 2^31-1
   */
  record AddRecord(Name name, int ttlSeconds, Rdata rdata) implements UpdateOperation {}

  /** Delete an RRset (2.5.2). */
  record DeleteRRset(Name name, RRType type) implements UpdateOperation {}

  /** Delete all RRsets from a name (2.5.3). */
  record DeleteName(Name name) implements UpdateOperation {}

  /** Delete a record from an RRset (2.5.4). */
  record DeleteRecord(Name name, Rdata rdata) implements UpdateOperation {}
}
