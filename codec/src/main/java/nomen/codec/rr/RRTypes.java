package nomen.codec.rr;

import static nomen.codec.rr.Fields.algorithm;
import static nomen.codec.rr.Fields.association;
import static nomen.codec.rr.Fields.base64;
import static nomen.codec.rr.Fields.delegationSigner;
import static nomen.codec.rr.Fields.generic;
import static nomen.codec.rr.Fields.ipv4;
import static nomen.codec.rr.Fields.name;
import static nomen.codec.rr.Fields.publicKey;
import static nomen.codec.rr.Fields.seconds;
import static nomen.codec.rr.Fields.serviceBinding;
import static nomen.codec.rr.Fields.signature;
import static nomen.codec.rr.Fields.string;
import static nomen.codec.rr.Fields.strings;
import static nomen.codec.rr.Fields.u16;
import static nomen.codec.rr.Fields.u32;
import static nomen.codec.rr.Fields.u8;
import static nomen.codec.rr.NameField.Rule.ADDITIONAL;
import static nomen.codec.rr.NameField.Rule.CASE_FOLDED;
import static nomen.codec.rr.NameField.Rule.COMPRESSIBLE;
import static nomen.codec.rr.NameField.Rule.DECOMPRESSIBLE;
import static nomen.codec.rr.RRType.Status.CURRENT;
import static nomen.codec.rr.RRType.Status.EXPERIMENTAL;
import static nomen.codec.rr.RRType.Status.META;
import static nomen.codec.rr.RRType.Status.OBSOLETE;
import static nomen.codec.rr.RRType.Status.QUESTION;
import static nomen.codec.rr.RRType.Status.UNKNOWN;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import nomen.codec.text.Tokenizer;
import org.jspecify.annotations.Nullable;

/**
 * The table of RR types. A row is all there is to say about a type: wire form, canonical form,
 * presentation form, compression, additional data, error messages, test data and documentation come
 * from it.
 *
 * <p>Names: only types of RFC 1035 are compressed on output; those and the types that RFC 3597
 * section 4 lists are decompressed on input, in all others compression is an error. Case is folded
 * in the canonical form of the types of RFC 4034 section 6.2, without NSEC (RFC 6840 section 5.1).
 */
public final class RRTypes {
  /** By code, filled by the rows below; all codes of rows are below its length. */
  private static final @Nullable RRType[] BY_CODE = new RRType[512];

