package nomen.store.zonefile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What a master file may look like, section by section, and what is said of one that does not. */
class ZoneFileReaderTest {
  private static void assertRead(String text, String... lines) {
    assertEquals(List.of(lines), TextFiles.read(text));
  }

  @Nested
  @DisplayName("RFC 1035 5.1: format")
  class Rfc1035Section51 {
    @Test
    void ttlAndClassComeInEitherOrderOrNotAtAll() {
      assertRead(
          """
          $TTL 5
          a 7 IN A 192.0.2.1
          b IN 8 A 192.0.2.1
          c 9 A 192.0.2.1
          d in a 192.0.2.1
          e A 192.0.2.1
          """,
          "a.example. 7 A 192.0.2.1",
          "b.example. 8 A 192.0.2.1",
          "c.example. 9 A 192.0.2.1",
          "d.example. 5 A 192.0.2.1",
          "e.example. 5 A 192.0.2.1");
    }

    @Test
    void missingTtlIsTheLastOneGivenWithAWarning() {
      assertRead(
          "a 7 A 192.0.2.1\nb A 192.0.2.2\nc 8 A 192.0.2.3\nd A 192.0.2.4",
          "a.example. 7 A 192.0.2.1",
          "b.example. 7 A 192.0.2.2",
          "c.example. 8 A 192.0.2.3",
          "d.example. 8 A 192.0.2.4",
          "z:2:3: warning: no TTL and no $TTL before: the last TTL given is used from here on");
    }

    @Test
    void missingTtlOfTheSoaIsItsMinimum() {
      assertRead(
          "@ SOA ns h 1 2 3 4 5\na A 192.0.2.1",
          "example. 5 SOA ns.example. h.example. 1 2 3 4 5",
          "a.example. 5 A 192.0.2.1",
          "z:1:3: warning: no TTL and no $TTL before: the SOA's MINIMUM is used from here on");
    }

    @Test
    void missingTtlWithNothingToTakeOverIsAnError() {
      assertRead("a A 192.0.2.1", "z:1:3: error: missing, and no $TTL before, in TTL");
    }

    @Test
    void blankOwnerIsTheLastOne() {
      assertRead(
          "$TTL 5\na A 192.0.2.1\n  A 192.0.2.2\n$ORIGIN x.\n\tTXT b\n",
          "a.example. 5 A 192.0.2.1",
          "a.example. 5 A 192.0.2.2",
          "a.example. 5 TXT \"b\"");
    }

    @Test
    void blankOwnerWithNoneBeforeIsAnError() {
      assertRead(
          "$TTL 5\n A 192.0.2.1\n",
          "z:2:2: error: none before this entry to take over, in owner name");
    }

    @Test
    void recordsBehindAWrongOwnerNameBelongNowhere() {
      assertRead(
          "$TTL 5\na A 192.0.2.1\nb..c A 192.0.2.2\n A 192.0.2.3\n A 1\nd A 192.0.2.4",
          "a.example. 5 A 192.0.2.1",
          "d.example. 5 A 192.0.2.4",
          "z:3:1: error: empty label, in owner name",
          "z:5:4: error: no IPv4 address: 1, in address of A");
    }

    @Test
    void atIsTheOriginAndOriginChanges() {
      assertRead(
          "$TTL 5\n@ NS @\n$ORIGIN sub\na NS b\n$ORIGIN other.\na NS b\n\\@ NS \\@",
          "example. 5 NS example.",
          "a.sub.example. 5 NS b.sub.example.",
          "a.other. 5 NS b.other.",
          "\\@.other. 5 NS \\@.other.");
    }

    @Test
    void parenthesesQuotesAndComments() {
      assertRead(
          "$TTL 5 ; c\n@ SOA ns h ( ; the\n 1 ; serial\n 2 3\n4 5 ) ; end\na TXT \"x ;(\" y\\ z\n",
          "example. 5 SOA ns.example. h.example. 1 2 3 4 5",
          "a.example. 5 TXT \"x ;(\" \"y z\"");
    }

    @Test
    void crLfAndNoFinalNewlineAndByteOrderMark() {
      assertRead(
          "\u00ef\u00bb\u00bf$TTL 5\r\na TXT x\r\n\r\nb TXT y",
          "a.example. 5 TXT \"x\"",
          "b.example. 5 TXT \"y\"");
    }

    @Test
    void emptyFileHasNothing() {
      assertRead("");
      assertRead("; nothing\n");
    }

