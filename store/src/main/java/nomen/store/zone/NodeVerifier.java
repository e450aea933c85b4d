package nomen.store.zone;

/**
 * Looks whether octets are a node as {@link NodeFormat} draws it: every length lies inside, RRsets
 * are in order and have the records that they count. What passes can be read without reading
 * outside of it. RDATA is not looked into.
 */
public final class NodeVerifier {
  private NodeVerifier() {}

  /**
   * Verifies a node.
   *
   * @param octets the array in which it stands
   * @param from where it begins
   * @param to where it ends
   * @return the number of its records
   * @throws IllegalArgumentException that says what is wrong
   */
  public static int verify(byte[] octets, int from, int to) {
    require(to > from && (octets[from] & ~NodeFormat.FLAG_OWNER_CASE) == 0, "node without flags");
    require(octets[from] == 0 || to - from > 1, "owner name cut short");
    int at = NodeFormat.firstRRset(octets, from);
    int records = 0;
    int order = -1;
    while (at < to) {
      require(to - at >= NodeFormat.RECORDS + NodeFormat.RDATA, "RRset cut short");
      int size = NodeFormat.u32(octets, at + NodeFormat.LENGTH);
      int end = at + NodeFormat.RECORDS + size;
      require(size >= 0 && end <= to && end > at, "RRset outside of its node");
      int count = NodeFormat.u16(octets, at + NodeFormat.COUNT);
      verifyRecords(octets, at + NodeFormat.RECORDS, end, count);
      boolean covers = NodeFormat.u16(octets, at + NodeFormat.RECORDS) >= 2;
      require(covers || NodeFormat.u16(octets, at) != TypeCodes.RRSIG, "RRSIG cut short");
      int here = NodeFormat.order(octets, at);
      require(here > order, "RRsets not in order");
      order = here;
      records += count;
      at = end;
    }
    require(at == to && records > 0, "node without RRsets");
    return records;
  }

  private static void verifyRecords(byte[] octets, int from, int end, int count) {
    int at = from;
    for (int i = 0; i < count; i++) {
      require(end - at >= NodeFormat.RDATA, "record outside of its RRset");
      at += NodeFormat.RDATA + NodeFormat.u16(octets, at);
      require(at <= end, "record outside of its RRset");
    }
    require(count > 0 && at == end, "RRset of another number of records");
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
