package nomen.store.zone;

/** The RR types that steer a lookup, by their number. */
final class TypeCodes {
  static final int NS = 2;
  static final int CNAME = 5;
  static final int SOA = 6;
  static final int DNAME = 39;
  static final int DS = 43;
  static final int RRSIG = 46;
  static final int NSEC = 47;
  static final int ANY = 255;

  private TypeCodes() {}
}