    @Test
    void errorsAreReportedAndReadingGoesOn() {
      assertRead(
          """
          $TTL 5
          a MX 65536 b
          b MX 1
          c FOO bar
          d CH TXT x
          e 1 2 TXT x
          f IN IN TXT x
          g 2147483648 TXT x
          h A 192.0.2.1 x
          i TXT "x
          j
          k A 192.0.2.1 )
          $FOO
          $TTL
          $TTL x
          $TTL 5 6
          $ORIGIN
          $ORIGIN a..b
          l ANY x
          m "A" 192.0.2.1
          n OPT x
          "o" TXT x
          p TXT x
          """,
          "o.example. 5 TXT \"x\"",
          "p.example. 5 TXT \"x\"",
          "z:2:6: error: number over 65535, in preference of MX",
          "z:3:7: error: missing, in exchange of MX",
          "z:4:3: error: unknown type or class FOO, in type",
          "z:5:3: error: class other than IN, in class",
          "z:6:5: error: second TTL, in TTL",
          "z:7:6: error: second class, in class",
          "z:8:3: error: time over 2147483647 seconds, in TTL",
          "z:9:15: error: more than the type has: x, in A",
          "z:10:7: error: quoted string is not closed on its line",
          "z:11:2: error: missing, in type",
          "z:12:15: error: closing parenthesis without an opening one",
          "z:13:1: error: unknown directive $FOO; an owner name takes \\$",
          "z:14:5: error: missing, in TTL of $TTL",
          "z:15:6: error: not a time in seconds or with units w, d, h, m, s, in TTL of $TTL",
          "z:16:8: error: text behind the last field, in $TTL",
          "z:17:8: error: missing, in name of $ORIGIN",
          "z:18:9: error: empty label, in name of $ORIGIN",
          "z:19:3: error: a zone cannot hold ANY, in type",
          "z:20:3: error: unknown type or class A, in type",
          "z:21:3: error: a zone cannot hold OPT, in type");
    }

    @Test
    void quotedOwnerNameMayHoldBlanks() {
      assertRead(
          "$TTL 5\n\"foo bar\" TXT x\n\"a.b\" TXT y\n\"\" TXT z\n",
          "foo\\032bar.example. 5 TXT \"x\"",
          "a.b.example. 5 TXT \"y\"",
          "z:4:1: error: empty label, in owner name");
    }

    @Test
    void rdataThatIsOnlyCarriedIsAWarning() {
      assertRead(
          "$TTL 5\na TYPE29 \\# 16 011216138b0d2c8c7ff8fca500989680\n",
          "a.example. 5 LOC \\# 16 011216138B0D2C8C7FF8FCA500989680",
          "z:2:3: warning: LOC version: other than 0: served as it is, octet by octet");
    }

    @Test
    void namesAndLabelsAreBounded() {
      String label = "x".repeat(63);
      String longest = (label + ".").repeat(3) + "y".repeat(61) + ".";
      assertRead(
          "$TTL 5\n"
              + longest
              + " TXT a\n"
              + longest.replace("yy.", "yyy.")
              + " TXT b\nx"
              + label
              + " TXT c\n",
          longest + " 5 TXT \"a\"",
          "z:3:1: error: name of over 255 octets, in owner name",
          "z:4:1: error: label of over 63 octets, in owner name");
    }

    @Test
    void readingStopsAfter100Errors() {
      List<String> lines = TextFiles.read("x\n".repeat(500));
      assertEquals(100, lines.size());
      assertEquals("z:100:2: error: missing, in type", lines.get(99));
    }

    @Test
    void unclosedParenthesisDoesNotSwallowTheFile() {
      assertRead(
          "$TTL 5\n@ SOA ns h (1 2 3 4 5\na TXT x\nb TXT y\n",
          "a.example. 5 TXT \"x\"",
          "b.example. 5 TXT \"y\"",
          "z:3:1: error: more than the type has: a, in SOA");
    }
  }

  @Nested
  @DisplayName("RFC 2308 4: $TTL")
  class Rfc2308Section4 {
    @Test
    void setsTheTtlOfRecordsWithoutOne() {
      assertRead(
          "$TTL 1h\na TXT x\n$TTL 1d2h\nb TXT x\nc 5 TXT x\nd TXT x\n",
          "a.example. 3600 TXT \"x\"",
          "b.example. 93600 TXT \"x\"",
          "c.example. 5 TXT \"x\"",
          "d.example. 93600 TXT \"x\"");
    }
  }

  @Nested
  @DisplayName("RFC 3597 5: unknown types")
  class Rfc3597Section5 {
    @Test
    void genericRdataOfKnownAndUnknownTypes() {
      assertRead(
          """
          $TTL 5
          a TYPE731 \\# 3 abCD eF
          b A \\# 4 c0000201
          c TYPE1 192.0.2.1
          d CLASS1 TXT x
          """,
          "a.example. 5 TYPE731 \\# 3 ABCDEF",
          "b.example. 5 A 192.0.2.1",
          "c.example. 5 A 192.0.2.1",
          "d.example. 5 TXT \"x\"");
    }
  }

