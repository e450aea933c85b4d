package nomen.server.authority;

import nomen.codec.message.MessageWriter;
import nomen.codec.name.Labels;
import nomen.codec.wire.WireWriter;
import nomen.store.zone.RRsetView;

/**
 * Writes RRsets of a zone into a response: whole ones, or nothing of them (RFC 2181 section 9).
 *
 * <p>An owner name is given as an array and an offset. If the array is the message itself, the name
 * stands there already, as QNAME and its ancestors do, and the owner is a pointer; else it is
 * compressed. Not thread-safe.
 */
final class RRsetWriter {
  private static final int CLASS_IN = 1;

  /** The largest offset that a compression pointer reaches (RFC 1035 section 4.1.4). */
  private static final int MAX_POINTER = 0x3fff;

  private static final int POINTER = 0xc000;

  private final MessageWriter message;
  private final RdataNames names = new RdataNames();
  private final AdditionalTargets targets;

  RRsetWriter(MessageWriter message, AdditionalTargets targets) {
    this.message = message;
    this.targets = targets;
  }

  /** Writes an RRset with its own TTL; see {@link #write(byte[], int, RRsetView, int)}. */
  boolean write(byte[] owner, int ownerAt, RRsetView rrset) {
    return write(owner, ownerAt, rrset, rrset.ttlSeconds());
  }

  /**
   * Writes an RRset, and notes the targets of its records for the additional section.
   *
   * @return false if it does not fit; then nothing was written
   */
  boolean write(byte[] owner, int ownerAt, RRsetView rrset, int ttlSeconds) {
    int type = rrset.type();
    byte layout = names.layout(type);
    if (layout == RdataNames.PLAIN && owner == message.wire().octets() && owner[ownerAt] != 0) {
      return writePlain(ownerAt, rrset, type, ttlSeconds);
    }
    long mark = message.mark();
    int targetMark = targets.count();
    byte[] from = rrset.octets();
    int ownerPlace = owner == message.wire().octets() ? ownerAt : -1;
    int at = rrset.first();
    for (int left = rrset.count(); left > 0; left--, at = rrset.next(at)) {
      int start = message.wire().position();
      if (ownerPlace >= 0) {
        message.beginRecord(ownerPlace, type, CLASS_IN, ttlSeconds);
      } else {
        message.beginRecord(owner, ownerAt, type, CLASS_IN, ttlSeconds);
      }
      int rdata = rrset.rdataOffset(at);
      int target = writeRdata(layout, from, rdata, rrset.rdataLength(at));
      if (message.overflowed()) {
        message.rollback(mark);
        targets.rollback(targetMark);
        return false;
      }
      if (ownerPlace < 0) {
        ownerPlace = placeOfNameAt(start);
      }
      if (RdataNames.hasAdditional(layout)) {
        int name = rdata + RdataNames.nameOffset(layout);
        if (from[name] != 0) {
          boolean compressed = RdataNames.compressedNames(layout) > 0;
          targets.add(from, name, placeOfNameAt(target), compressed, type);
        } else if (isServiceOfOwner(type, from, rdata)) {
          targets.add(owner, ownerAt, ownerPlace, false, type);
        }
      }
    }
    return true;
  }

  /** The usual case: nothing in the RDATA matters, and the owner is a pointer. */
  private boolean writePlain(int ownerAt, RRsetView rrset, int type, int ttlSeconds) {
    WireWriter wire = message.wire();
    int count = rrset.count();
    // Each record: a pointer of 2 octets, 8 octets of type, class and TTL, and what the zone keeps:
    // RDLENGTH and RDATA.
    int mark = wire.position();
    if (wire.claim(10 * count + rrset.sizeOctets()) < 0) {
      wire.rollback(mark);
      return false;
    }
    wire.rollback(mark);
    long fixed = (long) type << 48 | (long) CLASS_IN << 32 | ttlSeconds & 0xffff_ffffL;
    byte[] from = rrset.octets();
    int at = rrset.first();
    for (int left = count; left > 0; left--) {
      int next = rrset.next(at);
      wire.writeU16(POINTER | ownerAt);
      wire.writeU64(fixed);
      wire.writeOctets(from, at, next - at);
      at = next;
    }
    message.countRecords(count);
    return true;
  }

  /** Returns where the name was written that matters. */
  private int writeRdata(byte layout, byte[] from, int rdata, int length) {
    WireWriter wire = message.wire();
    int at = rdata + RdataNames.nameOffset(layout);
    wire.writeOctets(from, rdata, at - rdata);
    int written = wire.position();
    for (int left = RdataNames.compressedNames(layout); left > 0; left--) {
      message.names().write(wire, from, at);
      at += Labels.length(from, at);
    }
    wire.writeOctets(from, at, rdata + length - at);
    message.endRecord();
    return written;
  }

  /** RFC 9460 section 2.5.2: in ServiceMode the target "." is the owner name. */
  private static boolean isServiceOfOwner(int type, byte[] from, int rdata) {
    return (type == TypeCodes.SVCB || type == TypeCodes.HTTPS)
        && (from[rdata] | from[rdata + 1]) != 0;
  }

  /** Where a name stands that was written at an offset: there, or where its pointer leads. */
  private int placeOfNameAt(int offset) {
    int first = message.wire().peekU16(offset);
    int place = first >= POINTER ? first & MAX_POINTER : offset;
    return place <= MAX_POINTER ? place : -1;
  }

  /** Writes a CNAME that was made for an answer (RFC 6672 section 3.1). */
  boolean writeAlias(byte[] owner, int ownerAt, int ttlSeconds, byte[] target, int targetAt) {
    long mark = message.mark();
    if (owner == message.wire().octets()) {
      message.beginRecord(ownerAt, TypeCodes.CNAME, CLASS_IN, ttlSeconds);
    } else {
      message.beginRecord(owner, ownerAt, TypeCodes.CNAME, CLASS_IN, ttlSeconds);
    }
    message.names().write(message.wire(), target, targetAt);
    message.endRecord();
    if (message.overflowed()) {
      message.rollback(mark);
      return false;
    }
    return true;
  }

  /** Writes an RRset whose owner stands in the message at an offset, or is compressed from -1. */
  boolean writeAt(int place, byte[] owner, int ownerAt, RRsetView rrset) {
    return place >= 0 ? write(message.wire().octets(), place, rrset) : write(owner, ownerAt, rrset);
  }
}
