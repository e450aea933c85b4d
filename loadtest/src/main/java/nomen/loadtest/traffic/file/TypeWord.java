package nomen.loadtest.traffic.file;

import static java.util.Map.entry;

import java.util.Locale;
import java.util.Map;
import nomen.codec.rr.RRType;
import nomen.codec.rr.RRTypes;
import org.jspecify.annotations.Nullable;

/**
 * The type that a word names, in any case: a type of the table, {@code TYPEnnn} (RFC 3597 section
 * 5), or another one that IANA has assigned. A load generator sends the latter, as dnsperf does,
 * though nobody here knows their rdata.
 */
public final class TypeWord {
  /** Types without a row of their own, from IANA's registry of RR types. */
  private static final Map<String, Integer> OTHERS =
      Map.ofEntries(
          entry("NSAP-PTR", 23),
          entry("NXT", 30),
          entry("EID", 31),
          entry("NIMLOC", 32),
          entry("ATMA", 34),
          entry("A6", 38),
          entry("SINK", 40),
          entry("NINFO", 56),
          entry("RKEY", 57),
          entry("TALINK", 58),
          entry("UINFO", 100),
          entry("UID", 101),
          entry("GID", 102),
          entry("UNSPEC", 103),
          entry("NXNAME", 128),
          entry("AVC", 258),
          entry("DOA", 259),
          entry("CLA", 263),
          entry("IPN", 264),
          entry("TA", 32768),
          entry("DLV", 32769));

  private TypeWord() {}

  /** The type, or null if the word names none. */
  public static @Nullable RRType parse(String word) {
    RRType type = RRTypes.parse(word);
    if (type != null) {
      return type;
    }
    Integer code = OTHERS.get(word.toUpperCase(Locale.ROOT));
    return code == null ? null : RRTypes.of(code);
  }
}