  @Nested
  @DisplayName("RFC 1035 5.1: $INCLUDE")
  class Include {
    private final List<String> lines = new ArrayList<>();

    private void read(TextFiles files) {
      lines.addAll(files.read("d/z", TextFiles.ORIGIN));
    }

    @Test
    void includedFileTakesOverTheLastOwner() {
      read(
          new TextFiles()
              .file("d/z", "$TTL 5\na TXT 1\n$INCLUDE ns.inc\n TXT 3")
              .file("d/ns.inc", "\tNS ns1.example.net.\nb TXT 2\n"));
      assertEquals(
          List.of(
              "a.example. 5 TXT \"1\"",
              "a.example. 5 NS ns1.example.net.",
              "b.example. 5 TXT \"2\"",
              "a.example. 5 TXT \"3\""),
          lines);
    }

    @Test
    void pathIsRelativeToTheFileAndOriginAndOwnerComeBack() {
      read(
          new TextFiles()
              .file(
                  "d/z",
                  "$TTL 5\na TXT 1\n$INCLUDE s/y sub\n TXT 4\nb TXT 5\n$INCLUDE \"s/x\"\nc TXT 7")
              .file("d/s/y", "@ TXT 2\n$ORIGIN deep\nn TXT 3\n$TTL 6")
              .file("d/s/x", "x TXT 6"));
      assertEquals(
          List.of(
              "a.example. 5 TXT \"1\"",
              "sub.example. 5 TXT \"2\"",
              "n.deep.sub.example. 5 TXT \"3\"",
              "a.example. 6 TXT \"4\"",
              "b.example. 6 TXT \"5\"",
              "x.example. 6 TXT \"6\"",
              "c.example. 6 TXT \"7\""),
          lines);
    }

    @Test
    void errorsNameTheIncludedFile() {
      read(new TextFiles().file("d/z", "$TTL 5\n$INCLUDE y\nb FOO").file("d/y", " TXT 1\na FOO\n"));
      assertEquals(
          List.of(
              "d/y:1:2: error: none before this entry to take over, in owner name",
              "d/y:2:3: error: unknown type or class FOO, in type",
              "d/z:3:3: error: unknown type or class FOO, in type"),
          lines);
    }

    @Test
    void missingFileIsAnErrorWhereItIsNamed() {
      read(new TextFiles().file("d/z", "$INCLUDE nope\n$INCLUDE\n$INCLUDE y . x\na 5 TXT x"));
      assertEquals(
          List.of(
              "a.example. 5 TXT \"x\"",
              "d/z:1:10: error: cannot include d/nope: no such file, in file of $INCLUDE",
              "d/z:2:9: error: missing, in file of $INCLUDE",
              "d/z:3:14: error: text behind the last field, in $INCLUDE"),
          lines);
    }

    @Test
    void loopsAreRefusedWithTheChain() {
      read(
          new TextFiles()
              .file("d/z", "$INCLUDE y\na 5 TXT x")
              .file("d/y", "$INCLUDE ../d/x\n")
              .file("d/../d/x", "$INCLUDE z\n"));
      assertEquals(
          List.of(
              "a.example. 5 TXT \"x\"",
              "d/../d/x:1:10: error: cannot include d/../d/z: files include each other:"
                  + " d/z -> d/y -> d/../d/x -> d/../d/z, in file of $INCLUDE"),
          lines);
    }

    @Test
    void depthIsBounded() {
      TextFiles files = new TextFiles().file("d/z", "$INCLUDE f1\na 5 TXT x");
      for (int i = 1; i < 20; i++) {
        files.file("d/f" + i, "$INCLUDE f" + (i + 1) + "\n");
      }
      read(files);
      assertEquals(2, lines.size());
      assertEquals("a.example. 5 TXT \"x\"", lines.get(0));
      assertEquals(
          "d/f15:1:10: error: cannot include d/f16: more than 16 files deep: d/z -> d/f1",
          lines.get(1).substring(0, 77));
    }

    @Test
    void filesInAllAreBounded() {
      read(new TextFiles().file("d/z", "$INCLUDE y\n".repeat(10_002)).file("d/y", "; nothing\n"));
      assertEquals(
          List.of(
              "d/z:10001:10: error: cannot include d/y: more than 10000 files included, in file of"
                  + " $INCLUDE",
              "d/z:10002:10: error: cannot include d/y: more than 10000 files included, in file of"
                  + " $INCLUDE"),
          lines);
    }

    @Test
    void fileThatCannotBeOpenedIsAnError() {
      read(new TextFiles());
      assertEquals(List.of("d/z:1:1: error: cannot be opened: no such file"), lines);
    }
  }
}
