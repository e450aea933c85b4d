package nomen.codec.rr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import nomen.codec.name.Name;
import nomen.codec.text.SyntaxException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Text that is no rdata is refused with an error that names column, rule, field and type. */
class RefusedTextTest {
  /** Type, text, column and description, divided by bars. */
  private static final String REFUSED =
      """
      A | | 1: missing, in address of A
      A | 192.0.2 | 1: no IPv4 address: 192.0.2, in address of A
      A | 192.0.2.256 | 1: no IPv4 address: 192.0.2.256, in address of A
      A | 192.0.2.01 | 1: no IPv4 address: 192.0.2.01, in address of A
      A | 192.0.2.1.5 | 1: no IPv4 address: 192.0.2.1.5, in address of A
      A | 192.0.2.1 x | 11: more than the type has: x, in A
      AAAA | 1::2::3 | 1: no IPv6 address: 1::2::3, in address of AAAA
      AAAA | 1:2:3:4:5:6:7 | 1: no IPv6 address: 1:2:3:4:5:6:7, in address of AAAA
      AAAA | 1:2:3:4:5:6:7:8:9 | 1: no IPv6 address: 1:2:3:4:5:6:7:8:9, in address of AAAA
      AAAA | 1:2:3:4:5:6:7:8:: | 1: no IPv6 address: 1:2:3:4:5:6:7:8::, in address of AAAA
      AAAA | 12345:: | 1: no IPv6 address: 12345::, in address of AAAA
      AAAA | ::1: | 1: no IPv6 address: ::1:, in address of AAAA
      AAAA | :1:: | 1: no IPv6 address: :1::, in address of AAAA
      AAAA | ::1.2.3 | 1: no IPv6 address: ::1.2.3, in address of AAAA
      AAAA | 1:2:3:4:5:6:7:1.2.3.4 | 1: no IPv6 address: 1:2:3:4:5:6:7:1.2.3.4, in address of AAAA
      MX | 65536 a. | 1: number over 65535, in preference of MX
      MX | -1 a. | 1: not a number, in preference of MX
      MX | 10 | 3: missing, in exchange of MX
      MX | 10 mail | 4: relative name without an origin, in exchange of MX
      MX | 10 a..b. | 4: empty label, in exchange of MX
      MX | 10 "a." | 4: quoted string instead of a name, in exchange of MX
      SOA | a. b. 1 2 3 4 | 14: missing, in minimum of SOA
      SOA | a. b. 1 2x 3 4 5 | 9: not a time in seconds or with units w, d, h, m, s, in refresh of SOA
      TXT | | 1: missing, in txt-data of TXT
      TXT | a\\256 | 1: escape over 255, in txt-data of TXT
      CAA | 0 is-sue "x" | 3: character other than a letter or digit, in tag of CAA
      CAA | 0 issue | 8: missing, in value of CAA
      URI | 1 2 "" | 5: empty, in target of URI
      DS | 1 8 2 ABC | 10: odd number of hexadecimal digits, in digest of DS
      DS | 1 8 2 ABCD | 11: digest of kind 2 has other than 32 octets, in digest of DS
      DS | 1 8 9 | 6: fewer octets than 1, in digest of DS
      DS | 1 8 9 XY | 7: not hexadecimal, in digest of DS
      KEY | 0 0 0 | 6: missing, in key of KEY
      KEY | 49152 0 0 AQ== | 15: given although the flags say that there is none, in key of KEY
      RRSIG | A 8 2 60 00001231235959 20220222132804 1 a. AQ== | 10: year outside 0001 to 9999, in signature expiration of RRSIG
      RRSIG | A 8 2 60 20230230000000 20220222132804 1 a. AQ== | 10: no such time, in signature expiration of RRSIG
      DNSKEY | 257 3 8 | 8: missing, in public key of DNSKEY
      DNSKEY | 257 3 8 AQ | 11: Base64 without right padding, in public key of DNSKEY
      DNSKEY | 257 3 8 AQ=A | 9: padding before the end of the Base64, in public key of DNSKEY
      DNSKEY | 257 3 8 AR== | 13: last digit of the Base64 has bits that mean nothing, in public key of DNSKEY
      DNSKEY | 257 3 8 A | 10: number of digits that no Base64 has, in public key of DNSKEY
      DNSKEY | 257 3 RSA AQ== | 7: not a number, in algorithm of DNSKEY
      RRSIG | A 8 1 1 20240230000000 1 1 . AQ== | 9: no such time, in signature expiration of RRSIG
      RRSIG | NOTYPE 8 1 1 1 1 1 . AQ== | 1: no RR type: NOTYPE, in type covered of RRSIG
      NSEC | a. | 3: missing, in type bit maps of NSEC
      NSEC | a. A TYPE65536 | 6: no RR type: TYPE65536, in type bit maps of NSEC
      NSEC3 | 1 0 0 - - A | 9: missing, in next hashed owner name of NSEC3
      NSEC3 | 1 0 0 - 0W A | 9: not Base32hex, in next hashed owner name of NSEC3
      LOC | N 1 E 1 | 1: degrees are missing, in latitude of LOC
      LOC | 90 0 0.001 N 0 E 0 | 12: over 90 degrees, in latitude of LOC
      LOC | 1 60 N 0 E 0 | 3: number over 59, in latitude of LOC
      LOC | 1 2 3.0001 N 0 E 0 | 5: more than 3 decimals, in latitude of LOC
      LOC | 1 2 3 4 N 0 E 0 | 7: neither N nor S, in latitude of LOC
      LOC | 1 N 1 E 42849672.96m | 9: outside -100000.00m to 42849672.95m, in altitude of LOC
      LOC | 1 N 1 E 1m 90000001m | 12: over 90000000.00m, in size of LOC
      APL | 3:1.2.3.4/8 | 1: item begins with neither 1: nor 2:, in prefixes of APL
      APL | 1:1.2.3.4/33 | 1: number too high, in prefixes of APL
      APL | 1:1.2.3/8 | 1: no address of family 1, in prefixes of APL
      WKS | 1.2.3.4 TCP nothing | 13: not a number, in ports of WKS
      IPSECKEY | 1 4 2 . AQ== | 3: number over 3, in gateway type of IPSECKEY
      IPSECKEY | 1 0 2 a. AQ== | 7: other than "." although there is none, in gateway of IPSECKEY
      AMTRELAY | 1 2 0 . | 3: number over 1, in discovery optional of AMTRELAY
      HIP | 2 - AQ== | 3: not hexadecimal, in HIT of HIP
      HIP | 2 "" AQ== | 3: empty, in HIT of HIP
      EUI48 | 00-00-5e-00-53 | 1: other than 6 pairs of digits with hyphens between, in address of EUI48
      EUI48 | 00:00:5e:00:53:2a | 1: other than 6 pairs of digits with hyphens between, in address of EUI48
      NID | 1 1:2:3 | 3: other than four groups with colons between, in node ID of NID
      L64 | 1 1::2:3 | 3: group of other than 1 to 4 hexadecimal digits, in locator64 of L64
      NSAP | 47 | 1: does not begin with 0x, in address of NSAP
      NULL | 1234 | 1: has no text but \\# length hexadecimal, in data of NULL
      TYPE731 | x | 1: has no text but \\# length hexadecimal, in rdata of TYPE731
      TYPE731 | \\# 2 00 | 8: 1 octets instead of 2, in rdata of TYPE731
      TYPE731 | \\# 65536 00 | 4: number over 65535, in rdata length of TYPE731
      A | \\# 3 010203 | 12: A address: needs 4 octets, has 3, in A
      MX | \\# 4 000AC000 | 14: MX exchange: compression is not allowed here, in MX
      SVCB | 1 foo.example.com. ( key123=abc key123=def ) | 33: key key123 is there twice, in SvcParams of SVCB
      SVCB | 1 foo.example.com. mandatory | 20: mandatory: no key, in SvcParams of SVCB
      SVCB | 1 foo.example.com. alpn | 20: alpn: protocol ID of other than 1 to 255 octets, in SvcParams of SVCB
      SVCB | 1 foo.example.com. port | 20: not a number, in SvcParams of SVCB
      SVCB | 1 foo.example.com. ipv4hint | 20: ipv4hint: no address, in SvcParams of SVCB
      SVCB | 1 foo.example.com. ipv6hint | 20: ipv6hint: no address, in SvcParams of SVCB
      SVCB | 1 foo.example.com. no-default-alpn=abc | 39: no-default-alpn: has a value, in SvcParams of SVCB
      SVCB | 1 foo.example.com. mandatory=key123 | 36: mandatory key key123 is missing, in SvcParams of SVCB
      SVCB | 1 foo.example.com. mandatory=mandatory | 39: mandatory: names itself, in SvcParams of SVCB
      SVCB | 1 foo.example.com. ( mandatory=key123,key123 key123=abc) | 22: mandatory: names a key twice, in SvcParams of SVCB
      SVCB | 1 . no-default-alpn | 20: no-default-alpn without alpn, in SvcParams of SVCB
      SVCB | 1 . alpn="h2"x | 14: no key: x, in SvcParams of SVCB
      SVCB | 1 . "alpn=h2" | 5: no key: alpn=h2, in SvcParams of SVCB
      SVCB | 1 . key01=x | 5: no key: key01=x, in SvcParams of SVCB
      SVCB | 1 . key65535=x | 15: key65535: reserved key, in SvcParams of SVCB
      SVCB | 1 . dohpath=/q{?x} | 19: dohpath: template without the variable dns, in SvcParams of SVCB
      SVCB | 1 . ech=A | 5: ech: number of digits that no Base64 has, in SvcParams of SVCB
      """;

