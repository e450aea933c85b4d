package nomen.server.authority;

/** The RR types that an answer treats in a way of their own, by number. */
final class TypeCodes {
  static final int A = 1;
  static final int NS = 2;
  static final int CNAME = 5;
  static final int SOA = 6;
  static final int AAAA = 28;
  static final int DNAME = 39;
  static final int DS = 43;
  static final int RRSIG = 46;
  static final int NSEC = 47;
  static final int SVCB = 64;
  static final int HTTPS = 65;
  static final int ANY = 255;

  private TypeCodes() {}
}
