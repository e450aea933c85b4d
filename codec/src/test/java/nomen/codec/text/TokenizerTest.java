package nomen.codec.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import nomen.codec.name.Name;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 1035 section 5.1: entries, tokens, and where they are. */
class TokenizerTest {
  /** Entries as {@code [line:column]token token}, errors as {@code !line:column what}. */
  private static List<String> split(Tokenizer tokenizer) {
    List<String> entries = new ArrayList<>();
    while (true) {
      StringBuilder entry = new StringBuilder();
      try {
        if (!tokenizer.nextEntry()) {
          return entries;
        }
        entry.append(tokenizer.blankOwner() ? "_" : "");
        while (tokenizer.next()) {
          if (entry.length() > 1) {
            entry.append(tokenizer.adjacent() ? "+" : " ");
          }
          entry.append(tokenizer.line()).append(':').append(tokenizer.column()).append('=');
          String quote = tokenizer.quoted() ? "\"" : "";
          entry.append(quote).append(tokenizer.text()).append(quote);
        }
        entries.add(entry.toString());
      } catch (SyntaxException e) {
        entries.add("!" + e.line() + ":" + e.column() + " " + e.what());
      }
    }
  }

  private static Tokenizer of(String text) {
    byte[] octets = text.getBytes(StandardCharsets.ISO_8859_1);
    return new Tokenizer("test", octets, 0, octets.length);
  }

  /** Gives a few octets at a time. */
  private static Tokenizer piecemeal(String text, Random random) {
    byte[] octets = text.getBytes(StandardCharsets.ISO_8859_1);
    int[] at = {0};
    return new Tokenizer(
        "test",
        (to, offset, length) -> {
          int count = Math.min(Math.min(length, octets.length - at[0]), 1 + random.nextInt(3));
          if (count == 0) {
            return -1;
          }
          System.arraycopy(octets, at[0], to, offset, count);
          at[0] += count;
          return count;
        });
  }

  private static void assertSplit(String text, String... entries) {
    assertEquals(List.of(entries), split(of(text)));
    for (int seed = 0; seed < 8; seed++) {
      assertEquals(List.of(entries), split(piecemeal(text, new Random(seed))), "seed " + seed);
    }
  }

  @Test
  void entryIsALine() {
    assertSplit("a b\nc\n", "1:1=a 1:3=b", "2:1=c");
  }

  @Test
  void lastLineNeedsNoNewline() {
    assertSplit("a b", "1:1=a 1:3=b");
    assertSplit("a b ; c", "1:1=a 1:3=b");
    assertSplit("a\r", "1:1=a");
    assertSplit("");
    assertSplit("\n");
    assertSplit(" ");
  }

  @Test
  void carriageReturnLineFeedEndsALine() {
    assertSplit("a b\r\n\r\nc\r\n", "1:1=a 1:3=b", "3:1=c");
  }

  @Test
  void carriageReturnAloneIsAnError() {
    assertSplit("a \rb\nc", "!1:3 carriage return without line feed", "2:1=c");
  }

  @Test
  void blankLinesAndCommentsAreNoEntries() {
    assertSplit("\n  \n;x\n  ; y\n( ; z\n)\na;b\n", "7:1=a");
  }

  @Test
  void whiteSpaceAtTheStartMeansABlankOwner() {
    assertSplit(" a\n\tb\nc\n( a )", "_1:2=a", "_2:2=b", "3:1=c", "4:3=a");
  }

  @Test
  void parenthesesJoinLines() {
    assertSplit("a ( b ; x )\n c(d\n)e) f\ng", "1:1=a 1:5=b 2:2=c 2:4=d 3:2=e 3:5=f", "4:1=g");
  }

  @Test
  void quotesKeepWhiteSpaceAndSpecials() {
    assertSplit("a \"b ;() c\" \"\" d", "1:1=a 1:3=\"b ;() c\" 1:13=\"\" 1:16=d");
  }

  @Test
  void adjacentTokensAreSeen() {
    assertSplit("a k=\"v w\" \"x\"\"y\"z", "1:1=a 1:3=k=+1:5=\"v w\" 1:11=\"x\"+1:14=\"y\"+1:17=z");
  }

  @Test
  void escapesStay() {
    assertSplit("a\\ b\\;\\\" \"\\\"\\\\\" \\#", "1:1=a\\ b\\;\\\" 1:10=\"\\\"\\\\\" 1:17=\\#");
  }

  @Test
  void escapesAreTold() throws SyntaxException {
    Tokenizer tokenizer = of("a\\b c");
    assertTrue(tokenizer.nextEntry());
    assertTrue(tokenizer.next());
    assertTrue(tokenizer.hasEscapes());
    assertTrue(tokenizer.next());
    assertFalse(tokenizer.hasEscapes());
  }

  @Test
  void byteOrderMarkIsPassed() {
    assertSplit("\u00ef\u00bb\u00bfa", "1:1=a");
    assertSplit("\u00ef\u00bb", "1:1=\u00ef\u00bb");
  }