  static Stream<List<String>> refused() {
    return REFUSED.lines().map(line -> List.of(line.split(" *\\| *", 3)));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void errorsNamePlaceRuleFieldAndType(List<String> row) {
    RRType type = Objects.requireNonNull(RRTypes.parse(row.get(0)));
    SyntaxException e =
        assertThrows(SyntaxException.class, () -> Rdata.scan(type, row.get(1), null));
    assertEquals(row.get(2), e.column() + ": " + e.description());
  }

  @Test
  void namesAreRelativeToTheOrigin() throws Exception {
    Name origin = Name.parse("example.com.");
    assertEquals("10 mail.example.com.", Rdata.scan(RRTypes.MX, "10 mail", origin).toString());
    assertEquals("10 example.com.", Rdata.scan(RRTypes.MX, "10 @", origin).toString());
  }

  @Test
  void serviceParametersHaveNamesAndNumbers() throws Exception {
    assertEquals(
        Rdata.parse(RRTypes.SVCB, "1 . mandatory=key3,key8 key8 key3=\\001\\002"),
        Rdata.parse(RRTypes.SVCB, "1 . port=258 ohttp mandatory=ohttp,port"));
  }

  @Test
  void rdataIsOneLine() {
    SyntaxException e =
        assertThrows(SyntaxException.class, () -> Rdata.scan(RRTypes.A, "1.2.3.4\n5.6.7.8", null));
    assertEquals("more than one line, in A", e.description());
  }

  @Test
  void characterStringsHaveAtMost255Octets() {
    SyntaxException e =
        assertThrows(SyntaxException.class, () -> Rdata.scan(RRTypes.TXT, "x".repeat(256), null));
    assertEquals("character-string of over 255 octets, in txt-data of TXT", e.description());
  }

  @Test
  void rdataHasAtMost65535Octets() throws Exception {
    String strings = ("x".repeat(255) + " ").repeat(255);
    assertEquals(65_535, Rdata.scan(RRTypes.TXT, strings + "x".repeat(254), null).length());
    SyntaxException e =
        assertThrows(
            SyntaxException.class, () -> Rdata.scan(RRTypes.TXT, strings + "x".repeat(255), null));
    assertEquals("rdata of over 65535 octets, in TXT", e.description());
  }
}
