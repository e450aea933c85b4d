package nomen.store.zonefile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import nomen.codec.name.Name;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.Master;
import org.xbill.DNS.Record;

/** BIND's named-compilezone and dnsjava read the same records out of the same files. */
class PeerAgreementTest {
  private static final String HEAD =
      "$TTL 1h\n@ SOA ns.example. hostmaster (1 2h 30m 2w 1h)\n  NS ns\nns A 192.0.2.1\n";

  private static final Map<String, String> CORPUS =
      Map.of(
          "grammar",
          HEAD
              + """
              ; comment
              a IN 60 A 192.0.2.1
                 A ( 192.0.2.2 ) ; another
              a2 60 IN A 192.0.2.1
              \tTXT "quoted ; text" unquoted esc\\;aped "q\\"uote" \\065\\000
              B.c MX 10 a
              $ORIGIN sub.example.
              @ A 192.0.2.3
              b.example. TXT ( "multi"
                 "line" )
              $TTL 5m
              c AAAA 2001:db8::1
              *.w 1w2d3h4m5s TXT wild
              \\000x.\\..y TXT odd
              d\\@\\$ CNAME @
              """,
          "origin",
          HEAD + "$ORIGIN sub\na TXT x\n$ORIGIN b.c\nd CNAME e",
          "crlf",
          HEAD.replace("\n", "\r\n") + "a TXT x\r\nb TXT (y\r\n z)\r\nc TXT nofinalnewline",
          "rfc1035ttl",
          "@ 77 SOA ns h 1 2 3 4 5\n NS ns\nns A 192.0.2.1\nb 99 A 192.0.2.2\nc A 192.0.2.3\n",
          "lastttl",
          """
          @ 60 SOA ns h 1 2 3 4 5
            NS ns
          ns A 192.0.2.1
          $INCLUDE included
          b TXT b
          $GENERATE 1-1 g$ 90 TXT x
          c TXT c
          $GENERATE 1-1 h$ TXT x
          """,
          "included",
          "i 80 TXT i\n$ORIGIN other.example.\ni TXT i\n",
          "soattl",
          "@ SOA ns h 1 2 3 4 55\n NS ns\nns A 192.0.2.1\n",
          "generic",
          HEAD
              + """
              a TYPE731 \\# 3 abcdef
              b A \\# 4 c0000201
              c TYPE1 \\# 4 ( c000 0202 )
              d TYPE731 \\# 0
              e CLASS1 TYPE15 10 a
              """,
          "generate",
          HEAD
              + """
              $GENERATE 1-3 a$ A 192.0.2.$
              $GENERATE 0-20/5 b${10,4,x} 60 IN CNAME c$.d
              $GENERATE 1-2 e\\$$ TXT "x${0,3,n} y"
              $GENERATE 1-2 f${-1,3,o} A 192.0.2.${5,0,d}
              $GENERATE 10-11 ${0,5,N} PTR h${0,2,X}.x.
              $GENERATE 300-301 k${0,1,n} TXT ${-300}
              $GENERATE 0-1 m$ TXT "${-5,4,x} ${-5} ${-5,3}"
              $GENERATE 0-1 o$$$ TXT a
              $GENERATE 1-2 p${2} MX "10 mx$"
              $GENERATE 1-2 ${0,3,d} NS ns$.other.
              """,
          "types",
          HEAD
              + """
              a HINFO "cpu" os
              a RP h txt
              a AFSDB 1 ns
              a LOC 52 22 23.000 N 4 53 32.000 E -2.00m 0.00m 10000m 10m
              a SRV 0 5 5060 ns
              a NAPTR 100 10 "S" "SIP+D2U" "!^.*$!sip:x@y!" .
              a KX 10 ns
              a CERT PKIX 1 RSASHA256 AAAA
              dn DNAME other.
              a APL 1:192.168.32.0/21 !1:192.168.38.0/28
              cut NS ns.other.
              cut DS 60485 5 1 2BB183AF5F22588179A53B0A98631FAD1A292118
              a SSHFP 2 1 123456789abcdef67890123456789abcdef67890
              a IPSECKEY 10 1 2 192.0.2.38 AQNRU3mG7TVTO2BkR47usntb102uFJtugbo6BSGvgqt4AQ==
              a NSEC b A MX RRSIG NSEC TYPE1234
              a DHCID AAIBY2/AuCccgoJbsaxcQc9TUapptP69lOjxfNuVAA2kjEA=
              0p9mhaveqvm6t7vbl5lop2u3t2rp3tom NSEC3 1 1 12 aabbccdd 2t7b4g4vsa5smi47k61mv5bv1a22bojr MX RRSIG
              a NSEC3PARAM 1 0 12 aabbccdd
              a TLSA 0 0 1 d2abde240d7cd3ee6b4b28c54df034b97983a1d16e8a410e4561cb106618e971
              a CDS 0 0 0 00
              a OPENPGPKEY AAAA
              a CSYNC 66 3 A NS AAAA
              a ZONEMD 1 1 1 7e1aaaa1cbfe5f4b6a0ef1ba3eb9dd12cd2ca9e84ddb1a3a7ecfd7f2cd1c25c5d3c7d1a1b3e6b9d4c5d9e8f7a6b5c4d3
              svc SVCB 1 ns alpn="h2,h3" port=8443 ipv4hint=192.0.2.1
              svc HTTPS 0 ns
              a SPF "v=spf1 -all"
              a NID 10 0014:4fff:ff20:ee64
              a L32 10 192.0.2.1
              a L64 10 2001:0db8:1140:1000
              a LP 10 l64
              a EUI48 00-00-5e-00-53-2a
              a EUI64 00-00-5e-ef-10-00-00-2a
              a URI 10 1 "ftp://ftp1.example.com/public"
              a CAA 0 issue "ca.example; policy=ev"
              """);

