package nomen.server.authority;

import nomen.codec.rr.RRType;
import nomen.codec.rr.RRTypes;

/**
 * Which names in RDATA matter to an answer, by RR type: those that may be compressed (RFC 3597
 * section 4) and the one whose addresses are additional data. It is the table {@link RRTypes} in
 * the form that the query path wants: one octet read a type.
 */
final class RdataNames {
  /** Nothing to compress and no additional data: RDATA is copied. */
  static final byte PLAIN = 0;

  /** No type with a name that matters has a larger code. */
  private static final int TYPES = 512;

  /*
   *   bit 6                     5..3                2..0
   *   has additional data       offset of the name  names to compress
   */
  private static final int COMPRESSED = 0x07;
  private static final int OFFSET_SHIFT = 3;
  private static final int OFFSET = 0x07;
  private static final int ADDITIONAL = 0x40;

  private final byte[] layouts = new byte[TYPES];

  RdataNames() {
    for (int code = 0; code < TYPES; code++) {
      layouts[code] = layoutOf(RRTypes.of(code));
    }
  }

  private static byte layoutOf(RRType type) {
    int compressed = type.compressedNames();
    int additionalAt = type.additionalNameOffset();
    int offset = compressed > 0 ? type.compressedNamesOffset() : Math.max(additionalAt, 0);
    boolean isOneName = compressed == 0 || additionalAt < 0 || additionalAt == offset;
    if (compressed > COMPRESSED || offset > OFFSET || !isOneName) {
      throw new IllegalStateException(type + " has names where no layout has room for them");
    }
    return (byte) (compressed | offset << OFFSET_SHIFT | (additionalAt >= 0 ? ADDITIONAL : 0));
  }

  /** What there is to know about a type. */
  byte layout(int type) {
    return type < TYPES ? layouts[type] : PLAIN;
  }

  /** How many names, side by side from {@link #nameOffset}, may be compressed: 0 to 2. */
  static int compressedNames(byte layout) {
    return layout & COMPRESSED;
  }

  /** Where in the RDATA the first name stands that may be compressed, or has additional data. */
  static int nameOffset(byte layout) {
    return layout >> OFFSET_SHIFT & OFFSET;
  }

  /** Whether the addresses of the name at {@link #nameOffset} are additional data. */
  static boolean hasAdditional(byte layout) {
    return (layout & ADDITIONAL) != 0;
  }
}
