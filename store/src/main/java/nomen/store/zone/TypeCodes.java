package nomen.store.zone;

import nomen.codec.rr.RRTypes;

/**
 * The RR types that steer a lookup, by their codes: as constants, for the query path compares them.
 */
final class TypeCodes {
  static final int NS = RRTypes.NS.code();
  static final int CNAME = RRTypes.CNAME.code();
  static final int SOA = RRTypes.SOA.code();
  static final int DNAME = RRTypes.DNAME.code();
  static final int DS = RRTypes.DS.code();
  static final int RRSIG = RRTypes.RRSIG.code();
  static final int NSEC = RRTypes.NSEC.code();
  static final int ANY = RRTypes.ANY.code();

  private TypeCodes() {}
}