  public static final RRType A = type(1, "A", "RFC 1035 3.4.1", ipv4("address"));
  public static final RRType NS =
      type(2, "NS", "RFC 1035 3.3.11", name("nsdname", COMPRESSIBLE, CASE_FOLDED, ADDITIONAL));
  public static final RRType MD =
      old(3, "MD", "RFC 1035 3.3.4", name("madname", COMPRESSIBLE, CASE_FOLDED, ADDITIONAL));
  public static final RRType MF =
      old(4, "MF", "RFC 1035 3.3.5", name("madname", COMPRESSIBLE, CASE_FOLDED, ADDITIONAL));
  public static final RRType CNAME =
      type(5, "CNAME", "RFC 1035 3.3.1", name("cname", COMPRESSIBLE, CASE_FOLDED));
  public static final RRType SOA =
      type(
          6,
          "SOA",
          "RFC 1035 3.3.13",
          name("mname", COMPRESSIBLE, CASE_FOLDED),
          name("rname", COMPRESSIBLE, CASE_FOLDED),
          u32("serial"),
          seconds("refresh"),
          seconds("retry"),
          seconds("expire"),
          seconds("minimum"));
  public static final RRType MB =
      trial(7, "MB", "RFC 1035 3.3.3", name("madname", COMPRESSIBLE, CASE_FOLDED, ADDITIONAL));
  public static final RRType MG =
      trial(8, "MG", "RFC 1035 3.3.6", name("mgmname", COMPRESSIBLE, CASE_FOLDED));
  public static final RRType MR =
      trial(9, "MR", "RFC 1035 3.3.8", name("newname", COMPRESSIBLE, CASE_FOLDED));
  public static final RRType NULL = trial(10, "NULL", "RFC 1035 3.3.10", generic("data"));
  public static final RRType WKS =
      old(11, "WKS", "RFC 1035 3.4.2", ipv4("address"), new WksField("ports"));
  public static final RRType PTR =
      type(12, "PTR", "RFC 1035 3.3.12", name("ptrdname", COMPRESSIBLE, CASE_FOLDED));
  public static final RRType HINFO =
      type(13, "HINFO", "RFC 1035 3.3.2", string("cpu"), string("os"));
  public static final RRType MINFO =
      trial(
          14,
          "MINFO",
          "RFC 1035 3.3.7",
          name("rmailbx", COMPRESSIBLE, CASE_FOLDED),
          name("emailbx", COMPRESSIBLE, CASE_FOLDED));
  public static final RRType MX =
      type(
          15,
          "MX",
          "RFC 1035 3.3.9",
          u16("preference"),
          name("exchange", COMPRESSIBLE, CASE_FOLDED, ADDITIONAL));
  public static final RRType TXT = type(16, "TXT", "RFC 1035 3.3.14", strings("txt-data"));
  public static final RRType RP =
      type(
          17,
          "RP",
          "RFC 1183 2.2",
          name("mbox-dname", DECOMPRESSIBLE, CASE_FOLDED),
          name("txt-dname", DECOMPRESSIBLE, CASE_FOLDED));
  public static final RRType AFSDB =
      type(
          18,
          "AFSDB",
          "RFC 1183 1",
          u16("subtype"),
          name("hostname", DECOMPRESSIBLE, CASE_FOLDED, ADDITIONAL));
  public static final RRType X25 = trial(19, "X25", "RFC 1183 3.1", string("psdn-address"));
  public static final RRType ISDN =
      trial(20, "ISDN", "RFC 1183 3.2", string("isdn-address"), new StringField("sa", true));
  public static final RRType RT =
      trial(
          21,
          "RT",
          "RFC 1183 3.3",
          u16("preference"),
          name("intermediate-host", DECOMPRESSIBLE, CASE_FOLDED, ADDITIONAL));
  public static final RRType NSAP = old(22, "NSAP", "RFC 1706 5", new NsapField("address"));
  public static final RRType SIG =
      type(24, "SIG", "RFC 2931 3", signature(DECOMPRESSIBLE, CASE_FOLDED));
  public static final RRType KEY =
      type(
          25,
          "KEY",
          "RFC 2535 3.1, RFC 3755",
          u16("flags"),
          u8("protocol"),
          algorithm(),
          new KeyField("key"));
  public static final RRType PX =
      trial(
          26,
          "PX",
          "RFC 2163 4",
          u16("preference"),
          name("map822", DECOMPRESSIBLE, CASE_FOLDED),
          name("mapx400", DECOMPRESSIBLE, CASE_FOLDED));
  public static final RRType GPOS =
      trial(27, "GPOS", "RFC 1712 3", string("longitude"), string("latitude"), string("altitude"));
  public static final RRType AAAA = type(28, "AAAA", "RFC 3596 2.2", new Ipv6Field("address"));
  public static final RRType LOC = type(29, "LOC", "RFC 1876 2", new LocField("location"));
  public static final RRType SRV =
      type(
          33,
          "SRV",
          "RFC 2782",
          u16("priority"),
          u16("weight"),
          u16("port"),
          name("target", DECOMPRESSIBLE, CASE_FOLDED, ADDITIONAL));
  public static final RRType NAPTR =
      type(
          35,
          "NAPTR",
          "RFC 3403 4.1",
          u16("order"),
          u16("preference"),
          string("flags"),
          string("services"),
          string("regexp"),
          name("replacement", DECOMPRESSIBLE, CASE_FOLDED));
  public static final RRType KX =
      type(36, "KX", "RFC 2230 3.1", u16("preference"), name("exchanger", CASE_FOLDED, ADDITIONAL));
  public static final RRType CERT =
      type(
          37,
          "CERT",
          "RFC 4398 2",
          new IntegerField("type", 2, Mnemonics.CERTIFICATE, false),
          u16("key tag"),
          algorithm(),
          base64("certificate"));
  public static final RRType DNAME = type(39, "DNAME", "RFC 6672 2.1", name("target", CASE_FOLDED));
  public static final RRType OPT = meta(41, "OPT", "RFC 6891 6.1");
  public static final RRType APL = trial(42, "APL", "RFC 3123 4", new AplField("prefixes"));
  public static final RRType DS = type(43, "DS", "RFC 4034 5.1", delegationSigner());
  public static final RRType SSHFP =
      type(
          44,
          "SSHFP",
          "RFC 4255 3.1",
          u8("algorithm"),
          u8("fingerprint type"),
          new DigestField("fingerprint", 1, 0, 20, 32));
  public static final RRType IPSECKEY =
      type(
          45,
          "IPSECKEY",
          "RFC 4025 2",
          u8("precedence"),
          new GatewayField("gateway"),
          base64("public key", 0));
  public static final RRType RRSIG = type(46, "RRSIG", "RFC 4034 3.1", signature(CASE_FOLDED));
  public static final RRType NSEC =
      type(
          47,
          "NSEC",
          "RFC 4034 4.1",
          name("next domain name"),
          new BitmapField("type bit maps", false));
  public static final RRType DNSKEY = type(48, "DNSKEY", "RFC 4034 2.1", publicKey());
  public static final RRType DHCID = type(49, "DHCID", "RFC 4701 3.1", base64("data"));
  public static final RRType NSEC3 =
      type(
          50,
          "NSEC3",
          "RFC 5155 3.2",
          u8("hash algorithm"),
          u8("flags"),
          u16("iterations"),
          new BinaryField("salt", Encoding.HEX, true, 0),
          new BinaryField("next hashed owner name", Encoding.BASE32HEX, true, 1),
          new BitmapField("type bit maps", true));
  public static final RRType NSEC3PARAM =
      type(
          51,
          "NSEC3PARAM",
          "RFC 5155 4.2",
          u8("hash algorithm"),
          u8("flags"),
          u16("iterations"),
          new BinaryField("salt", Encoding.HEX, true, 0));
  public static final RRType TLSA = type(52, "TLSA", "RFC 6698 2.1", association());
  public static final RRType SMIMEA = type(53, "SMIMEA", "RFC 8162 2", association());
  public static final RRType HIP = type(55, "HIP", "RFC 8005 5", new HipField("host identity"));
  public static final RRType CDS = type(59, "CDS", "RFC 7344 3.1", delegationSigner());
  public static final RRType CDNSKEY = type(60, "CDNSKEY", "RFC 7344 3.2", publicKey());
  public static final RRType OPENPGPKEY =
      type(61, "OPENPGPKEY", "RFC 7929 2.1", base64("public key"));
  public static final RRType CSYNC =
      type(
          62,
          "CSYNC",
          "RFC 7477 2.1",
          u32("SOA serial"),
          u16("flags"),
          new BitmapField("type bit map", true));
  public static final RRType ZONEMD =
      type(
          63,
          "ZONEMD",
          "RFC 8976 2.2",
          u32("serial"),
          u8("scheme"),
          u8("hash algorithm"),
          new DigestField("digest", 12, 0, 48, 64));
  public static final RRType SVCB = type(64, "SVCB", "RFC 9460 2", serviceBinding());
  public static final RRType HTTPS = type(65, "HTTPS", "RFC 9460 9", serviceBinding());
  public static final RRType DSYNC =
      type(
          66,
          "DSYNC",
          "RFC 9859 2.1",
          new TypeField("RRtype"),
          new IntegerField("scheme", 1, Mnemonics.SCHEME, false),
          u16("port"),
          name("target"));
  public static final RRType SPF = old(99, "SPF", "RFC 7208 3.1", strings("txt-data"));
  public static final RRType NID =
      trial(104, "NID", "RFC 6742 2.1", u16("preference"), new LocatorField("node ID"));
  public static final RRType L32 =
      trial(105, "L32", "RFC 6742 2.2", u16("preference"), ipv4("locator32"));
  public static final RRType L64 =
      trial(106, "L64", "RFC 6742 2.3", u16("preference"), new LocatorField("locator64"));
  public static final RRType LP =
      trial(107, "LP", "RFC 6742 2.4", u16("preference"), name("FQDN", ADDITIONAL));
  public static final RRType EUI48 = type(108, "EUI48", "RFC 7043 3", new EuiField("address", 6));
  public static final RRType EUI64 = type(109, "EUI64", "RFC 7043 4", new EuiField("address", 8));
  public static final RRType TKEY = meta(249, "TKEY", "RFC 2930 2");
  public static final RRType TSIG = meta(250, "TSIG", "RFC 8945 4.2");
  public static final RRType IXFR = question(251, "IXFR", "RFC 1995");
  public static final RRType AXFR = question(252, "AXFR", "RFC 5936");
  public static final RRType MAILB = question(253, "MAILB", "RFC 1035 3.2.3");
  public static final RRType MAILA = question(254, "MAILA", "RFC 1035 3.2.3");
  public static final RRType ANY = question(255, "ANY", "RFC 1035 3.2.3, RFC 8482");
  public static final RRType URI =
      type(256, "URI", "RFC 7553 4.1", u16("priority"), u16("weight"), new TextField("target", 1));
  public static final RRType CAA =
      type(
          257,
          "CAA",
          "RFC 8659 4.1",
          u8("flags"),
          new CaaTagField("tag"),
          new TextField("value", 0));
  public static final RRType AMTRELAY =
      type(260, "AMTRELAY", "RFC 8777 4.1", u8("precedence"), new RelayField("relay"));
  public static final RRType RESINFO = type(261, "RESINFO", "RFC 9606 3", strings("rdata"));
  public static final RRType WALLET =
      type(262, "WALLET", "IANA registration of June 2024", strings("txt-data"));

