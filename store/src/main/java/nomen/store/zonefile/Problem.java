package nomen.store.zonefile;

import java.util.Arrays;
import nomen.codec.name.Name;
import org.jspecify.annotations.Nullable;

/**
 * Something that is wrong with a zone, by the record at which to report it.
 *
 * @param type the type of the record
 * @param rdata the record's RDATA; null for any record of the type
 */
record Problem(Name owner, int type, byte @Nullable [] rdata, Severity severity, String what) {
  boolean isAt(byte[] octets, int offset, int length) {
    return rdata == null
        || Arrays.equals(rdata, 0, rdata.length, octets, offset, offset + length);
  }
}
