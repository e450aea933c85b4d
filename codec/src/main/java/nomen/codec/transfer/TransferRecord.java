package nomen.codec.transfer;

import nomen.codec.name.Labels;
import nomen.codec.name.Name;
import nomen.codec.rr.RRClass;
import nomen.codec.rr.RRType;
import nomen.codec.rr.RRTypes;
import nomen.codec.rr.Rdata;
import nomen.codec.rr.RdataReader;
import nomen.codec.rr.RdataScanner;
import nomen.codec.rr.ResourceRecord;
import nomen.codec.wire.WireFormatException;
import nomen.codec.wire.WireReader;
import nomen.codec.wire.WireWriter;

/**
 * One record of a transfer, uncompressed, where it was read. One view is used for all records, so
 * that millions of them make no garbage: what is to be kept is copied.
 */
public final class TransferRecord {
  private static final int SOA_TAIL_OCTETS = 20;

  private final byte[] owner = new byte[Labels.MAX_NAME_OCTETS];

  /** Room to append names to the longest RDATA before it is found too long. */
  private final WireWriter rdata =
      new WireWriter(RdataScanner.MAX_RDATA_OCTETS + 2 * Labels.MAX_NAME_OCTETS);

  private int ownerLength;
  private RRType type = RRTypes.SOA;
  private int rrClass;
  private int ttlSeconds;

  TransferRecord() {}

  /** A view of a record that is an object. */
  TransferRecord(ResourceRecord from) {
    ownerLength = from.owner().copyTo(owner, 0);
    type = from.type();
    rrClass = from.rrClass().code();
    ttlSeconds = from.ttlSeconds();
    from.rdata().write(rdata);
  }

  /** The array that has the owner name from its first octet on, in wire format, its case kept. */
  public byte[] owner() {
    return owner;
  }

  /** The octets of the owner name. */
  public int ownerLength() {
    return ownerLength;
  }

  /** The type. */
  public RRType type() {
    return type;
  }

  /** The TTL, 0 to 2^31-1; one above counts as 0 (RFC 2181 section 8). */
  public int ttlSeconds() {
    return ttlSeconds;
  }

  /** The array that has the RDATA from its first octet on, its names uncompressed. */
  public byte[] rdata() {
    return rdata.octets();
  }

  /** The octets of the RDATA. */
  public int rdataLength() {
    return rdata.position();
  }

  /** The record as an object. */
  public ResourceRecord toRecord() {
    return new ResourceRecord(
        Name.ofWire(owner, 0),
        RRClass.IN,
        ttlSeconds,
        Rdata.ofValid(type, rdata.octets(), 0, rdata.position()));
  }

  void clear() {
    ownerLength = 0;
  }

  /** What the record is about, as far as it was read: for messages. */
  String subject() {
    return ownerLength == 0 ? "" : Name.ofWire(owner, 0) + " " + type;
  }

  /** Reads a record as far as its class; the rest is read by {@link #readRest}. */
  void readStart(WireReader from) throws WireFormatException {
    ownerLength = 0;
    int length = from.readName(owner, 0, "owner");
    int code = from.readU16("type");
    if (type.code() != code) {
      type = RRTypes.of(code);
    }
    ownerLength = length;
    rrClass = from.readU16("class");
  }

  int rrClass() {
    return rrClass;
  }

  void readRest(WireReader from) throws WireFormatException {
    ttlSeconds = Math.max(0, from.readI32("TTL"));
    int length = from.readU16("RDLENGTH");
    RdataReader.read(from, type, length, rdata.reset(rdata.octets().length));
  }

  boolean isSoa() {
    return type.code() == RRTypes.SOA.code();
  }

  /** The serial; only of a SOA. */
  int serial() {
    int at = rdata.position() - SOA_TAIL_OCTETS;
    return rdata.peekU16(at) << 16 | rdata.peekU16(at + 2);
  }

  /** Whether TTL and RDATA are those of another record of this owner name and type. */
  boolean matches(ResourceRecord other) {
    return ttlSeconds == other.ttlSeconds()
        && other.rdata().matches(rdata.octets(), 0, rdata.position());
  }

  boolean isAtOrBelow(byte[] apex) {
    int below = ownerLength - apex.length;
    if (below < 0 || !Labels.equalIgnoringCase(owner, below, apex, 0, apex.length)) {
      return false;
    }
    // The octets may be the same and yet not begin at a label.
    int at = 0;
    while (at < below) {
      at += owner[at] + 1;
    }
    return at == below;
  }
}