  @TempDir Path folder = Path.of("");

  private String nomen(Path file) {
    LoadedZone loaded = new ZoneLoader((octets, ofOctets) -> {}).load(file, TextFiles.ORIGIN);
    assertNotNull(loaded.zone(), () -> loaded.findings().list().toString());
    return TextFiles.print(Objects.requireNonNull(loaded.zone()));
  }

  private String bind(Path file) throws IOException, InterruptedException {
    Path out = folder.resolve("compiled");
    Path log = folder.resolve("log");
    ProcessBuilder compile =
        new ProcessBuilder(
            List.of(
                "named-compilezone",
                "-q",
                "-i",
                "none",
                "-k",
                "ignore",
                "-n",
                "ignore",
                "-r",
                "ignore",
                "-T",
                "ignore",
                "-s",
                "full",
                "-o",
                out.toString(),
                "example.",
                file.toString()));
    Process process;
    try {
      process =
          compile
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
    } catch (IOException e) {
      assumeTrue(false, "named-compilezone is not installed");
      throw e;
    }
    assertEquals(true, process.waitFor(60, TimeUnit.SECONDS));
    assertEquals(0, process.exitValue(), Files.readString(log));
    return nomen(out);
  }

  private Path write(String name) throws IOException {
    for (Map.Entry<String, String> each : CORPUS.entrySet()) {
      Files.writeString(
          folder.resolve(each.getKey()), each.getValue(), StandardCharsets.ISO_8859_1);
    }
    return folder.resolve(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "grammar",
        "crlf",
        "rfc1035ttl",
        "soattl",
        "generic",
        "generate",
        "types",
        "origin",
        "lastttl"
      })
  void namedCompilezone(String name) throws IOException, InterruptedException {
    Path file = write(name);
    String ours = nomen(file);
    assertEquals(ours, bind(file));
    Path printed = folder.resolve("printed");
    Files.writeString(printed, ours, StandardCharsets.ISO_8859_1);
    assertEquals(ours, bind(printed));
  }

  @ParameterizedTest
  @ValueSource(strings = {"grammar", "crlf", "soattl", "generic"})
  void dnsjava(String name) throws IOException {
    Path file = write(name);
    TreeSet<String> theirs = new TreeSet<>();
    try (Master master = new Master(file.toString(), org.xbill.DNS.Name.fromString("example."))) {
      for (Record each = master.nextRecord(); each != null; each = master.nextRecord()) {
        theirs.add(
            line(
                Name.ofWire(each.getName().toWire(), 0),
                each.getType(),
                each.getTTL(),
                each.rdataToWireCanonical()));
      }
    }
    TreeSet<String> ours = new TreeSet<>();
    ZoneFileReader reader =
        new ZoneFileReader(
            (owner, ownerOffset, ownerLength, type, ttl, rdata, rdataOffset, rdataLength) -> {
              byte[] wire =
                  java.util.Arrays.copyOfRange(rdata, rdataOffset, rdataOffset + rdataLength);
              nomen.codec.rr.Rdata.canonicalize(
                  nomen.codec.rr.RRTypes.of(type), wire, 0, wire.length);
              ours.add(line(Name.ofWire(owner, ownerOffset), type, ttl, wire));
            });
    assertEquals(0, reader.read(file, TextFiles.ORIGIN).errorCount());
    assertEquals(theirs, ours);
  }

  private static String line(Name owner, int type, long ttl, byte[] rdata) {
    return owner + " " + ttl + " TYPE" + type + " " + HexFormat.of().formatHex(rdata);
  }
}
