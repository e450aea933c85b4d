package nomen.store.zone;

import nomen.codec.rr.RRType;
import nomen.codec.rr.RRTypes;

/**
 * How large an RRset may be. One that fits no message is answered by none, and costs memory and log
 * with every change: files and updates that would make one are refused.
 *
 * <p>What is counted is the least that a record takes in a message: a pointer to the owner name,
 * type, class, TTL and RDLENGTH, and RDATA with names compressed as far as they can be.
 */
public final class RRsetSize {
  /**
   * The most octets of the records of an RRset: a message of 65,535 octets without its header, a
   * question of a name of full length, and an OPT record.
   */
  public static final int MAX_OCTETS = 65_535 - 12 - (255 + 4) - 11;

  private static final int FIXED_OCTETS = 12;

  /** A label of one octet, and a pointer. */
  private static final int COMPRESSED_NAME_OCTETS = 4;

  private RRsetSize() {}

  /** The least octets that a record takes in a message. */
  public static int recordOctets(RRType type, int rdataLength) {
    int names = type.compressedNames();
    int least =
        names == 0
            ? rdataLength
            : Math.min(rdataLength, type.compressedNamesOffset() + names * COMPRESSED_NAME_OCTETS);
    return FIXED_OCTETS + least;
  }

  /** The least octets that an RRset takes in a message; 0 if there is nothing to see. */
  public static long octets(RRsetView rrset) {
    if (rrset.isEmpty()) {
      return 0;
    }
    RRType type = RRTypes.of(rrset.type());
    if (type.compressedNames() == 0) {
      return rrset.sizeOctets() + (long) (FIXED_OCTETS - NodeFormat.RDATA) * rrset.count();
    }
    long octets = 0;
    int place = rrset.first();
    for (int i = 0; i < rrset.count(); i++, place = rrset.next(place)) {
      octets += recordOctets(type, rrset.rdataLength(place));
    }
    return octets;
  }
}
