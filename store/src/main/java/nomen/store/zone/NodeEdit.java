package nomen.store.zone;

import static nomen.store.zone.NodeFormat.COUNT;
import static nomen.store.zone.NodeFormat.LENGTH;
import static nomen.store.zone.NodeFormat.RDATA;
import static nomen.store.zone.NodeFormat.RECORDS;
import static nomen.store.zone.NodeFormat.TTL;

import java.util.Arrays;
import nomen.codec.name.Labels;

/** One node taken out to be changed, in a buffer that is used again and again. */
final class NodeEdit {
  private byte[] octets = new byte[1024];
  private int length;
  private int records;
  private int rrsets;

  /**
   * The RRset that was last added to, if its last record is known: records that come in their order
   * need no search then, which matters for RRsets of thousands. -1 if not.
   */
  private int tailRrset = -1;

  /** The place of that record. */
  private int tailPlace;

  /**
   * Where a search for an RRset may begin if what is sought does not stand before it: the RRset
   * found last. Types that come in their order need no search, which matters for names with
   * thousands. -1 if nothing is known.
   */
  private int hint = -1;

  byte[] octets() {
    return octets;
  }

  int length() {
    return length;
  }

  /** The number of records. */
  int records() {
    return records;
  }

  /** The number of RRsets; the signatures of each type are one. */
  int rrsets() {
    return rrsets;
  }

  /** Takes a node that exists. */
  void load(byte[] from, int offset, int size) {
    reserve(size);
    System.arraycopy(from, offset, octets, 0, size);
    length = size;
    records = 0;
    rrsets = 0;
    forget();
    for (int at = firstRRset(); at < length; at = NodeFormat.nextRRset(octets, at)) {
      records += NodeFormat.u16(octets, at + COUNT);
      rrsets++;
    }
  }

  /**
   * Begins a node without records.
   *
   * @param below the octets of the owner name's labels below the apex
   */
  void start(byte[] owner, int ownerOffset, int below) {
    records = 0;
    rrsets = 0;
    forget();
    octets[0] = 0;
    length = 1;
    for (int i = ownerOffset; i < ownerOffset + below; i++) {
      if (Labels.lower(owner[i]) != owner[i]) {
        octets[0] = NodeFormat.FLAG_OWNER_CASE;
        octets[1] = (byte) below;
        System.arraycopy(owner, ownerOffset, octets, 2, below);
        length = 2 + below;
        return;
      }
    }
  }

  private int firstRRset() {
    return NodeFormat.firstRRset(octets, 0);
  }

  boolean has(int type) {
    return indexOf(2 * type) >= 0;
  }

  /** Where an RRset is; if it is not there, -1 minus where it would be. */
  private int indexOf(int order) {
    boolean behindHint = hint >= 0 && NodeFormat.order(octets, hint) <= order;
    int at = behindHint ? hint : firstRRset();
    while (at < length) {
      int here = NodeFormat.order(octets, at);
      if (here >= order) {
        hint = at;
        return here == order ? at : -1 - at;
      }
      at = NodeFormat.nextRRset(octets, at);
    }
    return -1 - at;
  }

  private static int order(int type, byte[] rdata, int offset, int rdataLength) {
    if (type != TypeCodes.RRSIG) {
      return 2 * type;
    }
    if (rdataLength < 2) {
      throw new IllegalArgumentException("RRSIG without the type that it covers");
    }
    return 2 * NodeFormat.u16(rdata, offset) + 1;
  }

  ZoneEditor.Added add(int type, int ttlSeconds, byte[] rdata, int offset, int rdataLength) {
    int rrset = indexOf(order(type, rdata, offset, rdataLength));
    if (rrset < 0) {
      rrset = -1 - rrset;
      gap(rrset, RECORDS + RDATA + rdataLength);
      NodeFormat.putU16(octets, rrset, type);
      NodeFormat.putU32(octets, rrset + TTL, ttlSeconds);
      NodeFormat.putU16(octets, rrset + COUNT, 1);
      NodeFormat.putU32(octets, rrset + LENGTH, RDATA + rdataLength);
      putRecord(rrset + RECORDS, rdata, offset, rdataLength);
      tailRrset = rrset;
      tailPlace = rrset + RECORDS;
      hint = rrset;
      rrsets++;
      return ZoneEditor.Added.RECORD;
    }
    int ttl = NodeFormat.u32(octets, rrset + TTL);
    int end = NodeFormat.nextRRset(octets, rrset);
    int at =
        isBehindTail(rrset, rdata, offset, rdataLength)
            ? -1 - end
            : findRecord(rrset, rdata, offset, rdataLength);
    int count = NodeFormat.u16(octets, rrset + COUNT);
    if (at < 0 && count == NodeFormat.MAX_RECORDS) {
      throw new IllegalArgumentException("RRset of more than " + count + " records");
    }
    NodeFormat.putU32(octets, rrset + TTL, Math.min(ttl, ttlSeconds));
    if (at >= 0) {
      return ZoneEditor.Added.NOTHING;
    }
    NodeFormat.putU16(octets, rrset + COUNT, count + 1);
    growRRset(rrset, RDATA + rdataLength);
    gap(-1 - at, RDATA + rdataLength);
    putRecord(-1 - at, rdata, offset, rdataLength);
    tailRrset = -1 - at == end ? rrset : -1;
    tailPlace = -1 - at;
    if (ttl == ttlSeconds) {
      return ZoneEditor.Added.RECORD;
    }
    return ttlSeconds < ttl
        ? ZoneEditor.Added.RECORD_AND_TTL_LOWERED
        : ZoneEditor.Added.RECORD_WITH_LOWER_TTL;
  }