  @Test
  void octetsFrom128UpAreLikeLetters() {
    assertSplit("\u0080\u00ff x", "1:1=\u0080\u00ff 1:4=x");
  }

  @Test
  void errorsNameThePlaceAndTheNextLineGoesOn() {
    assertSplit("a \"b\nc", "!1:3 quoted string is not closed on its line", "2:1=c");
    assertSplit("a \"b", "!1:3 quoted string is not closed on its line");
    assertSplit("a b)\nc", "!1:4 closing parenthesis without an opening one", "2:1=c");
    assertSplit("a b\\\nc", "!1:4 backslash at the end of a line", "2:1=c");
    assertSplit("a b\\", "!1:4 backslash at the end of a line");
    assertSplit("a b\0c\nd", "!1:4 control octet 0x00", "2:1=d");
    assertSplit("a \"b\u007f\"\nd", "!1:5 control octet 0x7f", "2:1=d");
    assertSplit("a \\\u0001\nd", "!1:4 control octet 0x01", "2:1=d");
    assertSplit("a\nb ( c\n d\n", "1:1=a", "!2:3 parenthesis is never closed");
  }

  @Test
  void controlOctetsInCommentsAreIgnored() {
    assertSplit("a ;\0\u0001\rx\nb", "1:1=a", "2:1=b");
  }

  @Test
  void afterAnErrorTheClosingParenthesisIsLookedFor() {
    assertSplit("a ( \1\n b ; )\n \")\" \\)\n ) c\nd", "!1:5 control octet 0x01", "5:1=d");
  }

  @Test
  void afterAnErrorALineWithAnOwnerEndsAnUnclosedParenthesis() {
    assertSplit("a ( \1\n b\nc d\n", "!1:5 control octet 0x01", "3:1=c 3:3=d");
  }

  @Test
  void whatIsLeftOfAnEntryIsPassedOver() throws SyntaxException {
    Tokenizer tokenizer = of("a ( b\n c ) d\ne\n");
    assertTrue(tokenizer.nextEntry());
    assertTrue(tokenizer.nextEntry());
    assertTrue(tokenizer.next());
    assertTrue(tokenizer.is("e"));
    assertFalse(tokenizer.nextEntry());
  }

  @Test
  void tokenAtTheStartOfALineInParenthesesBeginsTheNextEntryAfterAnError() throws SyntaxException {
    Tokenizer tokenizer = of("a ( b\nc d\n");
    assertTrue(tokenizer.nextEntry());
    for (int i = 0; i < 3; i++) {
      assertTrue(tokenizer.next());
    }
    assertTrue(tokenizer.is("c"));
    assertTrue(tokenizer.nextEntry());
    assertTrue(tokenizer.next());
    assertTrue(tokenizer.is("c"));
    assertEquals(2, tokenizer.entryLine());
  }

  @Test
  void pushedBackTokenComesAgain() throws SyntaxException {
    Tokenizer tokenizer = of("a b");
    assertTrue(tokenizer.nextEntry());
    assertTrue(tokenizer.next());
    tokenizer.pushBack();
    assertTrue(tokenizer.next());
    assertTrue(tokenizer.is("a"));
    assertTrue(tokenizer.next());
    assertFalse(tokenizer.next());
    tokenizer.pushBack();
    assertFalse(tokenizer.next());
    assertFalse(tokenizer.next());
    assertEquals(
        "test:1:4: error: what, in f of T", tokenizer.error("f", "T", "what").getMessage());
  }

