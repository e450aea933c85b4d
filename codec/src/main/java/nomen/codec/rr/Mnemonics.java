package nomen.codec.rr;

import java.util.Locale;

/** Names that stand for small numbers in presentation format. */
final class Mnemonics {
  static final Mnemonics NONE = new Mnemonics(false);

  /** DNSSEC algorithms, printed as numbers as RFC 4034 section 2.2 has them. */
  static final Mnemonics ALGORITHM =
      new Mnemonics(
          false,
          "RSAMD5=1",
          "DH=2",
          "DSA=3",
          "ECC=4",
          "RSASHA1=5",
          "NSEC3DSA=6",
          "DSA-NSEC3-SHA1=6",
          "NSEC3RSASHA1=7",
          "RSASHA1-NSEC3-SHA1=7",
          "RSASHA256=8",
          "RSASHA512=10",
          "ECCGOST=12",
          "ECC-GOST=12",
          "ECDSAP256SHA256=13",
          "ECDSAP384SHA384=14",
          "ED25519=15",
          "ED448=16",
          "INDIRECT=252",
          "PRIVATEDNS=253",
          "PRIVATEOID=254");

  /** RFC 4034 appendix A.2 and IANA's registry of DS digest algorithms. */
  static final Mnemonics DIGEST =
      new Mnemonics(false, "SHA-1=1", "SHA1=1", "SHA-256=2", "SHA256=2", "SHA-384=4", "SHA384=4");

  /** RFC 4398 section 2.1. */
  static final Mnemonics CERTIFICATE =
      new Mnemonics(
          false,
          "PKIX=1",
          "SPKI=2",
          "PGP=3",
          "IPKIX=4",
          "ISPKI=5",
          "IPGP=6",
          "ACPKIX=7",
          "IACPKIX=8",
          "URI=253",
          "OID=254");

  /** RFC 9859 section 2. */
  static final Mnemonics SCHEME = new Mnemonics(true, "NOTIFY=1");

  /** IP protocols that have services in {@link WksField}. */
  static final Mnemonics PROTOCOL = new Mnemonics(false, "ICMP=1", "TCP=6", "UDP=17");

  private final boolean printed;
  private final String[] names;
  private final int[] numbers;

  Mnemonics(boolean printed, String... rows) {
    this.printed = printed;
    names = new String[rows.length];
    numbers = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      int equals = rows[i].indexOf('=');
      names[i] = rows[i].substring(0, equals).toUpperCase(Locale.ROOT);
      numbers[i] = Integer.parseInt(rows[i], equals + 1, rows[i].length(), 10);
    }
  }

  boolean isEmpty() {
    return names.length == 0;
  }

  /** The number that a text in any case stands for, or -1. */
  int number(byte[] text, int start, int end) {
    for (int i = 0; i < names.length; i++) {
      if (Octets.equalsIgnoreCase(text, start, end, names[i])) {
        return numbers[i];
      }
    }
    return -1;
  }

  void print(StringBuilder to, long value) {
    if (printed) {
      for (int i = 0; i < names.length; i++) {
        if (numbers[i] == value) {
          to.append(names[i]);
          return;
        }
      }
    }
    to.append(value);
  }
}
