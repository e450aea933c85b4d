package nomen.server.authority;

/**
 * Which names in RDATA matter to an answer, by RR type: those that may be compressed (RFC 3597
 * section 4) and the one whose addresses are additional data. It is the table of types in the form
 * that the query path wants: one octet read a type.
 */
final class RdataNames {
  /** Nothing to compress and no additional data: RDATA is copied. */
  static final byte PLAIN = 0;

  /** No type with a name that matters has a larger code. */
  private static final int TYPES = 512;

  private static final int COMPRESSED = 0x03;
  private static final int OFFSET_SHIFT = 3;
  private static final int OFFSET = 0x07;
  private static final int ADDITIONAL = 0x40;

  private final byte[] layouts = new byte[TYPES];

  RdataNames() {
    set(2, 1, 0, true);
    set(5, 1, 0, false);
    set(6, 2, 0, false);
    set(12, 1, 0, false);
    set(15, 1, 2, true);
    set(33, 0, 6, true);
    set(64, 0, 2, true);
    set(65, 0, 2, true);
  }

  private void set(int type, int compressed, int offset, boolean additional) {
    layouts[type] = (byte) (compressed | offset << OFFSET_SHIFT | (additional ? ADDITIONAL : 0));
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