  private static final List<RRType> ALL =
      Stream.of(BY_CODE).filter(Objects::nonNull).map(Objects::requireNonNull).toList();

  private static final MnemonicIndex BY_MNEMONIC = new MnemonicIndex(ALL);

  private RRTypes() {}

  /** All rows, by ascending code. */
  public static List<RRType> all() {
    return ALL;
  }

  /**
   * The type of a code: its row, or a new {@link RRType.Status#UNKNOWN} one.
   *
   * @param code 0 to 65,535
   */
  public static RRType of(int code) {
    RRType known = known(code);
    return known != null ? known : unknown(code);
  }

  /** The row of a code, or null; allocates nothing. */
  public static @Nullable RRType known(int code) {
    return code >= 0 && code < BY_CODE.length ? BY_CODE[code] : null;
  }

  /** The type that a text names in any case: "MX", "TYPE731"; null if there is none. */
  public static @Nullable RRType parse(String text) {
    byte[] octets = text.getBytes(StandardCharsets.ISO_8859_1);
    return scan(octets, 0, octets.length);
  }

  /** As {@link #parse}, of a range of octets; allocates only for a type without a row. */
  public static @Nullable RRType scan(byte[] text, int start, int end) {
    RRType known = BY_MNEMONIC.find(text, start, end);
    if (known != null) {
      return known;
    }
    int code = Octets.scanNumbered("TYPE", text, start, end);
    return code < 0 ? null : of(code);
  }

