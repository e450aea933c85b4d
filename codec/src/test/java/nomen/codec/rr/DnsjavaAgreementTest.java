package nomen.codec.rr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;

/** dnsjava sees the same octets in a text, and prints octets so that they are read here again. */
class DnsjavaAgreementTest {
  private static final int ROUNDS = 60;

  /** The owner's octet, type, class, TTL and RDLENGTH. */
  private static final int HEADER_OCTETS = 11;

  private static final Pattern NEW_MNEMONIC =
      Pattern.compile("\\b(DSYNC|RESINFO|WALLET|AMTRELAY)\\b");

  /** Types that dnsjava 3.6 knows by name only, or not at all. */
  private static final Set<RRType> UNKNOWN_TO_DNSJAVA =
      Set.of(
          RRTypes.CSYNC,
          RRTypes.DSYNC,
          RRTypes.NID,
          RRTypes.L32,
          RRTypes.L64,
          RRTypes.LP,
          RRTypes.EUI48,
          RRTypes.EUI64,
          RRTypes.AMTRELAY,
          RRTypes.RESINFO,
          RRTypes.WALLET);

  /** Types of which the generator makes nothing but exceptions. */
  private static final Set<RRType> NOTHING_GENERATED =
      Set.of(RRTypes.X25, RRTypes.GPOS, RRTypes.LOC);

  static List<RRType> types() {
    return Golden.types().stream().filter(type -> !UNKNOWN_TO_DNSJAVA.contains(type)).toList();
  }

  /** Why dnsjava does not see in a text what we see; null if it should. */
  private static @Nullable String exception(RRType type, String text, byte[] octets) {
    return switch (type.mnemonic()) {
      case "WKS" ->
          octets.length == 5 || text.contains("domain time")
              ? "takes the last port for the highest, and fails on a list of none"
              : null;
      case "NSEC", "NSEC3" -> NEW_MNEMONIC.matcher(text).find() ? "has no such mnemonic" : null;
      case "X25" -> text.matches("\"[0-9]{4,}\"") ? null : "wants digits";
      case "GPOS" -> text.matches("[-.0-9\" ]+") ? null : "wants numbers";
      case "SIG", "RRSIG" ->
          octets[4] < 0 ? "cuts an original TTL of over 2^31-1, which is data" : null;
      case "KEY" -> (octets[0] & 0xc0) == 0xc0 ? "reads no key behind flags of NOKEY" : null;
      case "LOC" -> text.contains(".000 ") ? null : "computes in floating point";
      case "DS", "CDS" ->
          text.contains("SHA")
              ? "has no mnemonics of digests"
              : octets[3] == 3 || octets[3] == 5 || octets[3] == 6
                  ? "knows the length of more kinds of digests"
                  : null;
      case "URI", "CAA" -> octets.length > 255 ? "takes no text of over 255 octets" : null;
      case "SVCB", "HTTPS" -> serviceException(text);
      default -> null;
    };
  }

  private static @Nullable String serviceException(String text) {
    if (text.contains("dohpath") || text.contains("ohttp")) {
      return "does not know the key";
    }
    if (text.contains("mandatory")) {
      return "does not sort the mandatory keys";
    }
    if (text.contains("alpn") && text.contains("\\")) {
      return "does not resolve the escapes of RFC 9460 appendix A.1";
    }
    return text.startsWith("0 ") ? "takes no parameters for an alias" : null;
  }

  /** Why we do not see in dnsjava's text what it printed; null if we should. */
  private static @Nullable String printException(RRType type, String ours) {
    return switch (type.mnemonic()) {
      case "NSEC", "NSEC3" -> "uses mnemonics of types that have no row here";
      case "SVCB", "HTTPS" -> ours.contains("\"") ? "leaves out the quotes around spaces" : null;
      default -> null;
    };
  }

  @ParameterizedTest
  @MethodSource("types")
  void goldenTextsHaveTheSameOctets(RRType type) {
    List<String> differences = new ArrayList<>();
    for (Golden golden : Golden.of(type)) {
      for (String text : golden.texts()) {
        String theirs = scan(type, text);
        if (!theirs.equals(golden.hex()) && exception(type, text, golden.octets()) == null) {
          differences.add(text + "\n   " + theirs);
        }
      }
    }
    assertEquals(List.of(), differences);
  }

  @ParameterizedTest
  @MethodSource("types")
  void generatedOctetsGoThroughBothTexts(RRType type) throws Exception {
    RdataGenerator generator = new RdataGenerator(type.code());
    int compared = 0;
    List<String> differences = new ArrayList<>();
    for (int i = 0; i < ROUNDS; i++) {
      byte[] octets = generator.rdata(type);
      String hex = HexFormat.of().formatHex(octets);
      String ours = Rdata.of(type, octets).toString();
      if (exception(type, ours, octets) != null) {
        continue;
      }
      compared++;
      String seen = scan(type, ours);
      if (!seen.equals(hex)) {
        differences.add("they read " + ours + "\n   as " + seen + "\n   of " + hex);
      }
      if (printException(type, ours) != null) {
        continue;
      }
      String theirs = print(type, octets);
      try {
        String read = HexFormat.of().formatHex(Rdata.parse(type, theirs).toWire());
        if (!read.equals(hex)) {
          differences.add("we read " + theirs + "\n   as " + read + "\n   of " + hex);
        }
      } catch (IllegalArgumentException e) {
        differences.add("we refuse " + theirs + "\n   " + e.getMessage() + "\n   of " + hex);
      }
    }
    assertEquals(List.of(), differences);
    assertTrue(compared > 0 || NOTHING_GENERATED.contains(type), "nothing was compared");
  }

  private static String scan(RRType type, String text) {
    try {
      Record record = Record.fromString(Name.root, type.code(), DClass.IN, 0, text, Name.root);
      byte[] wire = record.toWire(Section.ANSWER);
      return HexFormat.of().formatHex(Arrays.copyOfRange(wire, HEADER_OCTETS, wire.length));
    } catch (IOException | RuntimeException e) {
      return e.toString();
    }
  }

  private static String print(RRType type, byte[] octets) {
    try {
      return Record.newRecord(Name.root, type.code(), DClass.IN, 0, octets.length, octets)
          .rdataToString();
    } catch (RuntimeException e) {
      return e.toString();
    }
  }
}