  @Test
  void randomTextIsSplitTheSameHoweverItIsRead() {
    String octets = "\n\n\r\t  ;()\"\"\\ab$@\0\u00ef";
    for (int seed = 0; seed < 3_000; seed++) {
      Random random = new Random(seed);
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(60); i > 0; i--) {
        text.append(octets.charAt(random.nextInt(octets.length())));
      }
      String whole = text.toString();
      assertEquals(split(of(whole)), split(piecemeal(whole, random)), "seed " + seed);
    }
  }

  @Test
  void tokensAreBounded() {
    String longest = "x".repeat(Tokenizer.MAX_TOKEN_OCTETS - 1);
    assertEquals(2, split(piecemealBig("a\n" + longest + "\n")).size());
    String over = "x".repeat(Tokenizer.MAX_TOKEN_OCTETS + 1);
    List<String> entries = split(piecemealBig("a\n" + over + "\nb"));
    assertEquals("!2:262145 token of over 262144 octets", entries.get(1));
    assertEquals("3:1=b", entries.get(2));
  }

  @Test
  void entriesAreBounded() {
    String entry = "a (\n" + " b\n".repeat(Tokenizer.MAX_ENTRY_OCTETS / 3) + ")\n";
    assertEquals(
        List.of("!1:3 entry of over 1048576 octets", "349529:1=c"),
        split(piecemealBig(entry + "\nc")));
  }

  private static Tokenizer piecemealBig(String text) {
    byte[] octets = text.getBytes(StandardCharsets.ISO_8859_1);
    int[] at = {0};
    return new Tokenizer(
        "test",
        (to, offset, length) -> {
          int count = Math.min(Math.min(length, 65_537), octets.length - at[0]);
          System.arraycopy(octets, at[0], to, offset, count);
          at[0] += count;
          return count == 0 ? -1 : count;
        });
  }

  @Test
  void failingSourceIsAnErrorAndTheEnd() {
    int[] calls = {0};
    Tokenizer tokenizer =
        new Tokenizer(
            "test",
            (to, offset, length) -> {
              if (calls[0]++ > 0) {
                throw new IOException("disk on fire");
              }
              to[offset] = 'a';
              return 1;
            });
    assertEquals(List.of("!1:2 cannot read on: disk on fire"), split(tokenizer));
    assertEquals(2, calls[0]);
  }

  @ParameterizedTest
  @CsvSource({
    "0,0",
    "3600,3600",
    "1h,3600",
    "1w2d3h4m5s,788645",
    "1D,86400",
    "2h1d,93600",
    "2147483647,2147483647",
    "1m0s,60"
  })
  void times(String text, long seconds) throws SyntaxException {
    assertEquals(seconds, TokenScanner.ttl(first(text), "TTL", null));
  }

  @ParameterizedTest
  @CsvSource({
    "2147483648,'time over 2147483647 seconds, in TTL'",
    "99999999999999999999,'time over 2147483647 seconds, in TTL'",
    "3551w,'time over 2147483647 seconds, in TTL'",
    "2147483647w,'time over 2147483647 seconds, in TTL'",
    "h,'not a time in seconds or with units w, d, h, m, s, in TTL'",
    "1x,'not a time in seconds or with units w, d, h, m, s, in TTL'",
    "1hh,'not a time in seconds or with units w, d, h, m, s, in TTL'",
    "1h5,'number without unit behind one with a unit, in TTL'",
    "1h1h,'unit given twice in a time, in TTL'",
    "-1,'not a time in seconds or with units w, d, h, m, s, in TTL'"
  })
  void badTimes(String text, String description) throws SyntaxException {
    Tokenizer tokenizer = first(text);
    SyntaxException e =
        assertThrows(SyntaxException.class, () -> TokenScanner.ttl(tokenizer, "TTL", null));
    assertEquals(description, e.description());
  }

  @ParameterizedTest
  @CsvSource({
    "65536,number over 65535",
    "x,not a number",
    "1x,not a number",
    "99999x,not a number"
  })
  void badNumbers(String text, String what) throws SyntaxException {
    Tokenizer tokenizer = first(text);
    SyntaxException e =
        assertThrows(
            SyntaxException.class,
            () -> TokenScanner.number(tokenizer, 65_535, "preference", "MX"));
    assertEquals(what + ", in preference of MX", e.description());
  }

  @ParameterizedTest
  @ValueSource(strings = {"@", ".", "a", "a.b", "a.b.", "a\\.b.c", "\\000\\255.x.", "A\\@", "*"})
  void namesAreReadAsNameParseDoes(String text) throws SyntaxException {
    Name origin = Name.parse("Example.com.");
    byte[] wire = new byte[256];
    int length =
        TokenScanner.name(first(text), origin.toWire(), 0, origin.length(), wire, 1, "n", "T");
    Name name = Name.ofWire(wire, 1);
    assertEquals(length, name.length());
    assertTrue(Name.parse(text, origin).equalsExactly(name), name.toString());
  }

  @Test
  void longestNamesFitAndLongerOnesDoNot() throws SyntaxException {
    String label = "x".repeat(63);
    String fits = (label + ".").repeat(3) + "y".repeat(61) + ".";
    byte[] wire = new byte[255];
    assertEquals(255, TokenScanner.name(first(fits), wire, 0, 0, wire, 0, "n", "T"));
    assertBadName("name of over 255 octets", "1." + fits.substring(1));
    assertBadName("name of over 255 octets", fits + "z.");
    assertBadName("name of over 255 octets", fits + ".");
    assertBadName("label of over 63 octets", label + "x.y.");
    assertBadName("label of over 63 octets", label + "x");
    assertBadName("label of over 63 octets", "x".repeat(300) + ".");
    assertBadName("empty label", "a..b.");
    assertBadName("empty label", ".a.");
    assertBadName("escape over 255", "\\256.");
    assertBadName("escape of fewer than three digits", "\\25.");
    assertBadName("escape of fewer than three digits", "\\25");
    assertBadName("relative name without an origin", "a");
  }

  private static void assertBadName(String what, String text) throws SyntaxException {
    Tokenizer tokenizer = first(text);
    byte[] wire = new byte[255];
    SyntaxException e =
        assertThrows(
            SyntaxException.class,
            () -> TokenScanner.name(tokenizer, wire, 0, 0, wire, 0, "exchange", "MX"));
    assertNotNull(e.field());
    assertEquals(what, e.what());
  }

  private static Tokenizer first(String text) throws SyntaxException {
    Tokenizer tokenizer = of(text);
    assertTrue(tokenizer.nextEntry() && tokenizer.next());
    return tokenizer;
  }
}