  private boolean isBehindTail(int rrset, byte[] rdata, int offset, int rdataLength) {
    if (rrset != tailRrset) {
      return false;
    }
    int from = tailPlace + RDATA;
    int to = from + NodeFormat.u16(octets, tailPlace);
    return NodeFormat.compareRdata(
            NodeFormat.u16(octets, rrset), octets, from, to, rdata, offset, offset + rdataLength)
        < 0;
  }

  private void putRecord(int at, byte[] rdata, int offset, int rdataLength) {
    NodeFormat.putU16(octets, at, rdataLength);
    System.arraycopy(rdata, offset, octets, at + RDATA, rdataLength);
    records++;
  }

  /**
   * Where a record is; if it is not there, -1 minus where it would be. Order and sameness are those
   * of the canonical form (RFC 4034 section 6.3).
   */
  private int findRecord(int rrset, byte[] rdata, int offset, int rdataLength) {
    int type = NodeFormat.u16(octets, rrset);
    int at = rrset + RECORDS;
    int end = NodeFormat.nextRRset(octets, rrset);
    while (at < end) {
      int next = at + RDATA + NodeFormat.u16(octets, at);
      int compared =
          NodeFormat.compareRdata(
              type, octets, at + RDATA, next, rdata, offset, offset + rdataLength);
      if (compared >= 0) {
        return compared == 0 ? at : -1 - at;
      }
      at = next;
    }
    return -1 - at;
  }

  boolean remove(int type, byte[] rdata) {
    int rrset = indexOf(order(type, rdata, 0, rdata.length));
    int at = rrset < 0 ? -1 : findRecord(rrset, rdata, 0, rdata.length);
    if (at < 0) {
      return false;
    }
    int count = NodeFormat.u16(octets, rrset + COUNT);
    if (count == 1) {
      close(rrset, NodeFormat.nextRRset(octets, rrset));
      rrsets--;
    } else {
      NodeFormat.putU16(octets, rrset + COUNT, count - 1);
      growRRset(rrset, -RDATA - rdata.length);
      close(at, at + RDATA + rdata.length);
    }
    records--;
    return true;
  }

  /** Removes the RRset of a type, or all signatures; gives the number of records. */
  int removeRRset(int type) {
    int before = records;
    int at = firstRRset();
    while (at < length) {
      if (NodeFormat.u16(octets, at) == type) {
        records -= NodeFormat.u16(octets, at + COUNT);
        close(at, NodeFormat.nextRRset(octets, at));
        rrsets--;
      } else {
        at = NodeFormat.nextRRset(octets, at);
      }
    }
    return before - records;
  }

  /** Removes everything; gives the number of records. */
  int removeAll() {
    int before = records;
    length = firstRRset();
    records = 0;
    rrsets = 0;
    forget();
    return before;
  }

  boolean setTtl(int type, int ttlSeconds) {
    boolean found = false;
    for (int at = firstRRset(); at < length; at = NodeFormat.nextRRset(octets, at)) {
      if (NodeFormat.u16(octets, at) == type) {
        NodeFormat.putU32(octets, at + TTL, ttlSeconds);
        found = true;
      }
    }
    return found;
  }

  private void growRRset(int rrset, int by) {
    NodeFormat.putU32(octets, rrset + LENGTH, NodeFormat.u32(octets, rrset + LENGTH) + by);
  }

  private void gap(int at, int size) {
    reserve(size);
    System.arraycopy(octets, at, octets, at + size, length - at);
    length += size;
  }

  private void forget() {
    tailRrset = -1;
    hint = -1;
  }

  private void close(int from, int to) {
    forget();
    System.arraycopy(octets, to, octets, from, length - to);
    length -= to - from;
  }

  private void reserve(int more) {
    if (length + more > octets.length) {
      octets = Arrays.copyOf(octets, Math.max(2 * octets.length, length + more));
    }
  }
}
