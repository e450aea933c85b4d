package nomen.bench.message;

/** What the responses of a benchmark hold. */
public enum ResponseKind {
  /** One address for the QNAME. */
  ADDRESS,
  /** Four name servers in the zone that is delegated, and their eight addresses. */
  REFERRAL
}
