package nomen.store.zonefile;

/** Takes the records of a master file in the file's order. */
@FunctionalInterface
public interface RecordSink {
  /**
   * Takes a record. The arrays are used again for the next one.
   *
   * @param owner the array in which the owner name stands, in uncompressed wire format
   * @param ownerOffset where it begins
   * @param ownerLength its octets
   * @param type the RR type
   * @param ttlSeconds the TTL, 0 to 2^31-1
   * @param rdata the array in which the RDATA stands, its names uncompressed
   * @param rdataOffset where it begins
   * @param rdataLength its octets, 0 to 65,535
   */
  void record(
      byte[] owner,
      int ownerOffset,
      int ownerLength,
      int type,
      int ttlSeconds,
      byte[] rdata,
      int rdataOffset,
      int rdataLength);
}
