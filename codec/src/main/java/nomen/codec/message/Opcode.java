package nomen.codec.message;

/** Kinds of request, as IANA numbers them ("DNS OpCodes"): 0 to 15. */
public final class Opcode {
  /** A standard query (RFC 1035). */
  public static final int QUERY = 0;

  /** An inverse query: obsolete, never implemented here (RFC 3425). */
  public static final int IQUERY = 1;

  /** A server status request: never defined (RFC 1035). */
  public static final int STATUS = 2;

  /** A notice that a zone changed (RFC 1996). */
  public static final int NOTIFY = 4;

  /** A dynamic update (RFC 2136). */
  public static final int UPDATE = 5;

  /** DNS stateful operations (RFC 8490). */
  public static final int DSO = 6;

  private Opcode() {}

  /** The mnemonic of an opcode, or {@code OPCODE} and its number where there is none. */
  public static String print(int opcode) {
    return switch (opcode) {
      case QUERY -> "QUERY";
      case IQUERY -> "IQUERY";
      case STATUS -> "STATUS";
      case NOTIFY -> "NOTIFY";
      case UPDATE -> "UPDATE";
      case DSO -> "DSO";
      default -> "OPCODE" + opcode;
    };
  }
}
