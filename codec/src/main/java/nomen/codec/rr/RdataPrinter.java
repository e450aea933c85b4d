package nomen.codec.rr;

/**
 * Prints rdata: on one line, absolute names, no comments; every reader of master files reads it.
 */
public final class RdataPrinter {
  private RdataPrinter() {}

  /**
   * Prints an rdata in the presentation format of its type; as \# of RFC 3597 section 5 where the
   * type has none or could not say it.
   *
   * @param rdata valid or carried, uncompressed, from {@code start} to {@code end}
   */
  public static void print(StringBuilder to, RRType type, byte[] rdata, int start, int end) {
    if (start == end || isBroken(type, rdata, start, end)) {
      printGeneric(to, rdata, start, end);
      return;
    }
    int begin = to.length();
    int at = start;
    for (RdataField field : type.fieldArray()) {
      int next = at + field.length(rdata, at, end);
      if (!field.isPrintable(rdata, at, next)) {
        to.setLength(begin);
        printGeneric(to, rdata, start, end);
        return;
      }
      int before = to.length();
      if (before > begin) {
        to.append(' ');
      }
      int mark = to.length();
      field.print(to, rdata, at, next);
      if (to.length() == mark) {
        to.setLength(before);
      }
      at = next;
    }
  }

  /** Whether the rdata is only carried; unknown types have no rule to break. */
  private static boolean isBroken(RRType type, byte[] rdata, int start, int end) {
    return type.isKnown()
        && type.carriesAnyRdata()
        && RdataReader.brokenRule(type, rdata, start, end - start) != null;
  }

  /** Prints an rdata as RFC 3597 section 5 says for any type. */
  public static void printGeneric(StringBuilder to, byte[] rdata, int start, int end) {
    to.append("\\# ").append(end - start);
    if (end > start) {
      to.append(' ');
      Octets.printHex(to, rdata, start, end);
    }
  }
}
