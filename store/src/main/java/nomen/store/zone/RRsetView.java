package nomen.store.zone;

/**
 * An RRset where it stands in a published node; or the RRSIG records that cover a type. One view is
 * used again and again, so that looking allocates nothing.
 *
 * <p>Records are walked by their places:
 *
 * <pre>{@code
 * int at = rrset.first();
 * for (int i = 0; i < rrset.count(); i++, at = rrset.next(at)) {
 *   writer.writeOctets(rrset.octets(), rrset.rdataOffset(at), rrset.rdataLength(at));
 * }
 * }</pre>
 *
 * <p>The octets behind a view never change, and a view keeps them alive: it stays right when the
 * zone changes. It shows something else only when it is set again. Not thread-safe. The octets must
 * not be written to.
 */
public final class RRsetView {
  private static final byte[] NOTHING = {};

  private byte[] octets = NOTHING;
  private int at = -1;

  /** A view of nothing. */
  public RRsetView() {}

  void set(byte[] newOctets, int newAt) {
    octets = newOctets;
    at = newAt;
  }

  /** Makes this a view of nothing. */
  public void clear() {
    octets = NOTHING;
    at = -1;
  }

  /** Makes this a view of what another one shows. */
  public void set(RRsetView other) {
    octets = other.octets;
    at = other.at;
  }

  /** Whether there is nothing to see; then {@link #count()} is 0 and nothing else may be asked. */
  public boolean isEmpty() {
    return at < 0;
  }

  /** The array that {@link #rdataOffset} counts in. */
  public byte[] octets() {
    return octets;
  }

  /** The RR type; RRSIG for signatures. */
  public int type() {
    return NodeFormat.u16(octets, at);
  }

  /** The type that the signatures cover (RFC 4034 3.1.1); only if {@link #type()} is RRSIG. */
  public int coveredType() {
    return NodeFormat.u16(octets, at + NodeFormat.RECORDS + NodeFormat.RDATA);
  }

  /** The TTL in seconds, 0 to 2^31-1. */
  public int ttlSeconds() {
    return NodeFormat.u32(octets, at + NodeFormat.TTL);
  }

  /** The number of records: 0 if there is nothing to see, else 1 to 65535. */
  public int count() {
    return at < 0 ? 0 : NodeFormat.u16(octets, at + NodeFormat.COUNT);
  }

  /** The octets of all records, two for each one's length included. */
  public int sizeOctets() {
    return NodeFormat.u32(octets, at + NodeFormat.LENGTH);
  }

  /** The place of the first record. */
  public int first() {
    return at + NodeFormat.RECORDS;
  }

  /** The place of the record behind the one at {@code place}; none is there behind the last. */
  public int next(int place) {
    return place + NodeFormat.RDATA + NodeFormat.u16(octets, place);
  }

  /** Where the RDATA of the record at {@code place} begins: wire format, names uncompressed. */
  public int rdataOffset(int place) {
    return place + NodeFormat.RDATA;
  }

  /** The octets of the RDATA of the record at {@code place}. */
  public int rdataLength(int place) {
    return NodeFormat.u16(octets, place);
  }
}