  /** The code of the type that a token names, or -1. */
  static int scanCode(Tokenizer token) {
    RRType type = token.quoted() ? null : scan(token.octets(), token.start(), token.end());
    return type == null ? -1 : type.code();
  }

  /**
   * Prints the mnemonic of a code, or TYPEnnn; the latter for types that no zone has, too, as peers
   * do not read their mnemonics in rdata.
   */
  static void print(StringBuilder to, int code) {
    RRType known = known(code);
    if (known != null && !known.isMeta()) {
      to.append(known.mnemonic());
    } else {
      to.append("TYPE").append(code);
    }
  }

  private static RRType unknown(int code) {
    if (code < 0 || code > 0xffff) {
      throw new IllegalArgumentException("type outside 0 to 65535: " + code);
    }
    return new RRType(code, "TYPE" + code, "RFC 3597", UNKNOWN, generic("rdata"));
  }

  private static RRType type(int code, String mnemonic, String source, RdataField... fields) {
    return row(new RRType(code, mnemonic, source, CURRENT, fields));
  }

  private static RRType trial(int code, String mnemonic, String source, RdataField... fields) {
    return row(new RRType(code, mnemonic, source, EXPERIMENTAL, fields));
  }

  private static RRType old(int code, String mnemonic, String source, RdataField... fields) {
    return row(new RRType(code, mnemonic, source, OBSOLETE, fields));
  }

  private static RRType meta(int code, String mnemonic, String source) {
    return row(new RRType(code, mnemonic, source, META, generic("rdata")));
  }

  private static RRType question(int code, String mnemonic, String source) {
    return row(new RRType(code, mnemonic, source, QUESTION, generic("rdata")));
  }

  private static RRType row(RRType type) {
    if (BY_CODE[type.code()] != null) {
      throw new IllegalStateException("two rows of code " + type.code());
    }
    BY_CODE[type.code()] = type;
    return type;
  }
}
