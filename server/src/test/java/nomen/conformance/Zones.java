package nomen.conformance;

/** Records of the test zones that many answers hold. */
public final class Zones {
  /** SOA of house.test. in a negative answer: its MINIMUM is smaller than its TTL. */
  public static final String HOUSE_NEGATIVE =
      "house.test. 300 SOA ns1.house.test. hostmaster.house.test."
          + " 2026010101 7200 3600 1209600 300";

  /** SOA of example. (RFC 4592) in a negative answer. */
  public static final String EXAMPLE_NEGATIVE =
      "example. 600 SOA ns.example.com. hostmaster.example.com. 1 7200 3600 1209600 600";

  /** SOA of other.test. in a negative answer. */
  public static final String OTHER_NEGATIVE =
      "other.test. 900 SOA ns.other.test. hostmaster.other.test. 7 7200 3600 1209600 900";

  /** SOA of deep.house.test. in a negative answer. */
  public static final String DEEP_NEGATIVE =
      "deep.house.test. 300 SOA ns.deep.house.test. hostmaster.deep.house.test."
          + " 3 7200 3600 1209600 300";

  private Zones() {}
}
