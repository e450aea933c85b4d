package nomen.store.zonefile;

import nomen.codec.name.Name;
import nomen.codec.rr.RRType;
import nomen.codec.rr.Rdata;
import org.jspecify.annotations.Nullable;

/**
 * Something that is wrong with a zone, by the record at which to report it.
 *
 * @param type the type of the record
 * @param rdata the record's RDATA; null for any record of the type
 */
record Problem(Name owner, RRType type, @Nullable Rdata rdata, Severity severity, String what) {}
