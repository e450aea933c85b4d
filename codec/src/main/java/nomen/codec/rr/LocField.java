package nomen.codec.rr;

import nomen.codec.text.SyntaxException;
import nomen.codec.text.Tokenizer;
import nomen.codec.wire.WireFormatException;
import nomen.codec.wire.WireReader;
import nomen.codec.wire.WireWriter;

/**
 * A place on Earth (RFC 1876 section 2), 16 octets:
 *
 * <pre>
 *   version 0 | size | horizontal precision | vertical precision     one octet each, m * 10^e cm
 *   latitude, longitude     2^31 is the equator and the prime meridian; 1/1000 seconds of arc
 *   altitude                10^7 is sea level; centimetres
 * </pre>
 */
final class LocField extends RdataField {
  private static final int OCTETS = 16;
  private static final long MIDDLE = 1L << 31;
  private static final long SEA_LEVEL_CM = 10_000_000;
  private static final int MS_PER_DEGREE = 3_600_000;

  /** RFC 1876 section 3: 1 m, 10,000 m, 10 m. */
  private static final int[] DEFAULTS = {0x12, 0x16, 0x13};

  private static final String[] SIZES = {"size", "horizontal precision", "vertical precision"};

  LocField(String name) {
    super(name);
  }

  @Override
  public String kind() {
    return "latitude, longitude, altitude, size and precisions";
  }

  @Override
  void check(WireReader from, int end) throws WireFormatException {
    int at = from.position();
    from.skip(OCTETS, name());
    byte[] octets = from.octets();
    if (octets[at] != 0) {
      throw new WireFormatException(at, "version: other than 0");
    }
    for (int i = 0; i < SIZES.length; i++) {
      int size = octets[at + 1 + i] & 0xff;
      if (size >> 4 > 9 || (size & 15) > 9) {
        throw new WireFormatException(at + 1 + i, SIZES[i] + ": digit over 9");
      }
    }
    checkAngle(octets, at + 4, 90, "latitude");
    checkAngle(octets, at + 8, 180, "longitude");
  }

  private static void checkAngle(byte[] octets, int at, int degrees, String field)
      throws WireFormatException {
    long angle = Math.abs(Octets.unsigned(octets, at, 4) - MIDDLE);
    if (angle > (long) degrees * MS_PER_DEGREE) {
      throw new WireFormatException(at, field + ": over " + degrees + " degrees");
    }
  }

  @Override
  boolean isPrintable(byte[] rdata, int at, int end) {
    // Zero times a power of ten is zero metres, but so is zero alone.
    for (int i = 1; i <= SIZES.length; i++) {
      if (rdata[at + i] > 0 && rdata[at + i] < 0x10) {
        return false;
      }
    }
    return true;
  }

  @Override
  int length(byte[] rdata, int at, int end) {
    return OCTETS;
  }

  @Override
  void print(StringBuilder to, byte[] rdata, int at, int end) {
    printAngle(to, Octets.unsigned(rdata, at + 4, 4) - MIDDLE, 'N', 'S');
    printAngle(to, Octets.unsigned(rdata, at + 8, 4) - MIDDLE, 'E', 'W');
    long altitude = Octets.unsigned(rdata, at + 12, 4) - SEA_LEVEL_CM;
    if (altitude < 0) {
      to.append('-');
    }
    printCentimetres(to, Math.abs(altitude), true);
    for (int i = 0; i < SIZES.length; i++) {
      to.append(' ');
      int size = rdata[at + 1 + i] & 0xff;
      printCentimetres(to, (size >> 4) * powerOfTen(size & 15), false);
    }
  }

  private static void printAngle(StringBuilder to, long angle, char positive, char negative) {
    long ms = Math.abs(angle);
    to.append(ms / MS_PER_DEGREE).append(' ').append(ms / 60_000 % 60).append(' ');
    to.append(ms / 1_000 % 60).append('.');
    Octets.printThreeDigits(to, (int) (ms % 1_000));
    to.append(' ').append(angle < 0 ? negative : positive).append(' ');
  }

  private static void printCentimetres(StringBuilder to, long cm, boolean always) {
    to.append(cm / 100);
    if (always || cm % 100 != 0) {
      to.append('.').append(cm / 10 % 10).append(cm % 10);
    }
    to.append('m');
  }

  private static long powerOfTen(int exponent) {
    long power = 1;
    for (int i = 0; i < exponent; i++) {
      power *= 10;
    }
    return power;
  }

  @Override
  void scan(RdataScanner in, WireWriter to) throws SyntaxException {
    long latitude = scanAngle(in, "latitude", 90, "N", "S");
    long longitude = scanAngle(in, "longitude", 180, "E", "W");
    in.need("altitude");
    long altitude = scanMetres(in, "altitude", true) + SEA_LEVEL_CM;
    if (altitude < 0 || altitude > 0xffff_ffffL) {
      throw in.error("altitude", "outside -100000.00m to 42849672.95m");
    }
    to.writeU8(0);
    for (int i = 0; i < SIZES.length; i++) {
      to.writeU8(in.more() ? scanSize(in, SIZES[i]) : DEFAULTS[i]);
    }
    to.writeU32((int) (latitude + MIDDLE));
    to.writeU32((int) (longitude + MIDDLE));
    to.writeU32((int) altitude);
  }

  /** Degrees, then minutes and seconds if given, then the hemisphere. */
  private static long scanAngle(
      RdataScanner in, String field, int maxDegrees, String positive, String negative)
      throws SyntaxException {
    long ms = 0;
    for (int part = 0; part < 4; part++) {
      in.need(field);
      Tokenizer token = in.tokens();
      boolean plus = Octets.equalsIgnoreCase(token.octets(), token.start(), token.end(), positive);
      if (plus || Octets.equalsIgnoreCase(token.octets(), token.start(), token.end(), negative)) {
        if (part == 0) {
          throw in.error(field, "degrees are missing");
        }
        if (ms > (long) maxDegrees * MS_PER_DEGREE) {
          throw in.error(field, "over " + maxDegrees + " degrees");
        }
        return plus ? ms : -ms;
      }
      switch (part) {
        case 0 -> ms += in.number(field, maxDegrees) * MS_PER_DEGREE;
        case 1 -> ms += in.number(field, 59) * 60_000;
        case 2 -> ms += in.decimal(field, 3, 59_999);
        default -> throw in.error(field, "neither " + positive + " nor " + negative);
      }
    }
    throw new AssertionError("the last part returns or throws");
  }

  /** Metres with up to two decimals and perhaps "m", in centimetres. */
  private static long scanMetres(RdataScanner in, String field, boolean signed)
      throws SyntaxException {
    Tokenizer token = in.tokens();
    byte[] text = token.octets();
    int start = token.start();
    int end = token.end();
    boolean negative = signed && start < end && text[start] == '-';
    if (negative || signed && start < end && text[start] == '+') {
      start++;
    }
    if (end > start && (text[end - 1] | 0x20) == 'm') {
      end--;
    }
    long cm = in.decimal(field, text, start, end, 2, 900_000_000_000L);
    return negative ? -cm : cm;
  }

  private static int scanSize(RdataScanner in, String field) throws SyntaxException {
    long cm = scanMetres(in, field, false);
    if (cm > 9_000_000_000L) {
      throw in.error(field, "over 90000000.00m");
    }
    // Only one digit is kept; RFC 1876 appendix A cuts the others off.
    int exponent = 0;
    while (cm > 9) {
      cm /= 10;
      exponent++;
    }
    return (int) cm << 4 | exponent;
  }
}
