package nomen.store.zone;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import nomen.codec.name.Labels;
import nomen.codec.rr.RRTypes;
import nomen.codec.rr.Rdata;

/**
 * The octets of a node: what the tree keeps for an owner name. All numbers are unsigned and
 * big-endian.
 *
 * <pre>
 *   node    +0    1   flags: bit 0, the owner name in its own case follows
 *          [+1    1   n, its octets (0 to 254)
 *           +2    n   its labels below the apex in wire format, without the final zero]
 *                     then RRsets to the end of the node, sorted as below
 *
 *   RRset   +0    2   RR type
 *           +2    4   TTL in seconds
 *           +6    2   count of records (1 to 65535)
 *           +8    4   octets of all records
 *           +12       records
 *
 *   record  +0    2   RDLENGTH
 *           +2        RDATA in wire format, names uncompressed
 * </pre>
 *
 * RRsets are sorted by RR type. RRSIG records are kept apart by the type that they cover, as RFC
 * 4035 section 2.2 says that they form no RRset together; those that cover a type stand directly
 * behind it. The type covered is the first field of their RDATA, so it takes no field here.
 *
 * <p>Records of an RRset are in canonical order, and no two are the same but for the case of names
 * that the canonical form folds (RFC 4034 sections 6.2 and 6.3).
 */
final class NodeFormat {
  static final int FLAG_OWNER_CASE = 1;

  static final int TTL = 2;
  static final int COUNT = 6;
  static final int LENGTH = 8;
  static final int RECORDS = 12;
  static final int RDATA = 2;

  /** The most records of an RRset, and of those that cover a type. */
  static final int MAX_RECORDS = 65_535;

  private static final VarHandle U16 =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle U32 =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private NodeFormat() {}

  static int u16(byte[] octets, int at) {
    return (short) U16.get(octets, at) & 0xffff;
  }

  static int u32(byte[] octets, int at) {
    return (int) U32.get(octets, at);
  }

  static void putU16(byte[] octets, int at, int value) {
    U16.set(octets, at, (short) value);
  }

  static void putU32(byte[] octets, int at, int value) {
    U32.set(octets, at, value);
  }

  /** Where the first RRset of the node at {@code node} begins. */
  static int firstRRset(byte[] octets, int node) {
    return (octets[node] & FLAG_OWNER_CASE) == 0 ? node + 1 : node + 2 + (octets[node + 1] & 0xff);
  }

  /** Where the RRset behind the one at {@code rrset} begins. */
  static int nextRRset(byte[] octets, int rrset) {
    return rrset + RECORDS + u32(octets, rrset + LENGTH);
  }

  /** What RRsets are sorted by: twice the type, or that of the type covered plus one. */
  static int order(byte[] octets, int rrset) {
    int type = u16(octets, rrset);
    return type == TypeCodes.RRSIG ? 2 * u16(octets, rrset + RECORDS + RDATA) + 1 : 2 * type;
  }

  /** Compares RDATA of one type in the order of its canonical form (RFC 4034 section 6.3). */
  static int compareRdata(int type, byte[] a, int aFrom, int aTo, byte[] b, int bFrom, int bTo) {
    int same = Arrays.mismatch(a, aFrom, aTo, b, bFrom, bTo);
    if (same < 0) {
      return 0;
    }
    int aLength = aTo - aFrom;
    int bLength = bTo - bFrom;
    if (same == aLength || same == bLength) {
      return Integer.compare(aLength, bLength);
    }
    byte here = a[aFrom + same];
    byte there = b[bFrom + same];
    if (here == Labels.lower(here) && there == Labels.lower(there)) {
      return Integer.compare(here & 0xff, there & 0xff);
    }
    // An upper case letter may stand in a name, where its case does not count.
    byte[] canonicalA = Arrays.copyOfRange(a, aFrom, aTo);
    byte[] canonicalB = Arrays.copyOfRange(b, bFrom, bTo);
    Rdata.canonicalize(RRTypes.of(type), canonicalA, 0, aLength);
    Rdata.canonicalize(RRTypes.of(type), canonicalB, 0, bLength);
    return Arrays.compareUnsigned(canonicalA, canonicalB);
  }
}
