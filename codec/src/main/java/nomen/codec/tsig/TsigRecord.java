package nomen.codec.tsig;

import nomen.codec.message.Header;
import nomen.codec.message.Section;
import nomen.codec.name.Name;
import nomen.codec.wire.WireFormatException;
import nomen.codec.wire.WireReader;

/**
 * A TSIG record as it came in (RFC 8945 section 4.2):
 *
 * <pre>
 *   NAME             the key's name
 *   TYPE, CLASS      250, ANY
 *   TTL              0
 *   RDLENGTH
 *   Algorithm Name   uncompressed
 *   Time Signed      48 bits, seconds since 1970
 *   Fudge            16 bits, seconds
 *   MAC Size         16 bits
 *   MAC
 *   Original ID      16 bits
 *   Error            16 bits
 *   Other Len        16 bits
 *   Other Data
 * </pre>
 *
 * It holds copies, not the message, and never changes.
 */
public final class TsigRecord {
  /** The RR type. */
  public static final int TYPE = 250;

  /** The class of every TSIG record. */
  public static final int CLASS_ANY = 255;

  /** There is no TSIG record in a message. */
  public static final int ABSENT = -1;

  /** TYPE to RDLENGTH. */
  private static final int FIXED_OCTETS = 10;

  /** Time Signed, Fudge, MAC Size, Original ID, Error and Other Len. */
  private static final int FIXED_RDATA_OCTETS = 16;

  private final Name keyName;
  private final Name algorithmName;
  private final long timeSigned;
  private final int fudge;
  private final byte[] mac;
  private final int originalId;
  private final int error;
  private final byte[] otherData;

  private TsigRecord(
      Name keyName,
      Name algorithmName,
      long timeSigned,
      int fudge,
      byte[] mac,
      int originalId,
      int error,
      byte[] otherData) {
    this.keyName = keyName;
    this.algorithmName = algorithmName;
    this.timeSigned = timeSigned;
    this.fudge = fudge;
    this.mac = mac;
    this.originalId = originalId;
    this.error = error;
    this.otherData = otherData;
  }

  /**
   * Finds the TSIG record of a message. Only names' and records' bounds are checked here.
   *
   * @param message a window that is the whole message
   * @return the offset of the record in the array, or {@link #ABSENT}
   * @throws WireFormatException if a section ends early, the message does not end with its last
   *     record, or there is a TSIG record that is not the last one (RFC 8945 section 5.1)
   */
  public static int locate(WireReader message) throws WireFormatException {
    message.position(message.start());
    message.skip(Header.SIZE_OCTETS, "header");
    byte[] octets = message.octets();
    int start = message.start();
    for (int left = Header.count(octets, start, Section.QUESTION); left > 0; left--) {
      message.readName("QNAME");
      message.skip(4, "QTYPE and QCLASS");
    }
    int records =
        Header.count(octets, start, Section.ANSWER)
            + Header.count(octets, start, Section.AUTHORITY)
            + Header.count(octets, start, Section.ADDITIONAL);
    int found = ABSENT;
    for (int left = records; left > 0; left--) {
      int at = message.position();
      message.readName("NAME");
      int type = message.readU16("TYPE");
      message.skip(6, "CLASS and TTL");
      message.skip(message.readU16("RDLENGTH"), "RDATA");
      if (type == TYPE) {
        if (left > 1 || Header.count(octets, start, Section.ADDITIONAL) == 0) {
          throw new WireFormatException(at, "TSIG: not the last additional record");
        }
        found = at;
      }
    }
    if (message.remaining() > 0) {
      throw new WireFormatException(message.position(), "message: octets behind the last record");
    }
    return found;
  }

  /**
   * Reads the record that a message ends with.
   *
   * @param message a window that is the whole message
   * @param offset where the record stands in the array
   * @throws WireFormatException if anything is not as the RFC wants it: also a class other than
   *     ANY, a TTL other than 0 (both would not be covered by the signature), a compressed
   *     algorithm name, or octets that no field accounts for
   */
  public static TsigRecord read(WireReader message, int offset) throws WireFormatException {
    message.position(offset);
    Name keyName = message.readName("TSIG NAME");
    int fixed = message.position();
    if (message.readU16("TSIG TYPE") != TYPE) {
      throw new WireFormatException(fixed, "TSIG TYPE: not TSIG");
    }
    if (message.readU16("TSIG CLASS") != CLASS_ANY) {
      throw new WireFormatException(fixed + 2, "TSIG CLASS: not ANY");
    }
    if (message.readI32("TSIG TTL") != 0) {
      throw new WireFormatException(fixed + 4, "TSIG TTL: not 0");
    }
    if (message.readU16("TSIG RDLENGTH") != message.remaining()) {
      throw new WireFormatException(
          fixed + FIXED_OCTETS - 2, "TSIG RDLENGTH: does not end with the message");
    }
    int rdata = message.position();
    Name algorithmName = message.readName("TSIG Algorithm Name");
    if (message.position() - rdata != algorithmName.length()) {
      throw new WireFormatException(rdata, "TSIG Algorithm Name: compressed");
    }
    long timeSigned = message.readU48("TSIG Time Signed");
    int fudge = message.readU16("TSIG Fudge");
    byte[] mac = message.readOctets(message.readU16("TSIG MAC Size"), "TSIG MAC");
    int originalId = message.readU16("TSIG Original ID");
    int error = message.readU16("TSIG Error");
    byte[] other = message.readOctets(message.readU16("TSIG Other Len"), "TSIG Other Data");
    if (message.remaining() > 0) {
      throw new WireFormatException(message.position(), "TSIG RDATA: octets behind Other Data");
    }
    return new TsigRecord(keyName, algorithmName, timeSigned, fudge, mac, originalId, error, other);
  }

  /** The octets of a TSIG record whose key name is not compressed. */
  static int sizeOctets(Name keyName, Name algorithmName, int macOctets, int otherOctets) {
    return keyName.length()
        + FIXED_OCTETS
        + algorithmName.length()
        + FIXED_RDATA_OCTETS
        + macOctets
        + otherOctets;
  }

  /** The name of the key, in the case that it came in. */
  public Name keyName() {
    return keyName;
  }

  /** The name of the algorithm. */
  public Name algorithmName() {
    return algorithmName;
  }

  /** When it was signed, in seconds since 1970. */
  public long timeSigned() {
    return timeSigned;
  }

  /** By how many seconds clocks may differ. */
  public int fudge() {
    return fudge;
  }

  /** The octets of the MAC: 0 in answers about a bad key or signature. */
  public int macLength() {
    return mac.length;
  }

  /** A copy of the MAC. */
  public byte[] copyMac() {
    return mac.clone();
  }

  /** The MAC itself; it is not to be written to. */
  byte[] mac() {
    return mac;
  }

  /** The ID of the message when it was signed. */
  public int originalId() {
    return originalId;
  }

  /** BADSIG, BADKEY, BADTIME, BADTRUNC or another extended RCODE; 0 in requests. */
  public int error() {
    return error;
  }

  /** A copy of the other data: in an answer about a bad time the server's time, in 48 bits. */
  public byte[] copyOtherData() {
    return otherData.clone();
  }

  /** The other data itself; it is not to be written to. */
  byte[] otherData() {
    return otherData;
  }

  /** Whether a time is not further from the time of signing than the fudge allows. */
  public boolean isTimely(long nowSeconds) {
    return Math.abs(nowSeconds - timeSigned) <= fudge;
  }
}
