package nomen.codec.rr;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A class, known or not (RFC 1035 section 3.2.4; CLASSnnn for the others, RFC 3597 section 5).
 *
 * @param code 0 to 65,535
 */
public record RRClass(int code) {
  /** The Internet. */
  public static final RRClass IN = new RRClass(1);

  /** Chaosnet; a server says things about itself in it. */
  public static final RRClass CH = new RRClass(3);

  /** Hesiod. */
  public static final RRClass HS = new RRClass(4);

  /** No class: deletes one RR in an update (RFC 2136 section 2.5.4). */
  public static final RRClass NONE = new RRClass(254);

  /** Any class; only in questions and updates. */
  public static final RRClass ANY = new RRClass(255);

  private static final RRClass[] NAMED = {IN, CH, HS, NONE, ANY};

  /** Checks the range. */
  public RRClass {
    if (code < 0 || code > 0xffff) {
      throw new IllegalArgumentException("class outside 0 to 65535: " + code);
    }
  }

  /** The class of a code; allocates only for classes that have no name. */
  public static RRClass of(int code) {
    return switch (code) {
      case 1 -> IN;
      case 3 -> CH;
      case 4 -> HS;
      case 254 -> NONE;
      case 255 -> ANY;
      default -> new RRClass(code);
    };
  }

  /** The class that a text names in any case ("IN", "CH", "CLASS731"), or null. */
  public static @Nullable RRClass parse(String text) {
    byte[] octets = text.getBytes(StandardCharsets.ISO_8859_1);
    return scan(octets, 0, octets.length);
  }

  /** As {@link #parse}, of a range of octets; allocates only for a class without a name. */
  public static @Nullable RRClass scan(byte[] text, int start, int end) {
    for (RRClass named : NAMED) {
      if (Octets.equalsIgnoreCase(text, start, end, named.toString())) {
        return named;
      }
    }
    int code = Octets.scanNumbered("CLASS", text, start, end);
    return code < 0 ? null : of(code);
  }

  /** The class's name, or CLASSnnn. */
  @Override
  public String toString() {
    return switch (code) {
      case 1 -> "IN";
      case 3 -> "CH";
      case 4 -> "HS";
      case 254 -> "NONE";
      case 255 -> "ANY";
      default -> "CLASS" + code;
    };
  }
}
